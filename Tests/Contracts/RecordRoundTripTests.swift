import Camera
import GridData
import Randomness
import Records
import StreamIO
import Testing

/// Every record type of the suite.
private let recordTypes: [any (Record & Arbitrary).Type] = [
  Scenario.self, Series.self, Plan.self, Plan.TerminalValue.self, PlanDigest.self, StateValue.self, Network.self,
  Layer.self,
  Checkpoint.self, Epoch.self, NetworkShape.self, TrainingOptions.self, Run.self, Trace.self,
  Summary.self, Comparison.self, Trend.self, Correlation.self, Ranking.self, HistogramBin.self, ParetoPoint.self,
  Insight.self, Figure.self, PowerProfile.self, Trial.self, RegisteredNetwork.self,
]

@Suite struct RecordRoundTripTests {
  @Test(arguments: recordTypes.indices) func whatIsWrittenIsReadBack(type: Int) throws {
    try roundTrip(recordTypes[type])
  }

  private func roundTrip<R: Record & Arbitrary>(_ type: R.Type) throws {
    var random = RandomStream(seed: 1, "round trip", "\(type)")
    // Read into again and again, so that nothing of the record before may stay.
    var decoded = R()
    for _ in 0..<150 {
      var record = R.draw(&random, .any)
      let line = text(&record)
      try read(line, into: &decoded)
      #expect(text(&decoded) == line)

      var fields = try fields(of: line)
      let expected = Set(fields)
      #expect(expected.count == fields.count)
      fields += [#""unknown":{"a":[1,{"id":null}],"kind":"x"}"#, #""é\n": -1.5e-3"#, #""":[]"#]
      fields.shuffle(using: &random)
      decoded = R.draw(&random, .any)
      try read(" {\t" + fields.joined(separator: " , ") + "\r} ", into: &decoded)
      #expect(Set(try self.fields(of: text(&decoded))) == expected)
    }
  }

  private func text<R: Record>(_ record: inout R) -> String {
    var writer = JSONWriter()
    writer.write(record: &record)
    return writer.text
  }

  private func read<R: Record>(_ line: String, into record: inout R) throws(Failure) {
    var spans: [FieldSpan] = []
    try Array(line.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
      try decodeLine(bytes, file: "f", number: 1, into: &record, spans: &spans)
    }
  }

  /// The `"key":value` texts of an object.
  private func fields(of line: String) throws(Failure) -> [String] {
    var fields: [String] = []
    try Array(line.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
      var reader = JSONReader(bytes, file: "f")
      try reader.readObject { key, reader throws(Failure) in
        var writer = JSONWriter()
        writer.key(String(decoding: key, as: UTF8.self))
        fields.append(writer.text + String(decoding: try reader.skipValue(), as: UTF8.self))
      }
      try reader.finish()
    }
    return fields
  }

  /// The declaration's own schema lists each field of the text.
  @Test(arguments: recordTypes.indices) func theSchemaNamesEveryFieldWritten(type: Int) throws {
    func check<R: Record & Arbitrary>(_ type: R.Type) throws {
      var random = RandomStream(seed: 2, "schema", "\(type)")
      let schema = RecordSchema(of: type)
      let names = Set(schema.fields.map(\.name) + ["kind"])
      for _ in 0..<20 {
        var record = R.draw(&random, .any)
        for field in try fields(of: text(&record)) {
          let key = field.dropFirst().prefix { $0 != "\"" }
          #expect(names.contains(String(key)) || schema.families.contains { $0.has(String(key)) })
        }
      }
    }
    try check(recordTypes[type])
  }

  @Test func doublesComeBackBitForBit() throws {
    var random = RandomStream(seed: 3, "layers")
    var (layer, decoded) = (Layer(), Layer())
    var isRight = true
    for _ in 0..<100 {
      layer.name = String.draw(&random, .any)
      layer.weights = (0..<500).map { _ in
        let value = Double(bitPattern: random.next())
        return value.isFinite ? value : random.unit()
      }
      try read(text(&layer), into: &decoded)
      isRight =
        isRight && decoded.name == layer.name
        && decoded.weights.map(\.bitPattern) == layer.weights.map(\.bitPattern)
    }
    #expect(isRight)
  }
}
