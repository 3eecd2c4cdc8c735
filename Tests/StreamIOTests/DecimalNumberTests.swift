import Randomness
import Testing

@testable import StreamIO

struct DecimalNumberTests {
  @Test func spellingsOfOneValueAreOne() throws {
    for spellings in [["1", "1.0", "10e-1", "0.1E1", "+1", "1."], ["0", "-0", "0.000", "0e9"], ["1e22", "10000000000000000000000"]] {
      let numbers = spellings.map { DecimalNumber($0.utf8) }
      #expect(Set(numbers).count == 1 && numbers[0] != nil, "\(spellings)")
    }
    for text in ["", "-", "e1", "1e", "1.2.3", "0x10", "nan", "1-2", "1e2.5", " 1"] { #expect(DecimalNumber(text.utf8) == nil, "\(text)") }
  }

  @Test func allDigitsTellNumbersApart() throws {
    let ascending = [
      "-1e400", "-12345678901234567891", "-12345678901234567890", "-0.1", "0", "1e-400", "0.1", "0.10000000000000000001", "2",
      "9007199254740992", "9007199254740993", "12345678901234567890", "12345678901234567891", "1e400",
    ]
    let numbers = try ascending.map { try #require(DecimalNumber($0.utf8)) }
    for (a, b) in zip(numbers, numbers.dropFirst()) { #expect(a < b && !(b < a) && a != b, "\(a.json) \(b.json)") }
    #expect(numbers.map(\.json) == ascending)
  }

  @Test func doublesKeepTheirSpelling() throws {
    var stream = RandomStream(seed: 1, "decimal")
    for _ in 0..<2000 {
      let value = Double(bitPattern: UInt64.random(in: .min ... .max, using: &stream))
      guard value.isFinite else { continue }
      var writer = JSONWriter(capacity: 32)
      writer.write(value)
      #expect(DecimalNumber(writer.bytes)?.json == writer.text)
    }
  }
}

struct ExactTextTests {
  @Test func textsThatLookTheSameAreTwo() {
    let (composed, decomposed) = ("\u{e9}", "e\u{301}")
    #expect(composed == decomposed && composed.exact != decomposed.exact)
    #expect([composed, decomposed, composed].distinct().count == 2)
    #expect([composed].contains(exactly: decomposed) == false && [composed, decomposed].firstIndex(exactly: decomposed) == 1)
    #expect(Set([composed.exact, decomposed.exact, composed.exact]).count == 2)
  }

  @Test func labelsTellValuesApart() {
    func labels(_ json: [String]) -> [String] {
      distinctLabels(json.map { ($0.hasPrefix("\"") ? String($0.dropFirst().dropLast()) : $0, $0) })
    }
    #expect(labels(["1", "\"1\"", "\"a\""]) == ["1", "\"1\"", "a"])
    #expect(labels(["null", "\"null\""]) == ["null", "\"null\""])
    #expect(labels(["\"1\"", "\"2\""]) == ["1", "2"])
    // A string in quotes of its own.
    #expect(Set(distinctLabels([("1", "1"), ("1", "\"1\""), ("\"1\"", "\"\\\"1\\\"\"")])).count == 3)
  }
}
