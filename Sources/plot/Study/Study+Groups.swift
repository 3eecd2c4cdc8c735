import Charting
import CommandSupport
import Records
import StreamIO

extension Study {
  /// One metric by the values of a field, contenders in colours.
  ///
  /// - Parameters:
  ///   - facet: a field whose values have a panel each.
  ///   - title: instead of one made from the names.
  func groups(by key: String, facet: String? = nil, title: String? = nil) throws(MissingRecords) -> StudyFigure {
    let noun = [facet, key].compactMap { $0.map { words.text(of: $0).title.lowercasedFirst } }.joined(separator: " and ")
    let keys = [words.contender.field] + (facet.map { [$0] } ?? []) + [key]
    let all = records.summaries(of: settings.metric, by: keys)
    // The subject first, which is on top.
    let chosen = shown(of: all.compactMap(records.name).distinct())
    guard !chosen.isEmpty else { throw missingSummaries(by: keys) }
    let values = words.ordered(all.compactMap { $0.by[key] }.distinct(), key)
    let facets = facet.map { facet in all.compactMap { $0.by[facet] }.distinct() } ?? []
    let rank = { (names: [String], name: String?) in names.firstIndex { $0 == name } ?? names.count }
    let summaries = all.filter { chosen.contains(records.name($0) ?? "") }.map { summary in
      (
        summary: summary,
        order: [facet.map { rank(facets, summary.by[$0]) } ?? 0, rank(values, summary.by[key]), rank(chosen, records.name(summary))]
      )
    }.sorted { $0.order.lexicographicallyPrecedes($1.order) }.map(\.summary)
    let relativeTitle = metric.isRelative ? words.relative.groups.filled([.groups: "by \(noun)"]) : nil
    let title = title ?? relativeTitle ?? "\(metric.title) by \(noun)"
    var chart = IntervalChart(
      ChartText(
        title: title, subtitle: "\(words.text(DataOrigin(summaries))), \(countText(summaries)) for each dot",
        caption: "Dots: \(metric.meaning). Bars: \(summaries.intervalText)."),
      valueTitle: metric.meaning,
      estimates: summaries.map { summary in
        summary.estimate(
          category: words.text(of: summary.by[key] ?? "", key), series: words.title(records.name(summary) ?? ""),
          facet: facet.map { words.text(of: summary.by[$0] ?? "", $0) } ?? "")
      })
    (chart.format, chart.styles) = (metric.format, styles)
    chart.references = references(metric)
    if metric.isRelative { chart.limit = Self.relativeLimit(summaries) }
    (chart.categoryTitle, chart.seriesTitle) = (words.text(of: key).title, words.contender.title)
    chart.facetTitle = facet.map { words.text(of: $0).title } ?? ""
    return StudyFigure(name: "groups", chart: chart, title: title, reading: reading(summaries, key, facet))
  }

  /// Where the best contender stays best, and where not.
  private func reading(_ summaries: [Summary], _ key: String, _ facet: String?) -> String {
    guard let best = best(by: settings.metric, among: summaries.compactMap(records.name).distinct()) else { return "" }
    let own = summaries.filter { records.name($0)?.exact == best.exact && $0.mean != nil }
    let ranked = own.ranked(isLowerBetter: metric.isLowerBetter)
    guard let first = ranked.first, let last = ranked.last, ranked.count > 1 else { return "" }
    let place = { (summary: Summary) in
      let value = summary.by[key] ?? ""
      return facet.map { "\(words.text(of: value, key).lowercasedFirst) in \(words.text(of: summary.by[$0] ?? "", $0))" }
        ?? words.textInSentence(of: value, key)
    }
    let decimals = min(3, metric.format.decimals(forListOf: ranked.compactMap(\.mean)))
    let number = { (summary: Summary) in metric.format.text(summary.mean ?? .nan, decimals: decimals) }
    let beaten = own.filter { mine in
      summaries.contains { other in
        guard other.by[key] == mine.by[key], facet.map({ other.by[$0] == mine.by[$0] }) ?? true,
          records.name(other) != words.bound, let a = other.mean, let b = mine.mean
        else { return false }
        return metric.isLowerBetter ? a < b : a > b
      }
    }
    let at = facet == nil ? "for" : "in"
    var reading =
      "\(words.asSubject(best)) is at its best (\(number(first))) \(at) \(place(first)) and at its worst "
      + "(\(number(last))) \(at) \(place(last))."
    reading +=
      beaten.isEmpty
      ? " It is ahead of the others shown everywhere."
      : " Another of those shown has the better estimate in \(beaten.count) of \(own.count) of these groups"
        + (beaten.count > 3 ? "." : ": \(beaten.map(place).joined(separator: ", ")).")
    let isSmall = summaries.contains { $0.n < 30 }
    return reading + (isSmall ? " Groups are small: where bars overlap, the order may be chance." : "")
  }

  /// The figure of a block of the report, with the reading that the block gives.
  func groups(_ block: BlockWords) throws(MissingRecords) -> StudyFigure {
    var study = self
    if !block.metric.isEmpty { study.settings.metric = block.metric }
    let fields = fieldList(block.by)
    var figure = try study.groups(
      by: fields.last ?? "", facet: fields.count > 1 ? fields[0] : nil, title: block.title.isEmpty ? nil : block.title)
    if !block.reading.isEmpty { figure.reading = study.extremes(block.reading, by: fields) }
    return figure
  }

  /// What is said of the groups with the least and the largest mean of the best contender.
  private func extremes(_ reading: Template<BlockWords.Name>, by fields: [String]) -> String {
    let all = records.summaries(of: settings.metric, by: [words.contender.field] + fields)
    guard let best = best(by: settings.metric, among: shown(of: all.compactMap(records.name).distinct())) else { return "" }
    let ranked = all.filter { records.name($0)?.exact == best.exact && $0.mean != nil }.ranked(isLowerBetter: true)
    guard let least = ranked.first, let most = ranked.last, let low = least.mean, let high = most.mean, low > 0, high > low
    else { return "" }
    let name = { (summary: Summary) in fields.map { words.text(of: summary.by[$0] ?? "", $0) }.joined(separator: ", ") }
    return reading.filled([
      .best: words.inSentence(best), .asSubject: words.asSubject(best), .low: metric.format.text(low), .high: metric.format.text(high),
      .lowGroup: name(least), .highGroup: name(most), .times: NumberFormat.plain.text(high / low),
    ]) ?? ""
  }
}
