import Glibc
import Testing

@testable import StreamIO

/// The members of a BGZF file by their size fields: (data bytes, member bytes).
private func members(_ bytes: [UInt8]) -> [(data: Int, size: Int)] {
  var result: [(Int, Int)] = []
  var start = 0
  while start < bytes.count {
    let size = Int(bytes[start + 16]) + Int(bytes[start + 17]) << 8 + 1
    let end = start + size
    result.append((Int(bytes[end - 4]) + Int(bytes[end - 3]) << 8 + Int(bytes[end - 2]) << 16, size))
    start = end
  }
  return result
}

@Suite struct ByteSinkTests {
  let folder = TemporaryFolder()

  @Test(arguments: [0, 1, 10, 500, 5000]) func roundTripsAndBytesDoNotDependOnThreads(count: Int) throws {
    let records = sampleRecords(count)
    let first = raw(try write(records, to: folder.file("1.gz")))
    for threads in [2, 3, 8] {
      #expect(raw(try write(records, to: folder.file("n.gz"), threads: threads)) == first)
      #expect(try contents(folder.file("n.gz"), threads: threads, reading: 70_001) == Array(records.joined()))
    }
    #expect(try contents(folder.file("1.gz"), reading: 100_000) == Array(records.joined()))
    #expect(raw(try write(records, to: folder.file("plain"), .plain)) == Array(records.joined()))
    #expect(try contents(folder.file("plain")) == Array(records.joined()))
  }

  @Test func oneByteAtATimeIsTheSame() throws {
    let records = sampleRecords(600)
    #expect(
      try contents(try write(records, to: folder.file("a.gz")), threads: 2, reading: 1) == Array(records.joined()))
  }

  @Test func blocksAreCutBetweenRecordsWhereOneFits() throws {
    let records = sampleRecords(4000)
    let found = members(raw(try write(records, to: folder.file("a.gz"))))
    var ends: Set<Int> = [0]
    var end = 0
    for record in records {
      end += record.count
      ends.insert(end)
    }
    var position = 0
    for member in found {
      position += member.data
      #expect(ends.contains(position) && member.data <= 65_280 && member.size <= 65_536)
    }
    #expect(position == end && found.count > 8 && found.last?.data == 0 && found.last?.size == 28)
  }

  @Test func recordsLargerThanABlockAndIncompressibleOnesFit() throws {
    var generator = TestGenerator(state: 9)
    let noise = (0..<400_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let records: [[UInt8]] = [
      [1], Array(noise[..<65_280]), Array(noise[..<65_281]), noise, [2, 10], Array(noise[..<65_279]),
    ]
    let path = try write(records, to: folder.file("a.gz"), threads: 2)
    #expect(try contents(path, threads: 2) == Array(records.joined()))
    let found = members(raw(path))
    #expect(found.allSatisfy { $0.data <= 65_280 && $0.size <= 65_536 && $0.size <= $0.data + 31 })
    #expect(
      found.map(\.data) == [1, 65_280, 65_280, 1, 65_280, 65_280, 65_280, 65_280, 65_280, 65_280, 8320 + 2, 65_279, 0])
    #expect(shell("gzip -t '\(path)'") == 0)
  }

  @Test func gzipReadsIt() throws {
    let records = sampleRecords(2000)
    let path = try write(records, to: folder.file("a.gz"), threads: 2)
    let plain = folder.file("plain", records.joined())
    #expect(shell("gzip -t '\(path)' && zcat '\(path)' | cmp - '\(plain)'") == 0)
  }

  @Test(.enabled(if: isInstalled("bgzip"), "bgzip (package tabix) is not installed")) func bgzipReadsIt() throws {
    let records = sampleRecords(2000)
    let path = try write(records, to: folder.file("a.gz"), threads: 2)
    let plain = folder.file("plain", records.joined())
    #expect(shell("bgzip -t '\(path)' && bgzip -dc '\(path)' | cmp - '\(plain)'") == 0)
  }

  @Test func flushMakesWhatWasWrittenReadable() throws {
    let (input, output) = pipe()
    defer { close(input) }
    let sink = try ByteSink(path: "/dev/fd/\(output)", format: .gzip, threads: 2)
    let source = Background {
      let source = try ByteSource(path: "/dev/fd/\(input)", threads: 2)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1000, alignment: 1)
      defer { buffer.deallocate() }
      let first = Array(buffer[..<(try source.read(into: buffer))])
      return [first, Array(buffer[..<(try source.read(into: buffer))])]
    }
    try sink.write([65, 10])
    try sink.flush()
    usleep(20_000)
    try sink.write([66, 10])
    try sink.flush()
    _ = sink
    close(output)
    #expect(try source.value() == [[65, 10], [66, 10]])
  }

  @Test func nothingAppearsUntilFinished() throws {
    let path = folder.file("a.gz")
    do {
      let sink = try ByteSink(path: path, format: .gzip, threads: 2)
      for record in sampleRecords(5000) { try sink.write(record) }
      #expect(folder.names.count == 1 && folder.names.first != "a.gz")
    }
    #expect(folder.names.isEmpty)
    _ = try write([[1]], to: path)
    do {
      let sink = try ByteSink(path: path, format: .plain)
      try sink.write([7])
    }
    #expect(try contents(path) == [1])
    #expect(folder.names == ["a.gz"])
  }

  @Test func fileHasTheUsualModeAndALinkStaysOne() throws {
    let path = try write([[1]], to: folder.file("a.gz"))
    let usual = folder.file("usual", [])
    var (mine, theirs) = (stat(), stat())
    #expect(stat(path, &mine) == 0 && stat(usual, &theirs) == 0 && mine.st_mode == theirs.st_mode)
    symlink("a.gz", folder.file("link"))
    _ = try write([[2]], to: folder.file("link"))
    #expect(try contents(path) == [2])
    #expect(lstat(folder.file("link"), &mine) == 0 && mine.st_mode & S_IFMT == S_IFLNK)
  }

  private func writeFailure(_ path: String, _ format: ByteSink.Format, threads: Int = 1) -> Failure? {
    do throws(Failure) {
      _ = try write(sampleRecords(3000), to: path, format, threads: threads)
      return nil
    } catch {
      return error
    }
  }

  @Test func failuresToWriteAreReported() {
    for format in [ByteSink.Format.gzip, .plain] {
      #expect(writeFailure("/dev/full", format)?.cause == .inputOutput)
      #expect(writeFailure("/dev/full", format, threads: 2)?.cause == .inputOutput)
      #expect(writeFailure(folder.file("none/a.gz"), format)?.cause == .cannotCreate)
      #expect(writeFailure(folder.path, format)?.cause == .cannotCreate)
      #expect(writeFailure("/dev/null", format) == nil)
    }
    #expect(folder.names.isEmpty)
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test func namedPipeIsWrittenDirectly() throws {
    let path = folder.file("fifo")
    mkfifo(path, 0o600)
    let reader = Background { try contents(path, threads: 2) }
    let records = sampleRecords(3000)
    _ = try write(records, to: path)
    #expect(try reader.value() == Array(records.joined()))
    #expect(folder.names == ["fifo"])
  }

  @Test func nonBlockingOutputIsWaitedFor() throws {
    let (input, output) = pipe()
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
    let reader = Background {
      usleep(10_000)
      return try contents("/dev/fd/\(input)")
    }
    let bytes = Array(sampleRecords(5000).joined())
    try bytes.withUnsafeBytes { try FileDescriptor(number: output, name: "pipe").write($0) }
    close(output)
    #expect(try reader.value() == bytes)
    close(input)
  }
}
