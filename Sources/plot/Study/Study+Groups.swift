import Charting
import GridData
import Records
import StreamIO

extension Study {
  /// One metric by the values of a field, controllers in colours.
  ///
  /// - Parameters:
  ///   - facet: a field whose values have a panel each.
  ///   - title: instead of one made from the names.
  func groups(by key: String, facet: String? = nil, title: String? = nil) throws(MissingRecords) -> StudyFigure {
    let metric = MetricText(settings.metric)
    let noun = "by " + [facet, key].compactMap { $0.map { GroupText($0).title.lowercasedFirst } }.joined(separator: " and ")
    let keys = ["controller"] + (facet.map { [$0] } ?? []) + [key]
    let all = records.summaries(of: settings.metric, by: keys)
    let present = all.compactMap { $0.by["controller"] }.distinct()
    let named = settings.groupControllers.filter(present.contains)
    // The subject first, which is on top.
    let subject = bestController(by: settings.metric, among: named)
    let chosen = named.filter { $0 == subject } + named.filter { $0 != subject }
    guard !chosen.isEmpty else { throw missingSummaries(by: keys) }
    let values = GroupText(key).ordered(all.compactMap { $0.by[key] }.distinct())
    let facets = facet.map { facet in all.compactMap { $0.by[facet] }.distinct() } ?? []
    let rank = { (names: [String], name: String?) in names.firstIndex { $0 == name } ?? names.count }
    let summaries = all.filter { chosen.contains($0.by["controller"] ?? "") }.map { summary in
      (
        summary: summary,
        order: [
          facet.map { rank(facets, summary.by[$0]) } ?? 0, rank(values, summary.by[key]),
          rank(chosen, summary.by["controller"]),
        ]
      )
    }.sorted { $0.order.lexicographicallyPrecedes($1.order) }.map(\.summary)
    let title = title ?? (metric.isRelativeRegret ? "Distance to the best possible \(noun)" : "\(metric.title) \(noun)")
    var chart = IntervalChart(
      ChartText(
        title: title, subtitle: "\(GridOrigin(summaries).text), \(summaries.countText) for each dot",
        caption: "Dots: \(metric.axis). Bars: \(summaries.intervalText)."),
      valueTitle: metric.axis,
      estimates: summaries.map { summary in
        summary.estimate(
          category: text(of: summary.by[key] ?? "", key), series: ControllerName.text(summary.by["controller"] ?? ""),
          facet: facet.map { text(of: summary.by[$0] ?? "", $0) } ?? "")
      })
    (chart.format, chart.styles) = (metric.format, styles)
    chart.references = metric.references
    if metric.isRelativeRegret { chart.limit = Self.regretLimit(summaries) }
    (chart.categoryTitle, chart.seriesTitle) = (GroupText(key).title, "Controller")
    chart.facetTitle = facet.map { GroupText($0).title } ?? ""
    return StudyFigure(name: "groups", chart: chart, title: title, reading: reading(summaries, metric, key, facet))
  }

  /// Where the best controller stays best, and where not.
  private func reading(_ summaries: [Summary], _ metric: MetricText, _ key: String, _ facet: String?) -> String {
    let shown = summaries.compactMap { $0.by["controller"] }.distinct()
    guard let best = bestController(by: settings.metric, among: shown) else { return "" }
    let own = summaries.filter { $0.by["controller"] == best && $0.mean != nil }
    let ranked = own.ranked(isLowerBetter: metric.isLowerBetter)
    guard let first = ranked.first, let last = ranked.last, ranked.count > 1 else { return "" }
    let place = { (summary: Summary) in
      let group = text(of: summary.by[key] ?? "", key)
      return facet.map { "\(group.lowercasedFirst) in \(text(of: summary.by[$0] ?? "", $0))" } ?? (key == "capacity_wh" ? "batteries " : "") + group
    }
    let decimals = min(3, metric.format.decimals(forListOf: ranked.compactMap(\.mean)))
    let number = { (summary: Summary) in metric.format.text(summary.mean ?? .nan, decimals: decimals) }
    let beaten = own.filter { mine in
      summaries.contains { other in
        guard other.by[key] == mine.by[key], facet.map({ other.by[$0] == mine.by[$0] }) ?? true,
          other.by["controller"] != ControllerName.clairvoyant, let a = other.mean, let b = mine.mean
        else { return false }
        return metric.isLowerBetter ? a < b : a > b
      }
    }
    let at = facet == nil ? "for" : "in"
    var reading =
      "\(ControllerName.asSubject(best)) is at its best (\(number(first))) \(at) \(place(first)) and at its worst "
      + "(\(number(last))) \(at) \(place(last))."
    reading +=
      beaten.isEmpty
      ? " It is ahead of the others shown everywhere."
      : " Another of those shown has the better estimate in \(beaten.count) of \(own.count) of these groups"
        + (beaten.count > 3 ? "." : ": \(beaten.map(place).joined(separator: ", ")).")
    let isSmall = summaries.contains { $0.n < 30 }
    return reading + (isSmall ? " Groups are small: where bars overlap, the order may be chance." : "")
  }
}

extension Study {
  /// A field's value as people read it.
  func text(of value: String, _ key: String) -> String { key == "zone" ? settings.zones.text(value) : GroupText(key).text(value) }
}

/// A field that tells groups apart, as people read it; unknown ones keep their own names.
struct GroupText {
  let key: String
  let title: String

  init(_ key: String) {
    self.key = key
    title =
      switch key {
      case "zone": "Zone"
      case "season": "Season"
      case "success_model": "Cheapest model that meets the wishes"
      case "capacity_wh": "Battery"
      case "accuracy_req": "Wish for accuracy"
      case "success_weight": "Weight of success"
      case "weights": "Weights"
      default: key
      }
  }

  /// Of one of its values; batteries are grouped from a whole number on (aggregate --bin), or each by its own size.
  func text(_ value: String) -> String {
    switch key {
    case "season": value.prefix(1).uppercased() + value.dropFirst()
    case "capacity_wh": value.contains(".") ? "\(value) Wh" : "from \(value) Wh"
    default: value
    }
  }

  /// Seasons through the year, numbers from small to large, all else as it came.
  func ordered(_ values: [String]) -> [String] {
    if key == "season" { return Season.allCases.map(\.rawValue).filter(values.contains) }
    let numbers = values.compactMap { value in Double(value).map { (value, $0) } }
    return numbers.count == values.count ? numbers.sorted { $0.1 < $1.1 }.map(\.0) : values
  }
}
