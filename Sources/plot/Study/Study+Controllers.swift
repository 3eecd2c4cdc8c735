import Charting
import Records

extension Study {
  /// One metric by contender, best first.
  func controllers() throws(MissingRecords) -> StudyFigure {
    let (metric, relative) = (metric, words.relative)
    let summaries = records.overall(settings.metric).ranked(isLowerBetter: metric.isLowerBetter)
    guard !summaries.isEmpty else { throw missingSummaries(by: [words.contender.field]) }
    let title =
      metric.isRelative && !relative.contenders.isEmpty ? relative.contenders : "\(metric.title) by \(words.contender.one)"
    var chart = IntervalChart(
      ChartText(
        title: title, subtitle: "\(words.text(DataOrigin(summaries))), \(countText(summaries)) for each \(words.contender.one)",
        caption: "Dots: \(metric.meaning). Bars: \(summaries.intervalText)."),
      valueTitle: metric.meaning,
      estimates: summaries.map { $0.estimate(category: words.title(records.name($0) ?? "")) })
    chart.format = metric.format
    chart.references = references(metric)
    chart.numbersTitle = "Estimate [interval]"
    chart.categoryTitle = words.contender.title
    chart.styles = styles
    let values = summaries.compactMap(\.mean)
    if metric.isRelative {
      chart.limit = Self.relativeLimit(summaries)
    } else if let least = values.min(), let most = values.max(), least > 0, most / least > 50 {
      chart.isLogarithmic = true
    }
    let best = metric.isRelative ? best(by: settings.metric).map(words.asSubject) : nil
    return StudyFigure(name: "controllers", chart: chart, title: title, reading: relative.reading.filled([.asSubject: best]) ?? "")
  }

  /// Where the bound and the baseline are, on the axis of a metric between them.
  func references(_ metric: FieldText) -> [Reference] {
    metric.isRelative ? zip([0.0, 1], words.relative.references).map { Reference($0, $1) } : []
  }

  /// Contenders far worse than the baseline would press all others against the axis.
  static func relativeLimit(_ summaries: [Summary]) -> Double? {
    let inside = summaries.filter { ($0.mean ?? 0) <= 2 }
    guard inside.count < summaries.count else { return nil }
    return max(1.2, (inside.flatMap { [$0.mean, $0.ciHigh].compactMap(\.self) }.max() ?? 1) * 1.05)
  }
}
