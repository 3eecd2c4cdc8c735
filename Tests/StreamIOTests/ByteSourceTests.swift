import Glibc
import StreamIO
import Testing

@Suite struct ByteSourceTests {
  let folder = TemporaryFolder()

  /// The failure of reading these bytes from a pipe that nobody writes to any more.
  private func pipeFailure(_ bytes: [UInt8]) -> Failure? {
    let (input, output) = pipe()
    defer { close(input) }
    _ = Glibc.write(output, bytes, bytes.count)
    close(output)
    return readFailure("/dev/fd/\(input)", threads: 2)
  }

  private func gzipped(_ bytes: some Sequence<UInt8>, _ options: String = "") -> [UInt8] {
    shell("gzip \(options) -c '\(folder.file("to-compress", bytes))' > '\(folder.file("compressed"))'")
    return raw(folder.file("compressed"))
  }

  @Test func plainBytesAreLeftAlone() throws {
    for bytes: [UInt8] in [[], [10], Array("{}\n".utf8), [0x1e, 0x8b], [0x1f, 0x20], [0, 0, 0]] {
      #expect(try contents(folder.file("a", bytes)) == bytes)
    }
  }

  @Test func gzipAndItsMixturesAreRead() throws {
    let records = sampleRecords(3000)
    let bytes = Array(records.joined())
    let ordinary = gzipped(bytes, "-N")
    let blocked = raw(try write(records, to: folder.file("b.gz")))
    #expect(ordinary[3] & 8 != 0)  // with a name in its header
    for threads in [1, 2, 5] {
      #expect(try contents(folder.file("a.gz", ordinary), threads: threads) == bytes)
      #expect(try contents(folder.file("a.gz", ordinary + ordinary), threads: threads, reading: 777) == bytes + bytes)
      #expect(try contents(folder.file("a.gz", blocked + blocked), threads: threads) == bytes + bytes)
      #expect(
        try contents(folder.file("a.gz", blocked + ordinary + blocked), threads: threads) == bytes + bytes + bytes)
      #expect(try contents(folder.file("a.gz", gzipped([]) + ordinary + gzipped([])), threads: threads) == bytes)
      #expect(
        try contents(folder.file("a.gz", ordinary + [UInt8](repeating: 0, count: 600_000)), threads: threads) == bytes)
    }
  }

  @Test(.enabled(if: isInstalled("bgzip"), "bgzip (package tabix) is not installed")) func bgzipIsRead() throws {
    let bytes = Array(sampleRecords(3000).joined())
    shell("bgzip -c '\(folder.file("a", bytes))' > '\(folder.file("a.gz"))'")
    #expect(try contents(folder.file("a.gz"), threads: 2) == bytes)
    let whole = raw(folder.file("a.gz"))
    #expect(readFailure(folder.file("cut.gz", whole.dropLast(28)))?.cause == .data)
  }

  @Test func truncationIsFoundAtEveryByte() throws {
    let sink = try ByteSink(path: folder.file("a.gz"), format: .gzip)
    for record in sampleRecords(6, longest: 40) {
      try sink.write(record)
      try sink.flush()
    }
    try sink.finish()
    for whole in [raw(folder.file("a.gz")), gzipped(sampleRecords(9).joined(), "-N")] {
      #expect(whole.count > 200)
      for count in 1..<whole.count {
        let cut = Array(whole[..<count])
        let failure = readFailure(folder.file("cut.gz", cut))
        #expect(failure?.cause == .data && failure?.place?.file == folder.file("cut.gz"), "at \(count)")
        #expect(failure?.message.contains("cut short") == true, "at \(count): \(failure?.message ?? "")")
        #expect(pipeFailure(cut)?.cause == .data, "at \(count), from a pipe")
      }
      #expect(pipeFailure(whole) == nil)
    }
  }

  @Test func missingEndOfFileBlockIsFoundBeforeAnOrdinaryMember() throws {
    let blocked = raw(try write([[65, 10]], to: folder.file("b.gz")))
    #expect(readFailure(folder.file("a.gz", blocked.dropLast(28) + gzipped([66, 10])))?.cause == .data)
  }

  @Test func flippedBitsNeverGiveOtherData() throws {
    let records = sampleRecords(5, longest: 60)
    let bytes = Array(records.joined())
    for whole in [raw(try write(records, to: folder.file("b.gz"))), gzipped(bytes)] {
      var undetected = 0
      for bit in 16..<(whole.count * 8) {  // without its first two bytes it is not gzip at all
        var damaged = whole
        damaged[bit / 8] ^= 1 << (bit % 8)
        let path = folder.file("damaged.gz", damaged)
        do throws(Failure) {
          if try contents(path, threads: bit % 2 + 1) != bytes { undetected += 1 }
        } catch {
          if error.cause != .data { undetected += 1 }
        }
      }
      #expect(undetected == 0)
    }
  }

  @Test func dataBeforeTheDamageComeFirst() throws {
    let records = sampleRecords(3000)
    var bytes = raw(try write(records, to: folder.file("a.gz")))
    bytes[bytes.count - 200] ^= 1
    for threads in [1, 2] {
      let source = try ByteSource(path: folder.file("a.gz", bytes), threads: threads)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 10_000, alignment: 1)
      defer { buffer.deallocate() }
      var taken: [UInt8] = []
      #expect(throws: Failure.self) {
        while case let count = try source.read(into: buffer), count > 0 { taken += buffer[..<count] }
      }
      #expect(throws: Failure.self) { try source.read(into: buffer) }
      #expect(taken.count > 300_000 && Array(records.joined()).starts(with: taken))
    }
  }

  @Test func otherBytesAfterGzipAreNamed() throws {
    let blocked = raw(try write([[65, 10]], to: folder.file("b.gz")))
    for rest in [
      Array("garbage".utf8), [0, 0, 0, 1], [0x1f], [0x1f, 0x8b], Array("a longer piece of garbage\n".utf8),
    ] as [[UInt8]] {
      for whole in [gzipped([65, 10]), blocked] {
        let failure = readFailure(folder.file("a.gz", whole + rest))
        #expect(failure?.cause == .data && failure?.message.contains("\(whole.count)") == true, "\(rest)")
      }
    }
  }

  @Test func whatCannotBeOpenedIsNamed() {
    #expect(readFailure(folder.file("none"))?.cause == .missingInput)
    #expect(readFailure(folder.path)?.cause == .missingInput)
    #expect(readFailure(folder.file("none"))?.place?.file == folder.file("none"))
    #expect(readFailure("")?.cause == .missingInput)
  }

  @Test func nonBlockingInputIsWaitedFor() throws {
    let (input, output) = pipe()
    defer { close(input) }
    // On the open file itself: /dev/fd would open it anew, in blocking mode.
    let saved = dup(STDIN_FILENO)
    dup2(input, STDIN_FILENO)
    defer {
      dup2(saved, STDIN_FILENO)
      close(saved)
    }
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    let whole = raw(try write([[65, 10]], to: folder.file("a.gz")))
    let writer = Background {
      for byte in whole {
        usleep(500)
        _ = Glibc.write(output, [byte], 1)
      }
      close(output)
    }
    #expect(try contents("-", threads: 2) == [65, 10])
    try writer.value()
  }
}
