import Records
import Statistics
import StreamIO

/// The tests that were made, each kind in its coarsest groups, and sentences about those whose p, adjusted for all of
/// them, is below 1 − confidence: largest effects first.
struct Findings {
  private struct Finding {
    let kind: String
    /// Fields that tell its group apart.
    let fields: Int
    /// What it is about: of findings that share a topic only the largest becomes a sentence.
    let topics: [[String]]
    /// In -1...1, then what sets equal ones apart.
    let effect: Double
    var strength = 0.0
    let p: Double
    /// All but the p value and the closing bracket.
    let claim: String
    let evidence: [RawJSON]
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
    guard limit > 0, let p = comparison.p, let effect = comparison.rankBiserial else { return }
    let difference: String
    if let ratio = comparison.ratioOfSums, let low = comparison.ratioLow, let high = comparison.ratioHigh {
      difference = "is \(short(ratio)) times as large\(interval(low, high)) under \(comparison.a) as under \(comparison.b)"
    } else if let mean = comparison.meanDifference, let low = comparison.ciLow, let high = comparison.ciHigh, mean != 0 {
      difference =
        (mean > 0
          ? "is higher by \(short(mean))\(interval(low, high))" : "is lower by \(short(-mean))\(interval(-high, -low))")
        + " under \(comparison.a) than under \(comparison.b)"
    } else {
      return
    }
    findings.append(
      Finding(
        kind: "comparison", fields: comparison.by.entries.count,
        topics: [
          [comparison.metric, effect > 0 ? "above" : "below"],
          [comparison.metric] + [comparison.a, comparison.b].sorted(),
        ],
        effect: effect, strength: comparison.effectSize ?? 0, p: p,
        claim: "\(comparison.metric) \(difference)\(place(comparison.by)) (\(comparison.pairs) pairs, \(comparison.test)",
        evidence: [json(comparison)]))
  }

  /// - Parameter rankings: of one metric in one group.
  mutating func add(_ rankings: [Ranking]) {
    let ascending = rankings.sorted { ($0.meanRank ?? 0) < ($1.meanRank ?? 0) }
    guard limit > 0, let first = ascending.first, let last = ascending.last, let p = first.p, let statistic = first.statistic,
      let least = first.meanRank, let most = last.meanRank
    else { return }
    let others = ascending.dropFirst().filter { ($0.firstP ?? 0) >= 1 - rule.confidence }.map(\.contender)
    findings.append(
      Finding(
        kind: "ranking", fields: first.by.entries.count, topics: [["ranking", first.metric]],
        // Kendall's coefficient of concordance.
        effect: min(1, statistic / Double(first.n * max(1, first.contenders - 1))), p: p,
        claim: "\(first.metric) ranks lowest under \(first.contender) (mean rank \(short(least)) of \(first.contenders)), "
          + (others.isEmpty ? "told apart from all others" : "not told apart from \(others.joined(separator: ", "))")
          + " by Nemenyi's critical difference, and highest under \(last.contender) (\(short(most)))\(place(first.by)) "
          + "(\(first.n) pairs, \(first.test)",
        evidence: rankings.map { json($0) }))
  }

  mutating func add(_ trend: Trend) {
    guard limit > 0, let p = trend.p, let tau = trend.tau, let slope = trend.slope, let low = trend.ciLow,
      let high = trend.ciHigh
    else { return }
    findings.append(
      Finding(
        kind: "trend", fields: trend.by.entries.count, topics: [["trend", trend.metric, trend.over]], effect: tau, p: p,
        claim: "\(trend.metric) \(tau > 0 ? "rises" : "falls") with \(trend.over)\(place(trend.by)): "
          + "by \(short(slope)) for each unit\(interval(low, high)) (\(trend.n) records, \(trend.test)",
        evidence: [json(trend)]))
  }

  mutating func add(_ correlation: Correlation) {
    guard limit > 0, let p = correlation.spearmanP, let spearman = correlation.spearman else { return }
    findings.append(
      Finding(
        kind: "correlation", fields: correlation.by.entries.count,
        topics: [["correlation", correlation.a, correlation.b]], effect: spearman, p: p,
        claim: "\(correlation.b) is \(spearman > 0 ? "higher" : "lower") where \(correlation.a) is higher"
          + "\(place(correlation.by)): rank correlation \(short(spearman)) (\(correlation.n) records, Spearman",
        evidence: [json(correlation)]))
  }

  /// The sentences, ranked by the size of the effect, then by p, then in the order of the tests.
  var insights: [Insight] {
    let coarsest = Dictionary(findings.map { ($0.kind, $0.fields) }, uniquingKeysWith: min)
    let findings = findings.filter { $0.fields == coarsest[$0.kind] }
    let adjusted = adjustment.family.adjusted(findings.map(\.p))
    let certain = findings.indices.filter { adjusted[$0] < 1 - rule.confidence }.sorted {
      let (a, b) = (findings[$0], findings[$1])
      if abs(a.effect) != abs(b.effect) { return abs(a.effect) > abs(b.effect) }
      if abs(a.strength) != abs(b.strength) { return abs(a.strength) > abs(b.strength) }
      return adjusted[$0] != adjusted[$1] ? adjusted[$0] < adjusted[$1] : $0 < $1
    }
    var (insights, topics) = ([Insight](), Set<[String]>())
    for index in certain where insights.count < limit && topics.isDisjoint(with: findings[index].topics) {
      topics.formUnion(findings[index].topics)
      var insight = Insight()
      insight.rank = insights.count + 1
      insight.sentence =
        "\(findings[index].claim), p \(adjusted[index] < 0.0001 ? "< 0.0001" : "= \(short(adjusted[index]))"), "
        + "\(adjustment == .holm ? "Holm" : "Benjamini-Hochberg") over \(findings.count) tests)."
      insight.effect = findings[index].effect
      insight.p = adjusted[index]
      insight.evidence = findings[index].evidence
      insights.append(insight)
    }
    return insights
  }

  private func json<R: Record>(_ record: R) -> RawJSON {
    var record = record
    var writer = JSONWriter()
    writer.write(record: &record)
    return RawJSON(text: writer.text)
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
    let size = abs(value)
    guard size > 1e-12, size < 1e12 else { return value.json }
    var scale = 1.0
    while size * scale < 100 { scale *= 10 }
    return ((value * scale).rounded() / scale).json
  }
}
