import Charting
import CommandSupport
import Records
import StreamIO

/// A chart of any records: fields -> columns by their role -> what is drawn.
struct FieldChart {
  /// What may be drawn of any records.
  enum Kind: String, CaseIterable {
    case line, area, bar, dots, box, violin, ridges, scatter, heatmap, histogram, ecdf, calibration, confusion
    case criticalDifference = "critical-difference"
    case timeline
  }

  let kind: Kind
  let options: FieldOptions
  let language: Words
  let offsetSeconds: Int
  let title: String?
  var table: FieldTable
  /// Whether series of contenders look as in a study's figures.
  var hasStudyLooks = false

  let x: String?
  let ys: [String]
  let by: [String]
  let interval: [String]

  /// Of summary records: what a mean's interval is, how it was found, and on what.
  private static let details = ["n", "ci_method", "confidence", "metric"]

  /// - Parameter title: instead of the one made from the fields' names.
  init(_ kind: Kind, _ options: FieldOptions, _ language: Words, offsetSeconds: Int, title: String?) throws(Failure) {
    self.language = language
    (self.kind, self.options, self.offsetSeconds, self.title) = (kind, options, offsetSeconds, title)
    x = options.x
    ys = fieldList(options.y ?? "")
    by = fieldList(options.by ?? "")
    let hasOwnInterval = ys == ["mean"] && [.line, .bar, .dots, .scatter].contains(kind)
    interval = options.interval.map(fieldList) ?? (hasOwnInterval ? ["ci_low", "ci_high"] : [])
    try Self.check(kind, options, ys)
    let asked = [x, options.z, options.facet].compactMap(\.self) + ys + by + interval
    table = try FieldTable(
      (asked + Self.details + language.origin.fields).distinct(), measured: ys, ends: interval, conditions: options.conditions, offsetSeconds: offsetSeconds)
  }

  private static func check(_ kind: Kind, _ options: FieldOptions, _ ys: [String]) throws(Failure) {
    let needed: [(name: String, isThere: Bool)] =
      switch kind {
      case .line, .area, .scatter, .bar, .dots, .heatmap, .calibration, .confusion, .timeline:
        [("--x", options.x != nil), ("--y", !ys.isEmpty)]
      case .box, .violin, .ridges: [("--y", !ys.isEmpty)]
      case .histogram, .ecdf: [("--x", options.x != nil)]
      case .criticalDifference: [("--by", options.by != nil), ("--y", !ys.isEmpty), ("--x", options.x != nil)]
      }
    let missing = needed.filter { !$0.isThere }.map(\.name)
    guard missing.isEmpty else {
      throw Failure(.usage, "\(kind.rawValue) needs \(missing.joined(separator: " and ")): \(kind.roles)")
    }
    if let unused = options.given.first(where: { !$0.of.contains(kind) }) {
      let others = unused.of.map(\.rawValue).joined(separator: ", ")
      throw Failure(.usage, "\(unused.name) is not an option of \(kind.rawValue); it is one of \(others)")
    }
    guard ys.count < 2 || [.line, .area, .bar, .dots, .timeline].contains(kind) else {
      throw Failure(.usage, "\(kind.rawValue) draws one field; --y names \(ys.count)")
    }
    guard !options.isLogY || ![.bar, .area].contains(kind) else {
      throw Failure(.usage, "\(kind.rawValue) begins at 0, which a logarithmic axis does not have; draw line or dots")
    }
  }

  /// The fields that it is drawn of, as records have them.
  var fields: [String] {
    ([x, options.z, options.facet].compactMap(\.self) + ys + by + (options.interval.map(fieldList) ?? []))
      .flatMap { field in
        var sources: [String] = []
        let isDerived = Derivation(field) { name in
          sources.append(name)
          return 0
        } != nil
        return isDerived ? sources : [field]
      }
  }

  /// Fields that may be absent.
  var optional: [String] { Self.details + language.origin.fields + (options.interval == nil ? ["ci_low", "ci_high"] : []) }

  /// The chart of what was read.
  mutating func chart() throws(Failure) -> any Chart {
    try table.finish(optional: optional)
    try checkMetrics()
    switch kind {
    case .line, .area: return try lineChart()
    case .scatter: return try scatterChart()
    case .bar, .dots: return try intervalChart()
    case .box: return try boxChart()
    case .violin, .ridges: return try violinChart()
    case .histogram: return try histogramChart()
    case .ecdf: return try distributionChart()
    case .calibration: return try calibrationChart()
    case .heatmap: return try heatMapChart()
    case .confusion: return confusionChart()
    case .criticalDifference: return try criticalDifferenceChart()
    case .timeline: return try timelineChart()
    }
  }

  /// The mean of summaries of different metrics would be a number of nothing.
  private func checkMetrics() throws(Failure) {
    let isOfSummaries = ys.contains { ["mean", "median", "sd", "min", "max", "p05", "p25", "p75", "p95"].contains($0) }
    let metrics = names(["metric"]).distinct().filter { $0 != "(none)" }
    guard isOfSummaries, metrics.count > 1, !(by + [x, options.facet].compactMap(\.self)).contains(exactly: "metric") else { return }
    throw Failure(
      .data, "the records summarise \(metrics.count) metrics; choose one, as --where metric=\(metrics[0]) does, of "
        + metrics.sortedExactly().joined(separator: ", "))
  }
}

extension FieldChart.Kind {
  /// What each field is.
  var roles: String {
    switch self {
    case .line, .area, .scatter: "the fields across and up"
    case .bar, .dots: "the field that names the rows, and the one measured"
    case .box, .violin, .ridges: "the field measured"
    case .heatmap: "the fields across and down"
    case .histogram, .ecdf: "the field whose values are counted"
    case .calibration: "the field predicted, and what came of it"
    case .confusion: "the field predicted, and the true one"
    case .criticalDifference: "--by is ranked, by --y, on each --x, such as id"
    case .timeline: "the time, and the fields under each other"
    }
  }
}
