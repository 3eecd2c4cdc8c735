import Charting
import CommandSupport
import Records
import StreamIO

/// Collects what figures are made from out of streams of any records.
struct StudyInput {
  private(set) var records = StudyRecords()
  /// The scenario whose traces are kept; the first that comes, if none is named.
  private var scenario: String?
  /// The first scenario whose traces were passed over.
  private(set) var otherScenario: String?
  private(set) var names: [String] = []

  init(scenario: String) { self.scenario = scenario.isEmpty ? nil : scenario }

  mutating func read(_ lines: LineReader, skipping invalid: inout InvalidRecords) throws(Failure) {
    names.append(lines.name)
    while let line = try lines.next() {
      do throws(Failure) {
        try add(line, lines)
      } catch {
        try invalid.pass(error)
      }
    }
  }

  private mutating func add(_ line: UnsafeBufferPointer<UInt8>, _ lines: LineReader) throws(Failure) {
    func decode<R: Record>(_ type: R.Type) throws(Failure) -> R {
      var record = R()
      var spans: [FieldSpan] = []
      try decodeLine(line, file: lines.name, number: lines.lineNumber, into: &record, spans: &spans, notesSpans: false)
      return record
    }
    switch try decode(AnyRecord.self).kind {
    case "summary": records.summaries.append(try decode(Summary.self))
    case "comparison": records.comparisons.append(try decode(Comparison.self))
    case "network": records.networks.append(try decode(Network.self))
    case "trace":
      let trace = try decode(Trace.self)
      if scenario == nil { scenario = trace.id }
      if trace.id == scenario {
        records.traces.append(trace)
      } else if otherScenario == nil {
        otherScenario = trace.id
      }
    default: break
    }
  }
}

/// A record of whatever kind.
private struct AnyRecord: Record {
  var kind = ""

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("kind", &kind, "what it is")
  }
}
