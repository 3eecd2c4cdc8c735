import Charting
import Records

extension Study {
  /// What carbon buys: success against carbon, a point for each controller, and the front that none beats in both.
  func front() throws(MissingRecords) -> StudyFigure {
    let (carbon, success) = (MetricText("carbon_g"), MetricText("success_rate"))
    let across = records.summaries(of: "carbon_g", by: ["controller"])
    let up = records.summaries(of: "success_rate", by: ["controller"])
    let points = across.compactMap { x in
      up.first { $0.by == x.by }.flatMap { y in x.mean.flatMap { mean in y.mean.map { (x, y, mean, $0) } } }
    }
    guard !points.isEmpty else {
      throw MissingRecords(
        needed: "needs summary records of carbon_g and success_rate by controller",
        remedy: "aggregate runs.ndjson.gz --by controller --metric carbon_g,success_rate")
    }
    // Those far worse than naive would press all others together.
    let baseline = points.first { $0.0.by["controller"] == ControllerName.baseline } ?? points[0]
    let near = points.filter { $0.2 <= 2 * baseline.2 && $0.3 >= 0.75 * baseline.3 }
    let title = "What carbon buys"
    var chart = ScatterChart(
      ChartText(
        title: title, subtitle: "\(GridOrigin(across).text), \(across.countText) for each controller",
        caption: "Points: means. Bars: \(up.intervalText) of the share of tasks."),
      observations: near.map { x, y, grams, share in
        Observation(
          x: grams, y: share, low: y.ciLow ?? .nan, high: y.ciHigh ?? .nan, series: ControllerName.text(x.by["controller"] ?? ""),
          count: x.n)
      },
      x: Dimension("\(carbon.axis) (g)", format: carbon.format), y: Dimension(success.title, format: success.format))
    chart.front = (.low, .high)
    chart.seriesTitle = "Controller"
    return StudyFigure(
      name: "front", chart: chart, title: title,
      reading: frontReading(points.map { $0.0.by["controller"] ?? "" }, shown: near.map { $0.0.by["controller"] ?? "" }))
  }

  /// Who is on the front by the records that say so, and who is not in the picture.
  private func frontReading(_ all: [String], shown: [String]) -> String {
    let verdicts = records.paretoPoints.filter { $0.by.entries.isEmpty && $0.objectives == ["success_rate:max", "carbon_g:min"] }
    let name = { (point: ParetoPoint) in point.contender["controller"] ?? "" }
    // What knows the future is no choice.
    let isYardstick = { (name: String) in name == ControllerName.clairvoyant }
    let lists = [
      ("On the front:", verdicts.filter(\.isOnFront).map(name)),
      ("Beaten in both by perfect foresight alone:", verdicts.filter { !$0.isOnFront && $0.dominatedBy.allSatisfy(isYardstick) }.map(name)),
      ("Beaten in both by others:", verdicts.filter { !$0.dominatedBy.allSatisfy(isYardstick) }.map(name)),
      ("Beyond the axes:", all.filter { !shown.contains($0) }),
    ]
    return lists.filter { !$0.1.isEmpty }.map { "\($0) \(Self.list($1))." }.joined(separator: " ")
  }

  private static func list(_ controllers: [String]) -> String {
    let names = controllers.map(ControllerName.text)
    return names.count < 2 ? names.joined() : names.dropLast().joined(separator: "; ") + " and " + names[names.count - 1]
  }
}
