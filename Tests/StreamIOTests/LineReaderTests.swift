import Randomness
import Testing

@testable import StreamIO

@Suite struct LineReaderTests {
  private let folder = TemporaryFolder()

  /// The lines of a file of these bytes, with their numbers.
  private func lines(_ bytes: some Sequence<UInt8>) throws(Failure) -> [(number: Int, text: String)] {
    let reader = try LineReader(path: folder.file("lines", bytes))
    var lines: [(number: Int, text: String)] = []
    while let line = try reader.next() { lines.append((reader.lineNumber, String(decoding: line, as: UTF8.self))) }
    return lines
  }

  private func texts(_ text: String) throws(Failure) -> [String] { try lines(text.utf8).map(\.text) }

  private func complaint(_ bytes: [UInt8]) -> String {
    do throws(Failure) {
      var reader = RecordReader<RecordSpliceTests.Anything>(try LineReader(path: folder.file("lines", bytes)))
      while try reader.next() {}
      return "nothing"
    } catch { return error.description.replacing(folder.file("lines"), with: "f") }
  }

  @Test func marksReturnsAndBlankLinesArePassedOver() throws {
    #expect(try texts("") == [])
    #expect(try texts("\n\r\n \t\n\t \r\n") == [])
    #expect(try texts("a\nb\n") == ["a", "b"])
    #expect(try texts("1\n2") == ["1", "2"])
    #expect(try texts("a\r\nb\r\n") == ["a", "b"])
    #expect(try texts("1\r\n2\r") == ["1", "2"])
    #expect(try texts("\u{feff}1\n2") == ["1", "2"])
    #expect(try texts("\u{feff}") == [])
    #expect(try texts("\u{feff}\r\n1") == ["1"])
    // Neither a mark nor a return anywhere else.
    #expect(try texts("a\n\u{feff}b\nc\rd\n") == ["a", "\u{feff}b", "c\rd"])
    #expect(try texts(" a \n") == [" a "])
    #expect(try texts("a\0b\n") == ["a\0b"])
    #expect(try texts("a\u{2028}b\u{85}c\n") == ["a\u{2028}b\u{85}c"])
  }

  @Test func linesAreNumberedAsTheyStand() throws {
    #expect(try lines("\n\na\n\r\n2".utf8).map(\.number) == [3, 5])
  }

  @Test func whatIsNotUTF8IsNamedWithItsPlace() {
    let text = Array("{}\n\n{\"é\":\"".utf8)
    #expect(complaint(text + [0xff] + Array("\"}\n".utf8)) == "f:3:8: not UTF-8; records are UTF-8 text")
    #expect(complaint(text + [0xc3] + Array("\"}\n{}\n".utf8)) == "f:3:8: not UTF-8; records are UTF-8 text")
    #expect(complaint([0xff, 0xfe, 0x7b, 0x00, 10]) == "f:1:1: not UTF-8; records are UTF-8 text")
    #expect(complaint(text) == "f:3: the input ends inside this record: it is cut short")
    #expect(complaint(text + Array("\"}".utf8)) == "nothing")
  }

  /// Against the standard library's validation.
  @Test func wellFormedTextIsToldFromTheRest() {
    var random = RandomStream(seed: 1, "utf8")
    let pieces: [[UInt8]] = [
      [0x61], [0xc2, 0x80], [0xdf, 0xbf], [0xe0, 0xa0, 0x80], [0xed, 0x9f, 0xbf], [0xee, 0x80, 0x80], [0xf0, 0x90, 0x80, 0x80],
      [0xf4, 0x8f, 0xbf, 0xbf], [0xc1, 0xbf], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80], [0xf0, 0x8f, 0xbf, 0xbf],
      [0xf4, 0x90, 0x80, 0x80], [0xf5], [0x80], [0xe2, 0x82], [0xf0, 0x9f, 0x98],
    ]
    for _ in 0..<20_000 {
      var text: [UInt8] = []
      // Mostly well-formed pieces: the first eight.
      for _ in 0..<random.index(below: 12) { text += pieces[random.index(below: random.index(below: 8) == 0 ? pieces.count : 8)] }
      let offset = text.withUnsafeBytes(firstInvalidUTF8)
      let isValid = String(validating: text, as: UTF8.self) != nil
      #expect((offset == nil) == isValid)
      // What stands before the place is whole, and one byte more is not.
      if let offset { #expect(String(validating: text[..<offset], as: UTF8.self) != nil) }
    }
  }

  @Test func linesOfAnyLengthCrossTheBuffersEnds() throws {
    var random = RandomStream(seed: 2, "lines")
    let filling = (0..<1_200_000).map { UInt8(ascii: "a") + UInt8($0 % 23) }
    // Around the buffer's quarter of a mebibyte, its double, and what decompression and pipes hand over at once.
    let lengths =
      [262_143, 1, 262_144, 262_145, 0, 65_279, 65_280, 65_281, 524_287, 524_288, 524_289, 1_100_000, 3]
      + (0..<300).map { _ in random.index(below: 5000) }
    let expected = lengths.map { length in
      let start = random.index(below: 23)
      return Array(filling[start..<start + length])
    }
    let plain = folder.file("plain", expected.joined(separator: [10]) + [10])
    let compressed = try write(expected.map { $0 + [10] }, to: folder.file("lines.gz"), threads: 2)
    for (path, threads) in [(plain, 1), (compressed, 1), (compressed, 2)] {
      let reader = try LineReader(path: path, threads: threads)
      var isRight = true
      for line in expected where !line.isEmpty {
        guard let read = try reader.next() else {
          isRight = false
          break
        }
        isRight = isRight && read.elementsEqual(line)
      }
      #expect(isRight)
      #expect(try reader.next() == nil)
      #expect(try reader.next() == nil)
    }
  }

  @Test func offsetsTellHowMuchIsRead() throws {
    var random = RandomStream(seed: 3, "offsets")
    let expected = (0..<20_000).map { _ in Array("\(random.index(below: 1 << 40))".utf8) }
    let plain = folder.file("plain", expected.joined(separator: [10]) + [10])
    let blocks = try write(expected.map { $0 + [10] }, to: folder.file("blocks.gz"), threads: 2)
    shell("gzip -c '\(plain)' > '\(folder.file("ordinary.gz"))'")
    let total = expected.reduce(0) { $0 + $1.count + 1 }
    for path in [plain, blocks, folder.file("ordinary.gz")] {
      let size = try #require(ByteSource.size(of: path))
      let reader = try LineReader(path: path, threads: 2)
      var (read, before, furthest) = (0, 0, 0.0)
      var isMonotone = true
      while let line = try reader.next() {
        read += line.count + 1
        isMonotone = isMonotone && before <= reader.offset
        before = reader.offset
        furthest = max(furthest, abs(Double(before) / Double(size) - Double(read) / Double(total)))
      }
      #expect(isMonotone && furthest < (path == plain ? 1e-12 : 0.02), "\(path)")
    }
    #expect(ByteSource.size(of: "/dev/null") == nil && ByteSource.size(of: folder.file("none")) == nil)
  }
}
