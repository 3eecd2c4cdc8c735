import StreamIO
import Testing

@Suite struct FieldScannerTests {
  private func scan(_ text: String, _ names: String...) throws -> [String?] {
    let scanner = FieldScanner(names)
    let bytes = Array(text.utf8)
    var places = [Range<Int>](repeating: 0..<0, count: names.count)
    let found = try bytes.withUnsafeBufferPointer { line in
      try places.withUnsafeMutableBufferPointer { places in
        var reader = JSONReader(line, file: "test")
        let found = try scanner.scan(&reader, into: places)
        try reader.finish()
        return found
      }
    }
    return names.indices.map {
      found & 1 << UInt64($0) == 0 ? nil : String(decoding: bytes[places[$0]], as: UTF8.self)
    }
  }

  @Test func findsValuesInAnyOrderAndSpelling() throws {
    let text = #"{ "b" : [1, {"a":2}] ,"\u0061":-1.5e3, "long":"x\"y" , "other":{"a":null}}"#
    #expect(try scan(text, "a", "b", "c", "long") == ["-1.5e3", #"[1, {"a":2}]"#, nil, #""x\"y""#])
    let long = String(repeating: "k", count: 100)
    #expect(try scan("{\"\(long)\":1,\"\(long)x\":2}", long + "x", long) == ["2", "1"])
    #expect(try scan("{\"\(long)\":{\"x\":3}}", long + ".x", "x") == ["3", nil])
    #expect(try scan("{}", "a") == [nil])
  }

  @Test func dotsLeadIntoObjects() throws {
    let text = #"{"plan":{"gap":1, "by":{"zone":"x","a.b":5}},"gap":2,"by.zone":3,"other":{"gap":4},"flat":[{"gap":6}]}"#
    #expect(try scan(text, "plan.gap", "plan.by.zone", "gap", "by.zone", "plan.by.a.b") == ["1", "\"x\"", "2", "3", "5"])
    #expect(try scan(text, "plan.by", "plan.by.zone", "plan") == [
      #"{"zone":"x","a.b":5}"#, "\"x\"", #"{"gap":1, "by":{"zone":"x","a.b":5}}"#,
    ])
    #expect(try scan(text, "flat.gap", "gap.x", "plan.none", ".gap", "plan.", "gap") == [nil, nil, nil, nil, nil, "2"])
    #expect(throws: Failure.self) { try scan(#"{"a":{"b":1},"a":{"b":2}}"#, "a.b") }
    #expect(throws: Failure.self) { try scan(#"{"a":{"b":1},"a.b":2}"#, "a.b") }
    #expect(throws: Failure.self) { try scan(#"{"a":{"b":1}"#, "a.b") }
  }

  @Test func pathsEndWhereObjectsDo() throws {
    let path = Array(repeating: "a", count: 50_000).joined(separator: ".")
    let text = String(repeating: "{\"a\":", count: 2000) + "1" + String(repeating: "}", count: 2000)
    #expect(throws: Failure.self) { try scan(text, path) }
    #expect(try scan(#"{"a":{"a":1}}"#, path) == [nil])
  }

  @Test(arguments: ["{\"a\":1,\"a\":2}", "[]", "{\"a\":1", "{\"a\":1}}", "{\"x\":tru}", "{\"x\":[1,]}", "{\"x\" 1}"])
  func refuses(text: String) { #expect(throws: Failure.self) { try scan(text, "a") } }

  @Test(arguments: ["0", "-0", "10.25", "1e5", "1E-7", "-12.5e+3", "1e308", "123456789012345678901234567890.5"])
  func passesOverNumbers(number: String) throws {
    #expect(try scan("{\"x\":\(number),\"y\":[\(number)],\"a\":\(number) }", "a") == [number])
  }

  @Test(arguments: ["01", "-", "1.", ".5", "+1", "1e", "1.2.3", "5x", "1e999", "0x1", "--1", "1-"])
  func refusesWhatIsNoNumber(text: String) {
    #expect(throws: Failure.self) { try scan("{\"x\":\(text)}", "a") }
    #expect(throws: Failure.self) { try scan("{\"x\":[\(text)]}", "a") }
  }

  @Test func refusesNumbersThatOverflowByTheirDigits() {
    #expect(throws: Failure.self) { try scan("{\"x\":\(String(repeating: "9", count: 400))}", "a") }
  }
}
