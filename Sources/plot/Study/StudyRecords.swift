import Camera
import Charting
import Records
import StreamIO

/// The records a study's figures are made from.
struct StudyRecords: Sendable {
  var summaries: [Summary] = []
  var comparisons: [Comparison] = []
  var rankings: [Ranking] = []
  var insights: [Insight] = []
  var paretoPoints: [ParetoPoint] = []
  /// Of one scenario.
  var traces: [Trace] = []
  var networks: [Network] = []

  init() {}

  /// The summaries of a metric in groups told apart by exactly these fields, the first of each group: several runs of
  /// aggregate may hold the same.
  func summaries(of metric: String, by keys: [String]) -> [Summary] {
    var seen: Set<Group> = []
    return summaries.filter {
      $0.metric.exact == metric.exact && $0.by.isBy(keys) && seen.insert($0.by).inserted
    }
  }

  /// The summary of a metric over all scenarios of a controller.
  func summary(of metric: String, controller: String) -> Summary? {
    summaries(of: metric, by: ["controller"]).first { $0.by["controller"]?.exact == controller.exact }
  }

  /// Those of controllers over all their scenarios; comparisons within groups are left to the records.
  /// A plan's certificate is the same for all controllers.
  var overallComparisons: [Comparison] {
    comparisons.filter { $0.by.entries.isEmpty && $0.metric != "certified_difference" }
  }

  func comparison(of metric: String, _ a: String, with b: String) -> Comparison? {
    overallComparisons.first { $0.metric == metric && $0.a.exact == a.exact && $0.b.exact == b.exact }
  }

  /// The controllers there are traces of, or summaries.
  func controllers(inTraces: Bool) -> [String] {
    inTraces ? traces.map(\.controller).distinct() : values(of: "controller")
  }

  /// All values of a field that groups are told apart by, in order of appearance.
  func values(of key: String) -> [String] { summaries.compactMap { $0.by[key] }.distinct() }
}

/// What a figure shows of them, as its reader chose.
struct StudySettings: Sendable {
  var metric = "regret/naive_regret"
  /// Controllers in the figures of groups; those without records are passed over.
  var groupControllers = ["threshold", "mpc_ar", "forecast"]
  /// Controllers in the figure of a week; empty for all.
  var weekControllers = ["naive", "mpc_ar", "forecast", "oracle"]
  /// Local time minus UTC of time axes; nil for the solar time of a week's place, and UTC elsewhere.
  var offsetSeconds: Int?
  var zones = ZoneName()
  var title = "The camera study"

  init() {}
}

/// A figure cannot be made: what it needs, and the command that makes it.
struct MissingRecords: Error, CustomStringConvertible {
  var needed: String
  var remedy: String

  var description: String { "\(needed); \(remedy) makes them" }
}

/// A picture with a name, and what a reader should see in it.
struct StudyFigure: Sendable {
  var name: String
  var chart: any Chart
  var title: String
  var reading: String

  /// Whether the report shows it behind a line that unfolds it.
  var isFolded = false

  var inReport: ReportFigure { ReportFigure(chart, reading: reading) }
  var block: ReportSection.Block { isFolded ? .folded(title, [.figure(inReport)]) : .figure(inReport) }

  func folded() -> StudyFigure {
    var figure = self
    figure.isFolded = true
    return figure
  }
}

/// The figures and the report of a study of controllers.
struct Study: Sendable {
  var records: StudyRecords
  var settings: StudySettings
  /// More figures of the report, with the headings they stand under.
  var figures: [(section: String, figure: StudyFigure)] = []

  init(_ records: StudyRecords, _ settings: StudySettings) {
    (self.records, self.settings) = (records, settings)
  }

  /// Looks by controller, the same in all figures.
  var styles: SeriesStyles {
    ControllerName.styles(of: records.controllers(inTraces: false) + records.controllers(inTraces: true))
  }

  /// No summaries of the metric in these groups; what there is instead, if anything.
  func missingSummaries(by keys: [String]) -> MissingRecords {
    let metric = settings.metric
    let others = records.summaries.filter { $0.by.isBy(keys) }.map(\.metric).distinct()
    let found = others.isEmpty ? "" : " (there are those of \(others.joined(separator: ", ")))"
    let groups = keys.joined(separator: ",")
    return MissingRecords(
      needed: "needs summary records of \(metric) by \(groups)\(found)",
      remedy: "aggregate runs.ndjson.gz --by \(groups) \(metric.contains("/") ? "--ratio" : "--metric") \(metric)")
  }
}
