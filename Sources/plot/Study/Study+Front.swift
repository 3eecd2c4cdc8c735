import Charting
import Records

extension Study {
  /// What carbon buys: success against carbon, a point for each controller, and the front that none beats in both; with a
  /// panel for each set of weights, where runs have such.
  func front() throws(MissingRecords) -> StudyFigure {
    let (carbon, success) = (MetricText("carbon_g"), MetricText("success_rate"))
    let points = frontPoints(by: ["controller"])
    guard !points.isEmpty else {
      throw MissingRecords(
        needed: "needs summary records of carbon_g and success_rate by controller",
        remedy: "aggregate runs.ndjson.gz --by controller --metric carbon_g,success_rate")
    }
    // Those far worse than naive would press all others together.
    let baseline = points.first { $0.controller == ControllerName.baseline } ?? points[0]
    let near = points.filter { $0.grams <= 2 * baseline.grams && $0.share >= 0.75 * baseline.share }
    let byWeights = frontPoints(by: ["controller", "weights"])
    let shown = byWeights.isEmpty ? near : near.filter { frontControllers.contains($0.controller) }
    let drawn = byWeights.isEmpty ? near : byWeights.filter { point in shown.contains { $0.controller == point.controller } }
    let order = frontControllers
    let rank = { (point: FrontPoint) in order.firstIndex(of: point.controller) ?? order.count }
    let ordered = drawn.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    let title = "What carbon buys" + (byWeights.isEmpty ? "" : ", by the weights of the reward")
    var chart = ScatterChart(
      ChartText(
        title: title,
        subtitle: "\(GridOrigin(points.map(\.carbon)).text), \(drawn.map(\.carbon).countText) for each \(byWeights.isEmpty ? "controller" : "point")",
        caption: "Points: means. Bars: \(points.map(\.success).intervalText) of the share of tasks."),
      observations: weightSetsOrNone.flatMap { set in ordered.filter { $0.weights == set } }.map { point in
        Observation(
          x: point.grams, y: point.share, low: point.success.ciLow ?? .nan, high: point.success.ciHigh ?? .nan,
          series: ControllerName.text(point.controller), facet: point.weights, count: point.carbon.n)
      },
      x: Dimension("\(carbon.axis) (g)", format: carbon.format), y: Dimension(success.title, format: success.format))
    chart.front = (.low, .high)
    (chart.seriesTitle, chart.facetTitle, chart.styles) = ("Controller", "Weights", styles)
    let overall = frontReading(points.map(\.controller), shown: shown.map(\.controller), isWhole: byWeights.isEmpty)
    return StudyFigure(
      name: "front", chart: chart, title: title,
      reading: [frontReading(byWeights), overall].filter { !$0.isEmpty }.joined(separator: " "))
  }

  private struct FrontPoint {
    var carbon: Summary
    var success: Summary
    var grams: Double
    var share: Double
    var controller: String { carbon.by["controller"] ?? "" }
    var weights: String { carbon.by["weights"] ?? "" }
  }

  private func frontPoints(by keys: Set<String>) -> [FrontPoint] {
    let up = records.summaries(of: "success_rate", by: keys)
    return records.summaries(of: "carbon_g", by: keys).compactMap { x in
      up.first { $0.by == x.by }.flatMap { y in
        x.mean.flatMap { grams in y.mean.map { FrontPoint(carbon: x, success: y, grams: grams, share: $0) } }
      }
    }
  }

  private var weightSetsOrNone: [String] { weightSets.isEmpty ? [""] : weightSets }

  /// As many as can be told apart, the subject first: the best, those of groups, and the yardsticks.
  private var frontControllers: [String] {
    ([bestController(by: settings.metric)].compactMap(\.self) + [ControllerName.clairvoyant, ControllerName.baseline]
      + settings.groupControllers.reversed()).distinct()
  }

  /// What the best does with its carbon under each set of weights, beside naive charging.
  private func frontReading(_ points: [FrontPoint]) -> String {
    guard let best = bestController(by: settings.metric), best != ControllerName.baseline else { return "" }
    let (carbon, success) = (MetricText("carbon_g").format, MetricText("success_rate").format)
    let parts = weightSets.compactMap { set -> String? in
      let own = [best, ControllerName.baseline].compactMap { name in points.first { $0.controller == name && $0.weights == set } }
      guard own.count == 2 else { return nil }
      let (grams, shares) = (own.map { carbon.text($0.grams, decimals: 1) }, own.map { success.text($0.share, decimals: 1) })
      return "under \(set) \(grams[0]) for \(shares[0]) of the tasks (naive charging \(grams[1]) for \(shares[1]))"
    }
    return parts.isEmpty ? "" : "\(ControllerName.asSubject(best)) spends " + parts.joined(separator: "; ") + "."
  }

  /// Who is on the front by the records that say so, and who is not in the picture.
  ///
  /// - Parameter isWhole: whether the picture is of all scenarios together, as the records are.
  private func frontReading(_ all: [String], shown: [String], isWhole: Bool) -> String {
    let verdicts = records.paretoPoints.filter { $0.by.entries.isEmpty && $0.objectives == ["success_rate:max", "carbon_g:min"] }
    let name = { (point: ParetoPoint) in point.contender["controller"] ?? "" }
    // What knows the future is no choice.
    let isYardstick = { (name: String) in name == ControllerName.clairvoyant }
    let lists = [
      (isWhole ? "On the front:" : "Over all scenarios, on the front:", verdicts.filter(\.isOnFront).map(name)),
      ("Beaten in both by perfect foresight alone:", verdicts.filter { !$0.isOnFront && $0.dominatedBy.allSatisfy(isYardstick) }.map(name)),
      ("Beaten in both by others:", verdicts.filter { !$0.dominatedBy.allSatisfy(isYardstick) }.map(name)),
      ("Beyond the axes:", all.filter { !shown.contains($0) }),
    ]
    return lists.prefix(isWhole ? lists.count : 1).filter { !$0.1.isEmpty }.map { "\($0) \(Self.list($1))." }.joined(separator: " ")
  }

  private static func list(_ controllers: [String]) -> String { controllers.map(ControllerName.text).listed() }
}
