import Records
import Statistics
import StreamIO

/// The tests that were made, and sentences about those whose p, adjusted for all of them, is below 1 − confidence:
/// largest effects first.
struct Findings {
  private struct Finding {
    let effect: Double
    let p: Double
    /// All but the p value and the closing bracket.
    let claim: String
    let evidence: RawJSON
  }

  private let rule: IntervalRule
  private let limit: Int
  private let adjustment: Adjustment
  private var findings: [Finding] = []

  init(_ question: Question) {
    rule = IntervalRule(question)
    (limit, adjustment) = (question.configuration.insights, question.configuration.adjustment)
  }

  mutating func add(_ comparison: Comparison) {
    guard let p = comparison.p, let effect = comparison.rankBiserial else { return }
    let difference: String
    if let ratio = comparison.ratioOfSums, let low = comparison.ratioLow, let high = comparison.ratioHigh {
      difference = "is \(short(ratio)) times as large\(interval(low, high))"
    } else if let mean = comparison.meanDifference, let low = comparison.ciLow, let high = comparison.ciHigh, mean != 0 {
      difference =
        mean > 0
        ? "is higher by \(short(mean))\(interval(low, high))" : "is lower by \(short(-mean))\(interval(-high, -low))"
    } else {
      return
    }
    append(
      effect, p,
      "\(comparison.metric) \(difference) under \(comparison.a) than under \(comparison.b)\(place(comparison.by)) "
        + "(\(comparison.pairs) pairs, \(comparison.test)",
      comparison)
  }

  mutating func add(_ trend: Trend) {
    guard let p = trend.p, let tau = trend.tau, let slope = trend.slope, let low = trend.ciLow, let high = trend.ciHigh
    else { return }
    append(
      tau, p,
      "\(trend.metric) \(tau > 0 ? "rises" : "falls") with \(trend.over)\(place(trend.by)): "
        + "by \(short(slope)) for each unit\(interval(low, high)) (\(trend.n) records, \(trend.test)",
      trend)
  }

  mutating func add(_ correlation: Correlation) {
    guard let p = correlation.spearmanP, let spearman = correlation.spearman else { return }
    append(
      spearman, p,
      "\(correlation.b) is \(spearman > 0 ? "higher" : "lower") where \(correlation.a) is higher\(place(correlation.by)): "
        + "rank correlation \(short(spearman)) (\(correlation.n) records, Spearman",
      correlation)
  }

  /// The sentences, ranked by the size of the effect, then by p, then in the order of the tests.
  var insights: [Insight] {
    let adjusted = adjustment.family.adjusted(findings.map(\.p))
    let certain = findings.indices.filter { adjusted[$0] < 1 - rule.confidence }.sorted {
      let (a, b) = (abs(findings[$0].effect), abs(findings[$1].effect))
      return a != b ? a > b : adjusted[$0] != adjusted[$1] ? adjusted[$0] < adjusted[$1] : $0 < $1
    }
    return certain.prefix(limit).enumerated().map { place, index in
      let finding = findings[index]
      var insight = Insight()
      insight.rank = place + 1
      insight.sentence =
        "\(finding.claim), p \(adjusted[index] < 0.0001 ? "< 0.0001" : "= \(short(adjusted[index]))"), "
        + "\(adjustment == .holm ? "Holm" : "Benjamini-Hochberg") over \(findings.count) tests)."
      insight.effect = finding.effect
      insight.p = adjusted[index]
      insight.evidence = [finding.evidence]
      return insight
    }
  }

  private mutating func append<R: Record>(_ effect: Double, _ p: Double, _ claim: String, _ record: R) {
    var record = record
    var writer = JSONWriter()
    writer.write(record: &record)
    findings.append(Finding(effect: effect, p: p, claim: claim, evidence: RawJSON(text: writer.text)))
  }

  private func interval(_ low: Double, _ high: Double) -> String {
    " (\(short(100 * rule.confidence)) % interval \(short(low)) to \(short(high)))"
  }

  /// " where zone is US-CAL-CISO and season is winter".
  private func place(_ group: Group) -> String {
    let parts = group.entries.map { "\($0.key) is \(unquoted($0.value.text))" }
    return parts.isEmpty ? "" : " where " + parts.joined(separator: " and ")
  }

  /// To three digits, or all before the point.
  private func short(_ value: Double) -> String {
    var writer = JSONWriter(capacity: 32)
    writer.write(rounded(value))
    return writer.text
  }

  private func rounded(_ value: Double) -> Double {
    var scale = 1.0
    let size = abs(value)
    guard size > 1e-12, size < 1e12 else { return value }
    while size * scale < 100 { scale *= 10 }
    return (value * scale).rounded() / scale
  }
}
