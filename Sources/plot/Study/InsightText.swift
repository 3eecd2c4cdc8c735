import Charting
import Records
import StreamIO

/// A finding in words, made from the record it rests on: metrics and controllers by the names people read, and numbers
/// spelled as everywhere in a report.
struct InsightText {
  let sentence: String

  /// Nil where it rests on a record of another kind.
  init?(_ insight: Insight) {
    guard let evidence = insight.evidence.first?.text else { return nil }
    if let comparison: Comparison = Self.decoded(evidence) {
      sentence = Self.text(comparison)
    } else if let ranking: Ranking = Self.decoded(evidence) {
      let others = insight.evidence.dropFirst().compactMap { element -> Ranking? in Self.decoded(element.text) }
      sentence = Self.text([ranking] + others)
    } else if let trend: Trend = Self.decoded(evidence) {
      sentence = Self.text(trend)
    } else if let correlation: Correlation = Self.decoded(evidence) {
      sentence = Self.text(correlation)
    } else {
      return nil
    }
  }

  private static func decoded<R: Record>(_ text: String) -> R? {
    var text = text
    return text.withUTF8 { bytes in
      var (reader, record) = (JSONReader(bytes, file: ""), R())
      do { try record.decode(from: &reader, .any) } catch { return nil }
      return record
    }
  }

  /// "CO₂e emitted: lower by 6.03 [2.89, 10.44] g (18.4%) under … than under …".
  private static func text(_ comparison: Comparison) -> String {
    let (name, format) = tested(comparison.metric, isRatio: comparison.ratioOfSums != nil)
    let (a, b) = (ControllerName.inSentence(comparison.a), ControllerName.inSentence(comparison.b))
    let amount: (sign: Double, text: String)
    if let ratio = comparison.ratioOfSums, let low = comparison.ratioLow, let high = comparison.ratioHigh {
      amount = size(ratio - 1, low - 1, high - 1, .percent)
    } else {
      let mean = comparison.meanDifference ?? .nan
      let (sign, text) = size(mean, comparison.ciLow ?? .nan, comparison.ciHigh ?? .nan, format)
      let share = comparison.meanOfB.map { abs(mean / $0) } ?? .nan
      // Shares of shares, and of next to nothing, say little.
      amount = (sign, format.unit == "points" || !(share < 10) ? text : "\(text) (\(NumberFormat.percent.text(share)))")
    }
    let effect = comparison.rankBiserial ?? amount.sign
    let words = { (sign: Double) in sign > 0 ? "higher" : "lower" }
    let way =
      effect * amount.sign < 0
      ? "mostly \(words(effect)), on average \(words(amount.sign)) by \(amount.text)," : "\(words(effect)) by \(amount.text)"
    return "\(name): \(way) under \(a) than under \(b)\(place(comparison.by)) (\(comparison.pairs.counted("pair")))."
  }

  private static func text(_ rankings: [Ranking]) -> String {
    let ascending = rankings.sorted { ($0.meanRank ?? 0) < ($1.meanRank ?? 0) }
    let (least, most) = (ascending[0], ascending[ascending.count - 1])
    let rank = { (ranking: Ranking) in NumberFormat.plain.text(ranking.meanRank ?? .nan, decimals: 1) }
    let alike = ascending.dropFirst().filter { ($0.firstP ?? 0) >= 1 - $0.confidence }.map(\.contender)
    let apart =
      alike.isEmpty ? "which Nemenyi's test tells apart from all others"
      : alike.count > 3 ? "which Nemenyi's test does not tell apart from \(alike.count) others"
      : "which Nemenyi's test does not tell apart from \(ControllerName.list(alike))"
    return "\(tested(least.metric, isRatio: least.metric.contains("/")).name): lowest under "
      + "\(ControllerName.inSentence(least.contender)) (mean rank \(rank(least)) of \(least.contenders)), \(apart), and highest under "
      + "\(ControllerName.inSentence(most.contender)) (\(rank(most)))\(place(least.by)) (\(least.n.counted("scenario")))."
  }

  private static func text(_ trend: Trend) -> String {
    let format = MetricText(trend.metric).differenceFormat
    let (sign, amount) = size(trend.slope ?? .nan, trend.ciLow ?? .nan, trend.ciHigh ?? .nan, format)
    let over = FieldText(trend.over)
    let tau = trend.tau ?? sign
    return "\(FieldText(trend.metric).title): \(tau > 0 ? "rises" : "falls") by \(amount) for each "
      + "\(over.unit.isEmpty ? "unit" : over.unit) of \(over.title.lowercasedFirst)\(place(trend.by)) (\(trend.n.counted("record")))."
  }

  private static func text(_ correlation: Correlation) -> String {
    let spearman = correlation.spearman ?? .nan
    return "\(FieldText(correlation.b).title): \(spearman > 0 ? "higher" : "lower") where "
      + "\(FieldText(correlation.a).title.lowercasedFirst) is higher\(place(correlation.by)): rank correlation "
      + "\(NumberFormat.plain.text(spearman, decimals: 2)) (\(correlation.n.counted("record")))."
  }

  /// What was tested, which of a ratio is its numerator.
  private static func tested(_ metric: String, isRatio: Bool) -> (name: String, format: NumberFormat) {
    let tested = isRatio ? String(metric.prefix { $0 != "/" }) : metric
    return (FieldText(tested).title, MetricText(tested).differenceFormat)
  }

  /// An amount and its interval without their sign, which the words say.
  private static func size(
    _ value: Double, _ low: Double, _ high: Double, _ format: NumberFormat
  ) -> (sign: Double, text: String) {
    let sign: Double = value < 0 ? -1 : 1
    let ends = sign < 0 ? (-high, -low) : (low, high)
    let decimals = format.decimals(forListOf: [abs(value)])
    return (sign, format.text(abs(value), low: ends.0, high: ends.1, decimals: min(decimals, 4)))
  }

  private static func place(_ group: Group) -> String {
    let parts = group.entries.map { "\(GroupText($0.key).title.lowercasedFirst) \(unquoted($0.value.text))" }
    return parts.isEmpty ? "" : " where " + parts.joined(separator: " and ")
  }
}
