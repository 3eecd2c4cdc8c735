import Randomness
import StreamIO
import Testing

@Suite struct RecordCodecTests {
  @Test func readsAndWritesEverySortOfField() throws {
    #expect(try read(Device.line) == .example)
    #expect(text(Device.example) == Device.line)
  }

  @Test func acceptsAnyOrderSpaceAndUnknownFields() throws {
    let fields = Device.line.dropFirst().dropLast()
    var parts = [String]()
    var depth = 0
    var current = ""
    for character in fields {
      if character == "," && depth == 0 {
        parts.append(current)
        current = ""
      } else {
        if "{[".contains(character) { depth += 1 }
        if "}]".contains(character) { depth -= 1 }
        current.append(character)
      }
    }
    parts.append(current)
    parts += [#""extra":{"a":[1,{"b":null}],"c":"\u00e9"}"#, #""x":-1.5e-3"#, #""deep":[[[[]]]]"#]
    var random = RandomStream(seed: 1, "order")
    for _ in 0..<200 {
      parts.shuffle(using: &random)
      let line = "{ " + parts.joined(separator: " ,\t") + " } "
      var device = try read(line)
      device.tasks.sort { $0.name > $1.name }
      #expect(device == .example)
    }
  }

  @Test func fieldsLeftOutTakeTheirDefaultsEvenInAReusedRecord() throws {
    let device = try read(
      #"{"kind":"device","name":"","capacity_wh":1,"cells":0,"on":false,"colour":"red","score":2}"#, into: .example)
    var expected = Device()
    expected.capacityWh = 1
    expected.score = 2
    #expect(device == expected)
  }

  @Test func escapedKeysAndStringsAreResolved() throws {
    let line = Device.line.replacing("\"name\":\"a \\\"b\\\" 😀\"", with: #""n\u0061me":"a \u0022b\" \ud83d\uDE00""#)
    #expect(try read(line) == .example)
    #expect(text(Device.Part(name: "\u{1}\n\t\"\\/é", levels: [])) == #"{"name":"\u0001\n\t\"\\/é","levels":[]}"#)
  }

  @Test(arguments: [
    (#"{"kind":"device","name":"#, "f:7:25: name: the text ends where a string is expected"),
    (#"{"kind":"run"}"#, #"f:7:9: a record of kind "run" where a device is expected"#),
    (#"{"kind":"device"}"#, #"f:7:1: the field "name" is missing, and 5 more"#),
    (#"[1]"#, "f:7:1: found '[' where an object is expected"),
    (#"{"kind":"device","kind":"device"}"#, #"f:7:18: "kind" stands here a second time"#),
    (#"{"capacity_wh":0}"#, "f:7:16: capacity_wh: 0 must be above 0"),
    (#"{"capacity_wh": -2}"#, "f:7:17: capacity_wh: -2 must be above 0"),
    (#"{"capacity_wh":1e999}"#, "f:7:16: capacity_wh: this number is too large for a double (above 1.8e308)"),
    (#"{"capacity_wh":NaN}"#, "f:7:16: capacity_wh: found 'N' where a number is expected"),
    (#"{"capacity_wh":"5"}"#, "f:7:16: capacity_wh: found '\"' where a number is expected"),
    (#"{"capacity_wh":05}"#, "f:7:17: capacity_wh: found '5' where the end of the number is expected"),
    (#"{"cells":1.5}"#, "f:7:11: cells: found '.' where the end of a whole number is expected"),
    (#"{"cells":97}"#, "f:7:10: cells: 97 must be from 0 to 96"),
    (#"{"cells":99999999999999999999}"#, "f:7:10: cells: this number is too large for a 64-bit integer"),
    (#"{"on":yes}"#, "f:7:7: on: found 'y' where true or false is expected"),
    (#"{"colour":"gren"}"#, #"f:7:11: colour: "gren" is not known here; did you mean "green"?"#),
    (#"{"colour":"mauve"}"#, #"f:7:11: colour: "mauve" is not known here; one of red, green is"#),
    (#"{"part":{"name":"p","levels":[0,2]}}"#, "f:7:33: part.levels: 2 must be from 0 to 1"),
    (#"{"name":"\x"}"#, #"f:7:10: name: not an escape of JSON; one of \" \\ \/ \b \f \n \r \t \uXXXX is"#),
    (#"{"name":"\ud800"}"#, "f:7:10: name: half a surrogate pair: not a character"),
    ("{\"name\":\"a\tb\"}", "f:7:11: name: a control character in a string; write it as \\u00XX"),
    (#"{"name":"a"#, "f:7:9: name: this string is never closed"),
    (#"{"name":"a",}"#, "f:7:13: found '}' where a key in double quotes is expected"),
    (#"{"name":"a" "cells":1}"#, "f:7:13: found '\"' where ',' or '}' is expected"),
    (#"{"tasks_A":1,"tasks_A":2}"#, #"f:7:14: "tasks_A" stands here a second time"#),
    (Device.line + "x", "f:7:210: found 'x' where the end of the record is expected"),
  ])
  func complaintsNameThePlace(line: String, expected: String) {
    #expect(complaint(line) == expected)
  }

  @Test func nestingIsBounded() {
    let deep = #"{"x":"# + String(repeating: "[", count: 100_000)
    #expect(complaint(deep).hasSuffix("nested more than 256 deep"))
  }

  @Test func noPrefixOfARecordIsARecord() {
    let bytes = Array(Device.line.utf8)
    for length in 0..<bytes.count {
      var device = Device()
      var spans: [FieldSpan] = []
      #expect(throws: Failure.self) {
        try bytes[..<length].withUnsafeBufferPointer { prefix throws(Failure) in
          try decodeLine(prefix, file: "f", number: 1, into: &device, spans: &spans)
        }
      }
    }
  }

  @Test func randomBytesNeverCrash() {
    var random = RandomStream(seed: 2, "mutations")
    let original = Array(Device.line.utf8)
    for _ in 0..<20_000 {
      var bytes = original
      for _ in 0...random.index(below: 3) {
        bytes[random.index(below: bytes.count)] = UInt8(random.index(below: 256))
      }
      var device = Device()
      var spans: [FieldSpan] = []
      try? bytes.withUnsafeBufferPointer { line throws(Failure) in
        try decodeLine(line, file: "f", number: 1, into: &device, spans: &spans)
      }
    }
  }

  @Test func schemaNamesTypesBoundsAndDefaults() {
    let schema = RecordSchema(of: Device.self).text
    for part in [
      #""title": "device""#, #""kind": {"const": "device"}"#,
      #""capacity_wh": {"description": "usable energy", "type": "number", "exclusiveMinimum": 0}"#,
      #""colour": {"description": "of its case", "enum": ["red", "green"]}"#,
      #""efficiency": {"description": "used over stored energy", "type": "number", "exclusiveMinimum": 0, "maximum": 1, "default": 1}"#,
      #""^tasks_": {"description": "tasks of a model", "type": "integer"}"#,
      #""required": ["kind", "name", "capacity_wh", "cells", "on", "colour", "score"]"#,
    ] { #expect(schema.contains(part), "\(part) in \(schema)") }
  }
}
