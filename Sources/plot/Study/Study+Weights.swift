import Charting
import Records

extension Study {
  /// The sets of weights by name, in order of appearance.
  var weightSets: [String] { records.summaries(of: "success_rate", by: ["controller", "weights"]).compactMap { $0.by["weights"] }.distinct() }

  /// A mean over the scenarios of one set of weights.
  func mean(_ metric: String, _ controller: String, weights: String) -> Summary? {
    records.summaries(of: metric, by: ["controller", "weights"])
      .first { $0.by["controller"] == controller && $0.by["weights"] == weights }
  }

  /// How often both wishes are met under each set of weights: by the best controller, naive charging and perfect foresight.
  func weights() throws(MissingRecords) -> StudyFigure {
    let keys: Set = ["controller", "weights"]
    let names = ([bestController(by: settings.metric), ControllerName.clairvoyant, ControllerName.baseline] as [String?])
      .compactMap(\.self).distinct()
    let summaries = weightSets.flatMap { set in names.compactMap { mean("success_rate", $0, weights: set) } }
    guard !summaries.isEmpty else {
      var study = self
      study.settings.metric = "success_rate"
      throw study.missingSummaries(by: keys.sorted())
    }
    let metric = MetricText("success_rate")
    let title = "\(metric.title), by the weights of the reward"
    var chart = IntervalChart(
      ChartText(
        title: title, subtitle: "\(GridOrigin(summaries).text), \(summaries.countText) for each dot",
        caption: "Dots: means. Bars: \(summaries.intervalText)."),
      valueTitle: metric.axis,
      estimates: summaries.map {
        $0.estimate(category: $0.by["weights"] ?? "", series: ControllerName.text($0.by["controller"] ?? ""))
      })
    (chart.format, chart.styles) = (metric.format, styles)
    (chart.categoryTitle, chart.seriesTitle) = ("Weights", "Controller")
    return StudyFigure(name: "weights", chart: chart, title: title, reading: weightsReading)
  }

  /// Why perfect foresight may meet both wishes in fewer tasks than naive charging: the reward asks for it where it prefers
  /// a blind camera at the grid's price. Empty where it does not meet them in fewer.
  var weightsReading: String {
    let (format, rate) = (MetricText("success_rate").format, "success_rate")
    func overall(_ name: String) -> Double? { records.summary(of: rate, controller: name)?.mean }
    guard let best = overall(ControllerName.clairvoyant), let naive = overall(ControllerName.baseline), best < naive else { return "" }
    let sets = weightSets.compactMap { set -> WeightSet? in
      guard let best = mean(rate, ControllerName.clairvoyant, weights: set)?.mean,
        let naive = mean(rate, ControllerName.baseline, weights: set)?.mean
      else { return nil }
      let blind = [ControllerName.clairvoyant, ControllerName.baseline].compactMap { mean("large_miss_rate", $0, weights: set)?.mean }
      return WeightSet(name: set, best: best, naive: naive, isBlind: best < naive && blind.count == 2 && blind[0] > blind[1])
    }
    let blind = sets.filter(\.isBlind)
    let smaller = sets.filter { !$0.isBlind && $0.best < $0.naive }
    let neither = sets.filter { !$0.isBlind && $0.best >= $0.naive }
    guard !blind.isEmpty else { return "" }
    let decimals = min(1, format.decimals(forListOf: sets.flatMap { [$0.best, $0.naive] }))
    func against(_ a: Double, _ b: Double) -> String { "\(format.text(a, decimals: decimals)) against \(format.text(b, decimals: decimals))" }
    let numbers = weightNumbers
    // Sets that differ in something else say nothing by the same numbers.
    func described(_ sets: [WeightSet]) -> String {
      sets.map { set in
        guard let own = numbers[set.name], set.isBlind || !blind.contains(where: { numbers[$0.name].map { $0 == own } ?? false }) else { return set.name }
        return "\(set.name) (\(own.success) for a task that meets them, \(own.dirty) lost for a mWh of dirty energy)"
      }.listed()
    }
    func clause(_ sets: [WeightSet], _ words: String) -> String? {
      sets.isEmpty ? nil : "under \(described(sets)) \(words) (\(sets.map { against($0.best, $0.naive) }.joined(separator: "; ")))"
    }
    let clauses = [
      clause(blind, "a blind camera is better than running at the grid's price"),
      clause(smaller, "at most a smaller model that misses a wish is"), clause(neither, "neither is"),
    ]
    return "Perfect foresight meets both wishes in fewer tasks than naive charging (\(against(best, naive))) because the reward asks "
      + "for it: \(clauses.compactMap(\.self).joined(separator: ", "))."
  }

  /// The share of tasks that meet both wishes under a set of weights, with perfect foresight and with naive charging.
  private struct WeightSet {
    var name: String
    var best: Double
    var naive: Double
    /// Whether perfect foresight runs no model where naive charging runs one.
    var isBlind: Bool
  }

  /// What a success earns and a dirty mWh costs under each set, from the groups that name them.
  private var weightNumbers: [String: (success: String, dirty: String)] {
    var numbers: [String: (success: String, dirty: String)] = [:]
    for summary in records.summaries(of: "success_rate", by: ["weights", "success_weight", "dirty_mwh_weight"]) {
      guard let name = summary.by["weights"], let success = summary.by["success_weight"], let dirty = summary.by["dirty_mwh_weight"]
      else { continue }
      numbers[name] = (success, dirty)
    }
    return numbers
  }
}
