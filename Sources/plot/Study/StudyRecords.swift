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
  var traces: [TraceRecord] = []
  /// Tables of any records, by their names in the words.
  var tables: [RecordTable] = []
  /// The field whose values are compared.
  var contender = ""

  init() {}

  /// The summaries of a metric in groups told apart by exactly these fields, the first of each group: several runs of
  /// aggregate may hold the same.
  func summaries(of metric: String, by keys: [String]) -> [Summary] {
    var seen: Set<Group> = []
    return summaries.filter {
      $0.metric.exact == metric.exact && $0.by.isBy(keys) && seen.insert($0.by).inserted
    }
  }

  /// The summaries of a metric over all scenarios, one for each contender.
  func overall(_ metric: String) -> [Summary] { summaries(of: metric, by: [contender]) }

  /// The summary of a metric over all scenarios of a contender.
  func summary(of metric: String, _ name: String) -> Summary? { overall(metric).first { self.name($0)?.exact == name.exact } }

  /// The contender that a summary is of.
  func name(_ summary: Summary) -> String? { summary.by[contender] }

  /// Those of contenders over all their scenarios; comparisons within groups are left to the records.
  var overallComparisons: [Comparison] { comparisons.filter(\.by.entries.isEmpty) }

  func comparison(of metric: String, _ a: String, with b: String) -> Comparison? {
    overallComparisons.first { $0.metric == metric && $0.a.exact == a.exact && $0.b.exact == b.exact }
  }

  /// The contenders there are traces of, or summaries.
  func contenders(inTraces: Bool) -> [String] { inTraces ? traces.map(\.contender).distinct() : values(of: contender) }

  /// All values of a field that groups are told apart by, in order of appearance.
  func values(of key: String) -> [String] { summaries.compactMap { $0.by[key] }.distinct() }
}

/// What a figure shows of them, as its reader chose.
struct StudySettings: Sendable {
  var metric = ""
  /// Contenders in the figures of groups, all where empty; those without records are passed over.
  var groupControllers: [String] = []
  /// Contenders in the figure of a week; empty for all.
  var weekControllers: [String] = []
  /// Local time minus UTC of time axes; nil for the solar time of a week's place, and UTC elsewhere.
  var offsetSeconds: Int?
  var title = ""
  var words: Words

  /// As the words say, where nothing else is chosen.
  init(_ words: Words = Words()) {
    self.words = words
    (metric, title) = (words.metric, words.title)
    (groupControllers, weekControllers) = (words.shownInGroups, words.shownInWeek)
  }
}

/// A figure cannot be made: what it needs, and the command that makes it.
struct MissingRecords: Error, CustomStringConvertible {
  var needed: String
  /// The command; empty where none does.
  var remedy = ""

  var description: String { remedy.isEmpty ? needed : "\(needed); \(remedy) makes them" }
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

/// The figures and the report of a study: of contenders that ran on the same scenarios.
struct Study: Sendable {
  var records: StudyRecords
  var settings: StudySettings
  /// More figures of the report, with the headings they stand under.
  var figures: [(section: String, figure: StudyFigure)] = []

  /// Without words, the records say what is compared: the first summaries by one field.
  init(_ records: StudyRecords, _ settings: StudySettings) {
    (self.records, self.settings) = (records, settings)
    let first = records.summaries.first { $0.by.entries.count == 1 }
    if self.settings.words.contender.field.isEmpty { self.settings.words.contender.field = first?.by.entries[0].key ?? "contender" }
    if settings.metric.isEmpty { self.settings.metric = first?.metric ?? "" }
    self.records.contender = words.contender.field
  }

  var words: Words { settings.words }
  var metric: FieldText { words.text(of: settings.metric) }

  /// Looks by contender, the same in all figures.
  var styles: SeriesStyles { words.styles(of: records.contenders(inTraces: false) + records.contenders(inTraces: true)) }

  /// The fields of the first figure by group in the report.
  var groupsOfReport: String {
    words.report.lazy.flatMap(\.blocks).first { $0.figure == .groups && !$0.by.isEmpty }?.by ?? words.places.prefix(2).map(\.field).joined(separator: ",")
  }

  /// Contenders in figures of groups: those chosen, of those present, the best of them first, which is on top.
  func shown(of present: [String]) -> [String] {
    let chosen = settings.groupControllers.isEmpty ? present : settings.groupControllers.filter { present.contains(exactly: $0) }
    let subject = best(by: settings.metric, among: chosen)
    return chosen.filter { $0.exact == subject?.exact } + chosen.filter { $0.exact != subject?.exact }
  }

  /// The contender to choose: the best but for the bound, of all or of some.
  func best(by metric: String, among names: [String]? = nil) -> String? {
    let known = records.overall(metric).filter { summary in
      let name = records.name(summary) ?? ""
      return summary.mean != nil && name != words.bound && names?.contains(exactly: name) ?? true
    }
    return known.ranked(isLowerBetter: words.text(of: metric).isLowerBetter).first.flatMap(records.name)
  }

  /// "Measured data", of what a metric was found on.
  func origin(_ metric: String) -> String { words.text(DataOrigin(records.overall(metric))) }

  /// "n = 64 scenarios", "n = 3 to 4 scenarios".
  func countText(_ summaries: [Summary]) -> String {
    let counts = summaries.map(\.n)
    guard let least = counts.min(), let most = counts.max() else { return "" }
    return "n = \(least == most ? "" : "\(least) to ")\(words.scenario.counted(most))"
  }

  /// No summaries of the metric in these groups; what there is instead, if anything.
  func missingSummaries(of metric: String? = nil, by keys: [String]) -> MissingRecords {
    let metric = metric ?? settings.metric
    let others = records.summaries.filter { $0.by.isBy(keys) }.map(\.metric).distinct()
    let found = others.isEmpty ? "" : " (there are those of \(others.joined(separator: ", ")))"
    let groups = keys.joined(separator: ",")
    return MissingRecords(
      needed: "needs summary records of \(metric) by \(groups)\(found)",
      remedy: "aggregate runs.ndjson.gz --by \(groups) \(metric.contains("/") ? "--ratio" : "--metric") \(metric)")
  }
}
