import Charting
import CommandSupport
import Records
import StreamIO

/// The words around a chart of fields.
extension FieldChart {
  /// - Parameters:
  ///   - title: what it shows, unless one is given.
  ///   - statistic: how the values drawn were made from the records.
  func text(_ title: String, statistic: String = "") -> ChartText {
    let conditions = options.conditions.joined(separator: ", ")
    let caption = [countText + (conditions.isEmpty ? "" : " with \(conditions)"), statistic].filter { !$0.isEmpty }
    return ChartText(
      title: self.title ?? title, subtitle: origin, caption: caption.joined(separator: ". ") + ".")
  }

  /// "n = 512 records", "n = 8760 values in 365 records", "n = 64 in each of 14 groups".
  private var countText: String {
    let counts = interval.isEmpty ? [] : table.column("n").compactMap(\.number)
    if counts.count == table.rowCount, let least = counts.min(), let most = counts.max() {
      let text = { (count: Double) in NumberFormat.plain.text(count, decimals: 0) }
      return "n = \(text(least))\(least == most ? "" : " to \(text(most))") in each of \(counts.count.counted("group"))"
    }
    let isSpread = table.counted != table.rowCount
    return "n = \(table.rowCount.counted(isSpread ? "value" : "record"))"
      + (isSpread ? " in \(table.counted.counted("record"))" : "")
  }

  /// A field's title on an axis; parts of times with the time they are of.
  func axisTitle(_ field: String) -> String {
    let text = language.text(of: field)
    if Derivation.solarHour(field) != nil { return "\(text.title) (\(TimeTitle.solar.lowercasedFirst))" }
    return TimePart.named(field)?.part == .hour ? "\(text.title) (\(TimeTitle.local(offsetSeconds)))" : text.axis
  }

  /// Whether the data behind the records were measured, where they say so.
  private var origin: String {
    let cells = language.origin.fields.flatMap { table.column($0) }.filter { $0 != .missing }
    guard !cells.isEmpty else { return "" }
    let shares = cells.map { $0.number ?? ($0 == .truth(true) ? 1 : 0) }
    return language.text(DataOrigin(share: shares.reduce(0, +) / Double(shares.count)))
  }

  /// How the intervals drawn were found.
  var intervalText: String {
    guard !interval.isEmpty else { return "" }
    guard interval == ["ci_low", "ci_high"] else { return "Intervals: \(interval.joined(separator: " to "))" }
    let methods = names(["ci_method"]).filter { $0 != "(none)" }
    let levels = table.column("confidence").compactMap(\.number)
    return levels.isEmpty ? "" : "Bars: \(IntervalWords.text(methods: methods, levels: levels))"
  }

  /// Those of contenders, where they tell the series apart.
  var styles: SeriesStyles {
    guard hasStudyLooks, by.count == 1, (by[0].dropping(prefix: "by.") ?? by[0]) == language.contender.field else { return SeriesStyles() }
    // Known ones have looks by their own names, the others by their order here.
    return language.styles(of: table.names(by[0]))
  }

  /// "controller and zone".
  func words(_ fields: [String]) -> String { fields.map { language.text(of: $0).title.lowercasedFirst }.joined(separator: " and ") }

  /// " by controller", or nothing.
  var byWords: String { by.isEmpty ? "" : " by \(words(by))" }

  var measureWords: String {
    let titles = ys.map { metricText($0).title }
    return ([titles[0]] + titles.dropFirst().map(\.lowercasedFirst)).joined(separator: ", ")
  }

  var seriesTitle: String { by.isEmpty ? "Series" : by.map { language.text(of: $0).title }.joined(separator: ", ") }
  var facetTitle: String { options.facet.map { language.text(of: $0).title } ?? "Panel" }
}
