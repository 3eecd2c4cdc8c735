import Testing

@testable import StreamIO

/// Text is cut where its code points are, whatever Swift's characters are.
@Suite struct TextTests {
  @Test func partsEndAtASeparatorWhateverFollowsIt() {
    #expect("a,\u{301}b".split(at: ",") == ["a", "\u{301}b"])
    #expect("a\r\nb".split(at: "\n") == ["a\r", "b"])
    #expect("a.b.c".split(at: ".", maxSplits: 1) == ["a", "b.c"])
    #expect(",a,,b,".split(at: ",") == ["", "a", "", "b", ""])
    #expect(",a,,b,".split(at: ",", omitsEmpty: true) == ["a", "b"])
    #expect("a; b;c".split(at: "; ") == ["a", "b;c"])
    #expect("".split(at: ",") == [""])
    #expect("by.\u{301}x".dropping(prefix: "by.") == "\u{301}x")
    #expect("b".dropping(prefix: "by.") == nil)
  }

  /// Against a reader of RFC 4180 written out: what is written comes back.
  @Test(arguments: ["", "a", "a,b", "\"", "\"\u{301}", "a\r\nb", "\n", "\r", ",\u{301}", "\"\"", "é", "a\u{0}b"])
  func aFieldOfCSVComesBack(_ text: String) {
    var bytes = Array(csvCell(text).utf8)
    if bytes.first == UInt8(ascii: "\"") {
      #expect(bytes.last == UInt8(ascii: "\"") && bytes.count > 1)
      bytes = Array(bytes.dropFirst().dropLast())
      var read: [UInt8] = []
      var index = 0
      while index < bytes.count {
        read.append(bytes[index])
        if bytes[index] == UInt8(ascii: "\"") {
          index += 1
          #expect(index < bytes.count && bytes[index] == UInt8(ascii: "\""))
        }
        index += 1
      }
      bytes = read
    } else {
      #expect(!bytes.contains { "\",\r\n".utf8.contains($0) })
    }
    #expect(bytes == Array(text.utf8))
  }

  @Test func aByteOrderMarkIsPassedOver() throws {
    for mark in [[], byteOrderMark] {
      var value = 0
      try readDocument(mark + Array(" 7".utf8), file: "f", .strict) { reader throws(Failure) in value = try reader.readInt() }
      #expect(value == 7)
    }
    let failure = #expect(throws: Failure.self) {
      try readDocument(byteOrderMark + byteOrderMark + [0x37], file: "f", .strict) { reader throws(Failure) in _ = try reader.readInt() }
    }
    #expect(failure?.place == Place(file: "f", line: 1, column: 1))
  }
}
