import Charting
import Records
import StreamIO

/// A finding in words, made from the record it rests on: metrics and contenders by the names people read, and numbers
/// spelled as everywhere in a report.
struct InsightText {
  private(set) var sentence = ""
  private let words: Words

  /// Nil where it rests on a record of another kind.
  init?(_ insight: Insight, _ words: Words) {
    self.words = words
    guard let evidence = insight.evidence.first?.text else { return nil }
    if let comparison: Comparison = Self.decoded(evidence) {
      sentence = text(comparison)
    } else if let ranking: Ranking = Self.decoded(evidence) {
      let others = insight.evidence.dropFirst().compactMap { element -> Ranking? in Self.decoded(element.text) }
      sentence = text([ranking] + others)
    } else if let trend: Trend = Self.decoded(evidence) {
      sentence = text(trend)
    } else if let correlation: Correlation = Self.decoded(evidence) {
      sentence = text(correlation)
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
  private func text(_ comparison: Comparison) -> String {
    let (name, format) = tested(comparison.metric, isRatio: comparison.ratioOfSums != nil)
    let (a, b) = (words.inSentence(comparison.a), words.inSentence(comparison.b))
    let amount: (sign: Double, text: String)
    if let ratio = comparison.ratioOfSums, let low = comparison.ratioLow, let high = comparison.ratioHigh {
      amount = Self.size(ratio - 1, low - 1, high - 1, .percent)
    } else {
      let mean = comparison.meanDifference ?? .nan
      let (sign, text) = Self.size(mean, comparison.ciLow ?? .nan, comparison.ciHigh ?? .nan, format)
      let share = comparison.meanOfB.map { abs(mean / $0) } ?? .nan
      // Shares of shares, and of next to nothing, say little.
      amount = (sign, format.unit == "points" || !(share < 10) ? text : "\(text) (\(NumberFormat.percent.text(share)))")
    }
    let effect = comparison.rankBiserial ?? amount.sign
    let level = { (sign: Double) in sign > 0 ? "higher" : "lower" }
    let way =
      effect * amount.sign < 0
      ? "mostly \(level(effect)), on average \(level(amount.sign)) by \(amount.text)," : "\(level(effect)) by \(amount.text)"
    return "\(name): \(way) under \(a) than under \(b)\(place(comparison.by)) (\(comparison.pairs.counted("pair")))."
  }

  private func text(_ rankings: [Ranking]) -> String {
    let ascending = rankings.sorted { ($0.meanRank ?? 0) < ($1.meanRank ?? 0) }
    let (least, most) = (ascending[0], ascending[ascending.count - 1])
    let rank = { (ranking: Ranking) in NumberFormat.plain.text(ranking.meanRank ?? .nan, decimals: 1) }
    let alike = ascending.dropFirst().filter { ($0.firstP ?? 0) >= 1 - $0.confidence }.map(\.contender)
    let apart =
      alike.isEmpty ? "which Nemenyi's test tells apart from all others"
      : alike.count > 3 ? "which Nemenyi's test does not tell apart from \(alike.count) others"
      : "which Nemenyi's test does not tell apart from \(words.list(alike))"
    return "\(tested(least.metric, isRatio: least.metric.contains("/")).name): lowest under "
      + "\(words.inSentence(least.contender)) (mean rank \(rank(least)) of \(least.contenders)), \(apart), and highest under "
      + "\(words.inSentence(most.contender)) (\(rank(most)))\(place(least.by)) (\(words.scenario.counted(least.n)))."
  }

  private func text(_ trend: Trend) -> String {
    let format = words.text(of: trend.metric).differenceFormat
    let (sign, amount) = Self.size(trend.slope ?? .nan, trend.ciLow ?? .nan, trend.ciHigh ?? .nan, format)
    let over = words.text(of: trend.over)
    let tau = trend.tau ?? sign
    return "\(words.text(of: trend.metric).title): \(tau > 0 ? "rises" : "falls") by \(amount) for each "
      + "\(over.unit.isEmpty ? "unit" : over.unit) of \(over.title.lowercasedFirst)\(place(trend.by)) (\(trend.n.counted("record")))."
  }

  private func text(_ correlation: Correlation) -> String {
    let spearman = correlation.spearman ?? .nan
    return "\(words.text(of: correlation.b).title): \(spearman > 0 ? "higher" : "lower") where "
      + "\(words.text(of: correlation.a).title.lowercasedFirst) is higher\(place(correlation.by)): rank correlation "
      + "\(NumberFormat.plain.text(spearman, decimals: 2)) (\(correlation.n.counted("record")))."
  }

  /// What was tested, which of a ratio is its numerator.
  private func tested(_ metric: String, isRatio: Bool) -> (name: String, format: NumberFormat) {
    let tested = isRatio ? String(metric.prefix { $0 != "/" }) : metric
    return (words.text(of: tested).title, words.text(of: tested).differenceFormat)
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

  private func place(_ group: Group) -> String {
    let parts = group.entries.map { "\(words.text(of: $0.key).title.lowercasedFirst) \(unquoted($0.value.text))" }
    return parts.isEmpty ? "" : " where " + parts.joined(separator: " and ")
  }
}
