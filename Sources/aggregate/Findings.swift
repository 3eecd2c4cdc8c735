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
    let topics: [[ExactText]]
    /// In -1...1, then what sets equal ones apart: Cohen's d_z.
    let effect: Double
    var strength = 0.0
    let p: Double
    /// All but the p value and the closing bracket.
    let claim: String
    let evidence: [RawJSON]
  }

  private let rule: IntervalRule
  private let wording: Wording
  private let limit: Int
  private let adjustment: Adjustment
  /// The compared field, and its values that matter; all where empty.
  private let compare: String?
  private let about: [String]
  private let ratios: [String]
  private var findings: [Finding] = []

  init(_ question: Question) {
    rule = IntervalRule(question)
    wording = Wording(confidence: question.configuration.confidence)
    (limit, adjustment) = (question.configuration.insights, question.configuration.adjustment)
    (compare, about) = (question.configuration.compare, question.configuration.about)
    ratios = question.configuration.ratios
  }

  mutating func add(_ comparison: Comparison) {
    guard limit > 0, isAbout(comparison.a) || isAbout(comparison.b), let p = comparison.p,
      let effect = comparison.rankBiserial,
      let difference = wording.difference(comparison, effect: effect)
    else { return }
    let metric = tested(comparison.metric)
    let side = [metric, effect > 0 ? "above" : "below"] + (about.isEmpty ? [] : [comparison.b])
    findings.append(
      Finding(
        kind: "comparison", fields: comparison.by.entries.count,
        topics: [side.map(\.exact), [metric.exact] + [comparison.a.exact, comparison.b.exact].sorted()],
        // Without an end where all differences are the same.
        effect: effect, strength: comparison.effectSize.map(abs) ?? .infinity, p: p,
        claim: "\(metric) \(difference)\(wording.place(comparison.by)) (\(comparison.pairs) pairs, \(comparison.test)",
        evidence: [json(comparison)]))
  }

  /// - Parameter rankings: of one metric in one group.
  mutating func add(_ rankings: [Ranking]) {
    let ascending = rankings.sorted { ($0.meanRank ?? 0) < ($1.meanRank ?? 0) }
    guard limit > 0, let first = ascending.first, let last = ascending.last, let p = first.p, let statistic = first.statistic,
      let least = first.meanRank, let most = last.meanRank
    else { return }
    let others = ascending.dropFirst().filter { ($0.firstP ?? 0) >= 1 - rule.confidence }.map(\.contender)
    guard ([first.contender, last.contender] + others).contains(where: isAbout) else { return }
    let names = others.count > 5 ? "\(others.count) others" : others.joined(separator: ", ")
    let metric = tested(first.metric)
    findings.append(
      Finding(
        kind: "ranking", fields: first.by.entries.count, topics: [["ranking".exact, metric.exact]],
        // Kendall's coefficient of concordance.
        effect: min(1, statistic / Double(first.n * max(1, first.contenders - 1))), p: p,
        claim: "\(metric) ranks lowest under \(first.contender) (mean rank \(wording.number(least)) "
          + "of \(first.contenders)), \(others.isEmpty ? "told apart from all others" : "not told apart from \(names)") "
          + "by Nemenyi's critical difference, "
          + "and highest under \(last.contender) (\(wording.number(most)))"
          + "\(wording.place(first.by)) (\(first.n) pairs, \(first.test)",
        evidence: rankings.map { json($0) }))
  }

  mutating func add(_ trend: Trend) {
    guard limit > 0, isAbout(trend.by), let p = trend.p, let tau = trend.tau, let slope = trend.slope, let low = trend.ciLow,
      let high = trend.ciHigh
    else { return }
    let numbers = wording.numbers(slope, low, high)
    findings.append(
      Finding(
        kind: "trend", fields: trend.by.entries.count, topics: [["trend", trend.metric, trend.over].map(\.exact)], effect: tau, p: p,
        claim: "\(trend.metric) \(tau > 0 ? "rises" : "falls") with \(trend.over)\(wording.place(trend.by)): "
          + "by \(numbers.value) for each unit (\(numbers.interval)) (\(trend.n) records, \(trend.test)",
        evidence: [json(trend)]))
  }

  mutating func add(_ correlation: Correlation) {
    guard limit > 0, isAbout(correlation.by), let p = correlation.spearmanP, let spearman = correlation.spearman
    else { return }
    findings.append(
      Finding(
        kind: "correlation", fields: correlation.by.entries.count,
        topics: [["correlation", correlation.a, correlation.b].map(\.exact)], effect: spearman, p: p,
        claim: "\(correlation.b) is \(spearman > 0 ? "higher" : "lower") where \(correlation.a) is higher"
          + "\(wording.place(correlation.by)): rank correlation \(wording.number(spearman)) "
          + "(\(correlation.n) records, Spearman\(rule.independenceClaim)",
        evidence: [json(correlation)]))
  }

  /// Of a ratio the numerators are tested.
  private func tested(_ metric: String) -> String { ratios.contains(exactly: metric) ? String(metric.unicodeScalars.prefix { $0 != "/" }) : metric }

  private func isAbout(_ value: String) -> Bool { about.isEmpty || about.contains(exactly: value) }

  private func isAbout(_ group: Group) -> Bool { compare.flatMap { group[$0] }.map(isAbout) ?? true }

  /// The sentences, largest effects first; equal ones by their strength, by p, and in the order of the tests.
  var insights: [Insight] {
    let coarsest = Dictionary(findings.map { ($0.kind, $0.fields) }, uniquingKeysWith: min)
    let findings = findings.filter { $0.fields == coarsest[$0.kind] }
    let adjusted = adjustment.family.adjusted(findings.map(\.p))
    let certain = findings.indices.filter { adjusted[$0] < 1 - rule.confidence }.sorted {
      let (a, b) = (findings[$0], findings[$1])
      if abs(a.effect) != abs(b.effect) { return abs(a.effect) > abs(b.effect) }
      if a.strength != b.strength { return a.strength > b.strength }
      return adjusted[$0] != adjusted[$1] ? adjusted[$0] < adjusted[$1] : $0 < $1
    }
    var (insights, topics) = ([Insight](), Set<[ExactText]>())
    for index in certain where insights.count < limit && topics.isDisjoint(with: findings[index].topics) {
      topics.formUnion(findings[index].topics)
      var insight = Insight()
      insight.rank = insights.count + 1
      insight.sentence =
        "\(findings[index].claim), \(wording.probability(adjusted[index])), "
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
}
