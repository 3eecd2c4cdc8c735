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
  private var traceReader: TraceReader

  /// - Parameter scenario: empty for the first that comes.
  init(_ scenario: String, _ traceReader: TraceReader, _ tables: [RecordTable]) {
    self.scenario = scenario.isEmpty ? nil : scenario
    self.traceReader = traceReader
    records.tables = tables
  }

  mutating func add(_ line: UnsafeBufferPointer<UInt8>, _ lines: LineReader) throws(Failure) {
    guard let kind = try lines.kind(of: line) else {
      throw Failure(.data, "the field \"kind\" is missing", at: Place(file: lines.name, line: lines.lineNumber, column: 1))
    }
    let place = Place(file: lines.name, line: lines.lineNumber, column: 1)
    switch kind {
    case "summary":
      let summary = try lines.decode(line, as: Summary.self)
      try checkInterval(summary.ciLow, summary.ciHigh, "ci_low", "ci_high", at: place)
      records.summaries.append(summary)
    case "comparison":
      let comparison = try lines.decode(line, as: Comparison.self)
      try checkInterval(comparison.ciLow, comparison.ciHigh, "ci_low", "ci_high", at: place)
      try checkInterval(comparison.ratioLow, comparison.ratioHigh, "ratio_low", "ratio_high", at: place)
      records.comparisons.append(comparison)
    case "ranking": records.rankings.append(try lines.decode(line, as: Ranking.self))
    case "insight": records.insights.append(try lines.decode(line, as: Insight.self))
    case "pareto": records.paretoPoints.append(try lines.decode(line, as: ParetoPoint.self))
    case "trace":
      let trace = try traceReader.read(line, lines)
      if scenario == nil { scenario = trace.id }
      if trace.id.exact == scenario?.exact {
        records.traces.append(trace)
      } else if otherScenario == nil {
        otherScenario = trace.id
      }
    default: break
    }
    for index in records.tables.indices { try records.tables[index].add(line, kind: kind, lines) }
  }
}

/// An interval whose ends are swapped is a mistake in the records, which no picture would show.
func checkInterval(_ low: Double?, _ high: Double?, _ lowName: String, _ highName: String, at place: Place) throws(Failure) {
  guard let low, let high, low > high else { return }
  throw Failure(
    .data, "\"\(lowName)\" is \(Cell.number(low).name), above \"\(highName)\", which is \(Cell.number(high).name); "
      + "an interval goes from its lower end to its upper one", at: place)
}
