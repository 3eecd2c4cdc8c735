import Charting
import Records

extension Study {
  /// The sets of weights by name, in order of appearance.
  var weightSets: [String] {
    records.summaries(of: words.weights.metric, by: [words.contender.field, words.weights.by]).compactMap { $0.by[words.weights.by] }.distinct()
  }

  /// A mean over the scenarios of one set of weights.
  func mean(_ metric: String, _ name: String, weights set: String) -> Summary? {
    records.summaries(of: metric, by: [words.contender.field, words.weights.by])
      .first { records.name($0) == name && $0.by[words.weights.by] == set }
  }

  /// One metric under each set of weights: that of the best, of the bound and of the baseline.
  func weights() throws(MissingRecords) -> StudyFigure {
    let own = words.weights
    guard !own.metric.isEmpty, !own.by.isEmpty else {
      throw MissingRecords(needed: "needs a metric and a field in the section weights of the words")
    }
    let names = ([best(by: settings.metric), words.bound, words.baseline] as [String?]).compactMap(\.self).distinct()
    let summaries = weightSets.flatMap { set in names.compactMap { mean(own.metric, $0, weights: set) } }
    guard !summaries.isEmpty else { throw missingSummaries(of: own.metric, by: [words.contender.field, own.by]) }
    let metric = words.text(of: own.metric)
    let title = own.title.isEmpty ? "\(metric.title) by \(words.text(of: own.by).title.lowercasedFirst)" : own.title
    var chart = IntervalChart(
      ChartText(
        title: title, subtitle: "\(words.text(DataOrigin(summaries))), \(countText(summaries)) for each dot",
        caption: "Dots: means. Bars: \(summaries.intervalText)."),
      valueTitle: metric.meaning,
      estimates: summaries.map { $0.estimate(category: $0.by[own.by] ?? "", series: words.title(records.name($0) ?? "")) })
    (chart.format, chart.styles) = (metric.format, styles)
    (chart.categoryTitle, chart.seriesTitle) = (words.text(of: own.by).title, words.contender.title)
    return StudyFigure(name: "weights", chart: chart, title: title, reading: weightsReading)
  }

  /// Why the bound may reach less than the baseline: the reward asks for it. Empty where it does not reach less, or where no set
  /// of weights shows the cause.
  var weightsReading: String {
    let own = words.weights
    let format = words.text(of: own.metric).format
    func overall(_ name: String) -> Double? { records.summary(of: own.metric, name)?.mean }
    guard let bound = overall(words.bound), let baseline = overall(words.baseline), bound < baseline else { return "" }
    let sets = weightSets.compactMap { set -> WeightSet? in
      guard let bound = mean(own.metric, words.bound, weights: set)?.mean,
        let baseline = mean(own.metric, words.baseline, weights: set)?.mean
      else { return nil }
      let causes = [words.bound, words.baseline].compactMap { mean(own.cause, $0, weights: set)?.mean }
      let isCaused = bound < baseline && causes.count == 2 && causes[0] > causes[1]
      return WeightSet(name: set, bound: bound, baseline: baseline, isCaused: isCaused)
    }
    let caused = sets.filter(\.isCaused)
    let uncaused = sets.filter { !$0.isCaused && $0.bound < $0.baseline }
    let neither = sets.filter { !$0.isCaused && $0.bound >= $0.baseline }
    guard !caused.isEmpty else { return "" }
    let decimals = min(1, format.decimals(forListOf: sets.flatMap { [$0.bound, $0.baseline] }))
    func against(_ a: Double, _ b: Double) -> String { "\(format.text(a, decimals: decimals)) against \(format.text(b, decimals: decimals))" }
    let descriptions = descriptions
    // Sets that differ in something else say nothing by the same description.
    func described(_ sets: [WeightSet]) -> String {
      sets.map { set in
        guard let mine = descriptions[set.name], set.isCaused || !caused.contains(where: { descriptions[$0.name] == mine }) else { return set.name }
        return own.description.filled([.set: set.name, .first: mine[0], .second: mine[1]]) ?? set.name
      }.listed()
    }
    let clauses = [(caused, own.caused), (uncaused, own.uncaused), (neither, own.neither)].filter { !$0.0.isEmpty }.map { sets, words in
      "under \(described(sets)) \(words) (\(sets.map { against($0.bound, $0.baseline) }.joined(separator: "; ")))"
    }
    return own.reading.filled([.change: against(bound, baseline), .clauses: clauses.joined(separator: ", ")]) ?? ""
  }

  /// What the bound and the baseline reach under a set of weights.
  private struct WeightSet {
    var name: String
    var bound: Double
    var baseline: Double
    /// Whether the bound reaches less, for the cause that the words name.
    var isCaused: Bool
  }

  /// The two values that describe each set, from the groups that name them.
  private var descriptions: [String: [String]] {
    let own = words.weights
    guard own.describedBy.count == 2 else { return [:] }
    let summaries = records.summaries(of: own.metric, by: [own.by] + own.describedBy)
    let known = summaries.compactMap { summary in
      summary.by[own.by].map { ($0, own.describedBy.compactMap { summary.by[$0] }) }
    }
    return Dictionary(known.filter { $0.1.count == 2 }, uniquingKeysWith: { $1 })
  }
}
