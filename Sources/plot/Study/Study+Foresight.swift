import Charting
import Records
import StreamIO

extension Study {
  /// What perfect foresight is worth: the paired differences to it, over all and in each zone, in the settings' metric where
  /// it was compared, else in carbon.
  func foresight() throws(MissingRecords) -> StudyFigure {
    let compared = records.comparisons.filter { $0.b == ControllerName.clairvoyant && $0.meanDifference != nil }
    let metric = compared.contains { $0.metric == settings.metric } ? settings.metric : "carbon_g"
    let own = compared.filter { $0.metric == metric && Set($0.by.entries.map(\.key)).isSubset(of: ["zone"]) }
    let named = settings.groupControllers.filter { name in own.contains { $0.a.exact == name.exact } }
    let subject = bestController(by: settings.metric, among: named)
    let chosen = named.filter { $0.exact == subject.exact } + named.filter { $0.exact != subject.exact }
    guard !chosen.isEmpty else {
      throw MissingRecords(
        needed: "needs comparison records of \(metric) with \(ControllerName.clairvoyant)",
        remedy: "aggregate runs.ndjson.gz --by controller,zone --metric \(metric) --compare controller --baseline "
          + "\(ControllerName.clairvoyant) --pair id")
    }
    let everywhere = own.allSatisfy(\.by.entries.isEmpty) ? "All scenarios" : "All zones"
    let zones = [everywhere] + own.compactMap { $0.by["zone"] }.distinct()
    let measured = MetricText(metric)
    let title = "What perfect foresight is worth"
    let rows = zones.flatMap { zone in
      chosen.compactMap { name in
        own.first { $0.a == name && ($0.by["zone"] ?? everywhere) == zone }.map { (zone, name, $0) }
      }
    }
    let pairs = rows.map(\.2.pairs).distinct().sorted()
    let countText = (pairs.count > 1 ? "\(pairs[0]) to " : "") + (pairs.last ?? 0).counted("pair")
    var chart = IntervalChart(
      ChartText(
        title: title,
        subtitle: "\(GridOrigin(records.summaries(of: metric, by: ["controller"])).text), "
          + "n = \(countText) of scenarios for each dot",
        caption: "Dots: mean differences in \(measured.title.lowercasedFirst), paired by scenario. Bars: "
          + "\(IntervalWords.text(methods: rows.map(\.2.ciMethod), levels: rows.map(\.2.confidence)))."),
      valueTitle: "\(measured.axis): difference to perfect foresight",
      estimates: rows.map { zone, name, comparison in
        IntervalEstimate(
          category: text(of: zone, "zone"), series: ControllerName.text(name), value: comparison.meanDifference ?? .nan,
          low: comparison.ciLow ?? .nan, high: comparison.ciHigh ?? .nan, count: comparison.pairs)
      })
    (chart.format, chart.styles) = (measured.differenceFormat, styles)
    chart.references = [Reference(0, "perfect foresight")]
    (chart.categoryTitle, chart.seriesTitle) = ("Zone", "Controller")
    return StudyFigure(name: "foresight", chart: chart, title: title, reading: foresightReading(rows.map(\.2), measured))
  }

  private func foresightReading(_ compared: [Comparison], _ metric: MetricText) -> String {
    let best = bestController(by: settings.metric, among: settings.groupControllers)
    guard let overall = compared.first(where: { $0.a == best && $0.by.entries.isEmpty }), let name = best else { return "" }
    let mean = records.summary(of: overall.metric, controller: name)?.mean
    let share = mean.flatMap { mean in overall.meanDifference.map { abs($0 / mean) } }
    return "\(metric.axis): between \(ControllerName.inSentence(name)) and perfect foresight lie "
      + overall.differenceText(metric.differenceFormat)
      + (share.map { $0.isFinite ? ", \(NumberFormat.percent.text($0, decimals: 1)) of it" : "" } ?? "") + "."
  }
}
