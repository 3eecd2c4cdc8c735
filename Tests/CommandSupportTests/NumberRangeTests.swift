import StreamIO
import Testing

@testable import CommandSupport

@Suite struct NumberRangeTests {
  @Test(arguments: [("5", 5.0, 5.0), ("2..15", 2, 15), ("-1..-0.5", -1, -0.5), ("1e-3..1e3", 0.001, 1000)])
  func argumentsAreANumberOrARange(text: String, low: Double, high: Double) throws {
    #expect(try NumberRange.parse(text) == NumberRange(low, high))
  }

  @Test(arguments: ["", "..", "5..", "..5", "15..2", "1..2..3", "a", "nan", "0..inf", "5 ..6 "])
  func otherArgumentsAreRefused(text: String) {
    #expect(throws: (any Error).self) { try NumberRange.parse(text) }
  }

  struct Holder: Record {
    var range = NumberRange()
    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("range", &range, .nonNegative, "a quantity")
    }
  }

  private func read(_ text: String) throws(Failure) -> NumberRange {
    var holder = Holder()
    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
      var reader = JSONReader(bytes, file: "c", dialect: .configuration)
      try reader.readRecord(into: &holder)
    }
    return holder.range
  }

  @Test func configurationsSayItAsANumberOrAPair() throws {
    #expect(try read("{\"range\": 5}") == NumberRange(5, 5))
    #expect(try read("{\"range\": [2, 15]}") == NumberRange(2, 15))
    for text in ["[2]", "[3, 2]", "[1, 2, 3]", "\"5\"", "-1", "[-1, 2]", "null"] {
      #expect(throws: Failure.self) { try read("{\"range\": \(text)}") }
    }
  }
}
