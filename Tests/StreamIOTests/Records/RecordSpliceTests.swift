import StreamIO
import Testing

@Suite struct RecordSpliceTests {
  func splice(_ line: String, setting part: Device.Part, dropping dropped: [StaticString] = []) throws -> String {
    var splice = RecordSplice(dropping: dropped)
    var writer = JSONWriter()
    var part = part
    var anything = Anything()
    var spans: [FieldSpan] = []
    try Array(line.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
      try decodeLine(bytes, file: "f", number: 1, into: &anything, spans: &spans)
      splice.write(bytes, spans, setting: &part, to: &writer)
    }
    return writer.text
  }

  /// Declares nothing: every field is unknown to it.
  struct Anything: Record {
    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {}
  }

  let part = Device.Part(name: "p", levels: [1])

  @Test func unknownFieldsPassByteForByteAndOwnFieldsComeLast() throws {
    #expect(
      try splice(#"{ "x" : 1.50 ,"y":{"z": [ 1e0 ]}}"#, setting: part)
        == #"{"x" : 1.50,"y":{"z": [ 1e0 ]},"name":"p","levels":[1]}"# + "\n")
    #expect(try splice("{}", setting: part) == #"{"name":"p","levels":[1]}"# + "\n")
  }

  @Test func ownFieldsReplaceTheirNamesakesInPlace() throws {
    #expect(
      try splice(#"{"a":1,"levels":null,"b":2,"name":[1,2],"c":3}"#, setting: part)
        == #"{"a":1,"levels":[1],"b":2,"name":"p","c":3}"# + "\n")
  }

  @Test func droppedFieldsGo() throws {
    #expect(
      try splice(#"{"a":1,"b":2,"c":3}"#, setting: part, dropping: ["a", "c"])
        == #"{"b":2,"name":"p","levels":[1]}"# + "\n")
  }
}
