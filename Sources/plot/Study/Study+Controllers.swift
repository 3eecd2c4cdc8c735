import Charting
import Records

extension Study {
  /// One metric by controller, best first.
  func controllers() throws(MissingRecords) -> StudyFigure {
    let metric = MetricText(settings.metric)
    let summaries = records.summaries(of: settings.metric, by: ["controller"])
      .ranked(isLowerBetter: metric.isLowerBetter)
    guard !summaries.isEmpty else { throw missingSummaries(by: ["controller"]) }
    let title =
      metric.isRelativeRegret ? "How far each controller is from the best possible" : "\(metric.title) by controller"
    var chart = IntervalChart(
      ChartText(
        title: title, subtitle: "\(GridOrigin(summaries).text), \(summaries.countText) for each controller",
        caption: "Dots: \(metric.axis). Bars: \(summaries.intervalText)."),
      valueTitle: metric.axis,
      estimates: summaries.map { $0.estimate(category: ControllerName.text($0.by["controller"] ?? "")) })
    chart.format = metric.format
    chart.references = metric.references
    chart.numbersTitle = "Estimate [interval]"
    chart.categoryTitle = "Controller"
    chart.styles = styles
    let best = bestController(by: settings.metric)
    let values = summaries.compactMap(\.mean)
    if metric.isRelativeRegret {
      chart.limit = Self.regretLimit(summaries)
    } else if let least = values.min(), let most = values.max(), least > 0, most / least > 50 {
      chart.isLogarithmic = true
    }
    return StudyFigure(name: "controllers", chart: chart, title: title, reading: controllersReading(metric, best))
  }

  /// Rules far worse than naive would press all others against the axis.
  static func regretLimit(_ summaries: [Summary]) -> Double? {
    let inside = summaries.filter { ($0.mean ?? 0) <= 2 }
    guard inside.count < summaries.count else { return nil }
    return max(1.2, (inside.flatMap { [$0.mean, $0.ciHigh].compactMap(\.self) }.max() ?? 1) * 1.05)
  }

  private func controllersReading(_ metric: MetricText, _ best: String?) -> String {
    guard metric.isRelativeRegret, let best else { return "" }
    return
      "The further left, the better: a dot at 0 would lose nothing against a plan made in hindsight, one at 1 loses "
      + "as much as naive charging. \(ControllerName.asSubject(best)) is the best that does not know the future."
  }

  /// The controller to deploy: the best that does not know the future, of all or of some.
  func bestController(by metric: String, among names: [String]? = nil) -> String? {
    records.summaries(of: metric, by: ["controller"]).filter { summary in
      let name = summary.by["controller"] ?? ""
      return summary.mean != nil && name != ControllerName.clairvoyant && names?.contains(name) ?? true
    }.ranked(isLowerBetter: MetricText(metric).isLowerBetter).first?.by["controller"]
  }
}
