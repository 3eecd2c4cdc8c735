import Charting
import Records
import StreamIO

extension Study {
  /// What the bound is worth: the paired differences to it, over all and by a field, in the settings' metric where it was
  /// compared, else in another.
  func foresight() throws(MissingRecords) -> StudyFigure {
    let (own, bound) = (words.foresight, words.inSentence(words.bound))
    let compared = records.comparisons.filter { $0.b.exact == words.bound.exact && $0.meanDifference != nil }
    let isOwn = own.otherwise.isEmpty || compared.contains { $0.metric == settings.metric }
    let metric = isOwn ? settings.metric : own.otherwise
    let shown = compared.filter { $0.metric == metric && Set($0.by.entries.map(\.key)).isSubset(of: [own.by]) }
    let chosen = self.shown(of: shown.map(\.a).distinct())
    guard !words.bound.isEmpty else { throw MissingRecords(needed: "needs the contender that none can beat, the bound of the words") }
    guard !chosen.isEmpty else {
      let contender = words.contender.field
      throw MissingRecords(
        needed: "needs comparison records of \(metric) with \(words.bound)",
        remedy: "aggregate runs.ndjson.gz --by \([contender, own.by].filter { !$0.isEmpty }.joined(separator: ",")) --metric \(metric) "
          + "--compare \(contender) --baseline \(words.bound) --pair id")
    }
    let isOverall = shown.allSatisfy(\.by.entries.isEmpty)
    let everywhere = "All \(isOverall ? words.scenario.plural : words.text(of: own.by).title.lowercasedFirst + "s")"
    let places = [everywhere] + shown.compactMap { $0.by[own.by] }.distinct()
    let measured = words.text(of: metric)
    let title = own.title.isEmpty ? "Differences to \(bound)" : own.title
    let rows = places.flatMap { place in
      chosen.compactMap { name in
        shown.first { $0.a.exact == name.exact && ($0.by[own.by] ?? everywhere) == place }.map { (place, name, $0) }
      }
    }
    let pairs = rows.map(\.2.pairs).distinct().sorted()
    let countText = (pairs.count > 1 ? "\(pairs[0]) to " : "") + (pairs.last ?? 0).counted("pair")
    var chart = IntervalChart(
      ChartText(
        title: title, subtitle: "\(origin(metric)), n = \(countText) of \(words.scenario.plural) for each dot",
        caption: "Dots: mean differences in \(measured.title.lowercasedFirst), paired by \(words.scenario.one). Bars: "
          + "\(IntervalWords.text(methods: rows.map(\.2.ciMethod), levels: rows.map(\.2.confidence)))."),
      valueTitle: "\(measured.meaning): difference to \(bound)",
      estimates: rows.map { place, name, comparison in
        IntervalEstimate(
          category: words.text(of: place, own.by), series: words.title(name), value: comparison.meanDifference ?? .nan,
          low: comparison.ciLow ?? .nan, high: comparison.ciHigh ?? .nan, count: comparison.pairs)
      })
    (chart.format, chart.styles) = (measured.differenceFormat, styles)
    chart.references = [Reference(0, bound)]
    (chart.categoryTitle, chart.seriesTitle) = (words.text(of: own.by).title, words.contender.title)
    return StudyFigure(name: "foresight", chart: chart, title: title, reading: foresightReading(rows.map(\.2), measured))
  }

  private func foresightReading(_ compared: [Comparison], _ metric: FieldText) -> String {
    guard let name = shown(of: compared.map(\.a).distinct()).first,
      let overall = compared.first(where: { $0.a.exact == name.exact && $0.by.entries.isEmpty })
    else { return "" }
    let mean = records.summary(of: overall.metric, name)?.mean
    let share = mean.flatMap { mean in overall.meanDifference.map { abs($0 / mean) } }
    return "\(metric.meaning): between \(words.inSentence(name)) and \(words.inSentence(words.bound)) lie "
      + overall.differenceText(metric.differenceFormat)
      + (share.map { $0.isFinite ? ", \(NumberFormat.percent.text($0, decimals: 1)) of it" : "" } ?? "") + "."
  }
}
