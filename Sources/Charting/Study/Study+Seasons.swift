import Records

extension Study {
  private static let keys = ["controller", "zone", "season"]

  /// One metric by zone and season, controllers in colours.
  public func seasons() throws(MissingRecords) -> StudyFigure {
    let metric = MetricText(settings.metric)
    let all = records.summaries(of: settings.metric, by: Set(Self.keys))
    let present = all.compactMap { $0.by["controller"] }.distinct()
    let chosen = settings.seasonControllers.filter(present.contains)
    guard !chosen.isEmpty else { throw missingSummaries(by: Self.keys) }
    let seasons = Season.allCases.map(\.rawValue)
    let rank = { (names: [String], name: String?) in names.firstIndex { $0 == name } ?? names.count }
    let zones = all.compactMap { $0.by["zone"] }.distinct()
    let summaries = all.filter { chosen.contains($0.by["controller"] ?? "") }.map { summary in
      (
        summary: summary,
        order: [
          rank(zones, summary.by["zone"]), rank(seasons, summary.by["season"]), rank(chosen, summary.by["controller"]),
        ]
      )
    }.sorted { $0.order.lexicographicallyPrecedes($1.order) }.map(\.summary)
    let title =
      metric.isRelativeRegret
      ? "Distance to the best possible by zone and season" : "\(metric.title) by zone and season"
    var chart = IntervalChart(
      ChartText(
        title: title, subtitle: "\(GridOrigin(summaries).text), \(summaries.countText) for each dot",
        caption: "Dots: \(metric.axis). Bars: \(summaries.intervalText)."),
      valueTitle: metric.axis,
      estimates: summaries.map {
        let season = $0.by["season"] ?? ""
        return $0.estimate(
          category: season.prefix(1).uppercased() + season.dropFirst(),
          series: ControllerName.text($0.by["controller"] ?? ""), facet: $0.by["zone"] ?? "")
      })
    chart.format = metric.format
    chart.references = metric.references
    if metric.isRelativeRegret { chart.limit = Self.regretLimit(summaries) }
    (chart.categoryTitle, chart.seriesTitle, chart.facetTitle) = ("Season", "Controller", "Zone")
    return StudyFigure(name: "seasons", chart: chart, title: title, reading: seasonsReading(summaries, metric))
  }

  /// Where the best controller stays best, and where not.
  private func seasonsReading(_ summaries: [Summary], _ metric: MetricText) -> String {
    guard let best = bestController(by: settings.metric) else { return "" }
    let own = summaries.filter { $0.by["controller"] == best && $0.mean != nil }
    let ranked = own.ranked(isLowerBetter: metric.isLowerBetter)
    guard let first = ranked.first, let last = ranked.last, ranked.count > 1 else { return "" }
    let place = { (summary: Summary) in "\(summary.by["season"] ?? "") in \(summary.by["zone"] ?? "")" }
    let decimals = min(3, metric.format.decimals(forListOf: ranked.compactMap(\.mean)))
    let text = { (summary: Summary) in metric.format.text(summary.mean ?? .nan, decimals: decimals) }
    let beaten = own.filter { mine in
      summaries.contains { other in
        guard other.by["zone"] == mine.by["zone"], other.by["season"] == mine.by["season"], let a = other.mean,
          let b = mine.mean
        else { return false }
        return metric.isLowerBetter ? a < b : a > b
      }
    }
    var reading =
      "\(ControllerName.asSubject(best)) is at its best (\(text(first))) in \(place(first)) and at its worst "
      + "(\(text(last))) in \(place(last))."
    reading +=
      beaten.isEmpty
      ? " It is ahead of the others shown everywhere."
      : " Another of those shown has the better estimate in \(beaten.count) of \(own.count) of these groups: "
        + beaten.map(place).joined(separator: ", ") + "."
    let isSmall = summaries.contains { $0.n < 30 }
    return reading + (isSmall ? " Groups are small: where bars overlap, the order may be chance." : "")
  }
}
