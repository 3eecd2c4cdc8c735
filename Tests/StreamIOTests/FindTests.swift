import StreamIO
import Testing

@Suite struct FindTests {
  /// The number that the field has, and nil where it is not found.
  private func number(_ name: StaticString, in text: String) throws -> Int? {
    try Array(text.utf8).withUnsafeBufferPointer { bytes in
      var reader = JSONReader(bytes, file: "test")
      return try reader.find(name) ? reader.readInt() : nil
    }
  }

  @Test func aFieldOfTheObjectItselfIsFound() throws {
    #expect(try number("a", in: #" { "b" : {"a":1}, "c":["a"], "d":"\"a\":2", "a" : 3, "a":4}"#) == 3)
    #expect(try number("a", in: #"{"\u0061":5}"#) == 5)
    #expect(try number("a", in: "{}") == nil)
    #expect(try number("a", in: #"{"ab":1}"#) == nil)
  }

  @Test func whatStandsBehindItIsNotLookedAt() throws {
    #expect(try number("a", in: #"{"a":3, nonsense"#) == 3)
  }

  @Test(arguments: ["", "[]", "5", #"{"b""#, #"{"b":}"#, #"{"b":1 "a":2}"#]) func whatIsNoObjectIsRefused(text: String) {
    #expect(throws: Failure.self) { try number("a", in: text) }
  }

  @Test func aWordIsFoundAmongNames() throws {
    let text = Array(#""two" "three""#.utf8)
    try text.withUnsafeBufferPointer { bytes in
      var reader = JSONReader(bytes, file: "test")
      let place = try reader.readIndex(among: ["one", "two"]) { $0 }
      #expect(place == 1)
      let failure = #expect(throws: Failure.self) { try reader.readIndex(among: ["one", "two"]) { "no \($0)" } }
      #expect(failure?.description == "test:1:7: no three")
    }
  }
}
