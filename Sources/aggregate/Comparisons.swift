import Records
import Statistics

/// The comparisons with each baseline in the groups of one --by.
struct Comparisons: Sendable {
  private let question: Question
  private let columns: PairedColumns
  private let rule: IntervalRule
  /// The groups in the order of their values.
  let groups: [(number: Int, values: [KeyValue])]
  private let pairsOfGroup: [Int: [Int]]
  private typealias Contender = (number: Int, name: String)
  private let contenders: [Contender]
  private let baselines: [Contender]

  init(_ aggregation: Aggregation, _ columns: PairedColumns) {
    (question, self.columns) = (aggregation.question, columns)
    rule = IntervalRule(aggregation.question)
    let space = aggregation.spaces[columns.pairing.groups]
    let pairSpace = aggregation.spaces[columns.pairing.pairs]
    let clusterSpace = columns.pairing.clusters.map { aggregation.spaces[$0] }
    // Which draws a pair or cluster gets must not depend on the order of the records.
    let pairs = columns.groupOfPair.indices.filter { columns.groupOfPair[$0] != nil }.sorted { a, b in
      let (clusterOfA, clusterOfB) = (columns.clusterOfPair[a], columns.clusterOfPair[b])
      if let clusterSpace, clusterOfA != clusterOfB { return clusterSpace.precedes(clusterOfA, clusterOfB) }
      return pairSpace.precedes(a, b)
    }
    pairsOfGroup = Dictionary(grouping: pairs) { columns.groupOfPair[$0] ?? 0 }
    groups = pairsOfGroup.keys.map { (number: $0, values: space.values(of: $0)) }
      .sorted { $0.values.lexicographicallyPrecedes($1.values) }
    let names = aggregation.spaces[columns.pairing.contenders]
    contenders = columns.contenders.indices.filter { !columns.contenders[$0].isPresent.isEmpty }
      .map { (number: $0, value: names.values(of: $0)) }
      .sorted { $0.value.lexicographicallyPrecedes($1.value) }
      .map { (number: $0.number, name: $0.value.first?.text ?? "") }
    baselines = aggregation.question.configuration.baselines.compactMap { [contenders] name in
      contenders.first { $0.name == name }
    }
  }

  /// The comparisons in a group: by metric and ratio as asked for, by baseline, then by the compared value.
  func comparisons(in group: (number: Int, values: [KeyValue])) -> [Comparison] {
    let pairs = pairsOfGroup[group.number, default: []]
    let present = contenders.filter { contender in pairs.contains { columns.has(contender.number, $0) } }
    return question.quantities.indices.flatMap { index in
      baselines.flatMap { baseline in
        var comparisons = present.filter { $0.number != baseline.number }.map { contender in
          var comparison = Comparison()
          comparison.by = Group(columns.pairing.fields, group.values)
          comparison.metric = question.quantities[index].name
          comparison.confidence = rule.confidence
          compare(contender, baseline, pairs, index, &comparison)
          return comparison
        }
        adjust(&comparisons)
        return comparisons
      }
    }
  }

  private func compare(
    _ contender: Contender, _ baseline: Contender, _ pairs: [Int], _ index: Int, _ comparison: inout Comparison
  ) {
    (comparison.a, comparison.b) = (contender.name, baseline.name)
    var (sample, differences, ratio) = (PairedSample(), RatioOfSums(), RatioOfSums())
    var (records, cluster) = (0, Int?.none)
    for pair in pairs {
      records += [contender, baseline].count { columns.has($0.number, pair) }
      let (a, b) = (columns.value(contender.number, pair, index), columns.value(baseline.number, pair, index))
      if a.isNaN || b.isNaN { continue }
      sample.add(a, b)
      // Pairs of a cluster stand side by side.
      if rule.clusterFields.isEmpty || cluster != columns.clusterOfPair[pair] {
        cluster = columns.clusterOfPair[pair]
        _ = (differences.openCluster(), ratio.openCluster())
      }
      differences.add(numerator: a - b, denominator: 1, cluster: differences.clusterCount - 1)
      ratio.add(numerator: a, denominator: b, cluster: ratio.clusterCount - 1)
    }
    comparison.pairs = sample.count
    comparison.unpaired = records - 2 * sample.count
    var reasons = Reasons()
    if question.quantities[index].denominator == nil {
      setDifference(sample, differences, &comparison, &reasons)
    } else {
      setRatio(ratio, &comparison, &reasons)
    }
    let test = reasons.value { () throws(Undefined) in try sample.wilcoxonTest() }
    comparison.statistic = test?.statistic
    comparison.p = test?.p
    comparison.reason = reasons.text
  }

  private func setDifference(
    _ sample: PairedSample, _ differences: RatioOfSums, _ comparison: inout Comparison, _ reasons: inout Reasons
  ) {
    let moments = sample.differences
    comparison.meanDifference = moments.mean
    let interval: Interval?
    if rule.clusterFields.isEmpty {
      comparison.ciMethod = IntervalRule.student
      interval = reasons.value { () throws(Undefined) in try moments.studentInterval(confidence: rule.confidence) }
    } else {
      comparison.ciMethod = rule.bootstrapName(of: "pairs")
      let bootstrap = rule.bootstrap(comparison.by, comparison.metric, comparison.a, comparison.b)
      interval = reasons.value { () throws(Undefined) in try differences.interval(bootstrap).interval }
    }
    comparison.ciLow = interval?.lower
    comparison.ciHigh = interval?.upper
    comparison.effectSize = reasons.value { () throws(Undefined) in try sample.standardizedMeanDifference() }
    comparison.test = "Wilcoxon signed-rank"
  }

  /// A ratio is compared by how its numerator grows or shrinks: what it is divided by belongs to the pair.
  private func setRatio(_ ratio: RatioOfSums, _ comparison: inout Comparison, _ reasons: inout Reasons) {
    comparison.ciMethod = rule.bootstrapName(of: "pairs")
    let bootstrap = rule.bootstrap(comparison.by, comparison.metric, comparison.a, comparison.b)
    let found = reasons.value { () throws(Undefined) in try ratio.interval(bootstrap) }
    comparison.ratioOfSums = ratio.value
    comparison.ratioLow = found?.interval.lower
    comparison.ratioHigh = found?.interval.upper
    comparison.test = "Wilcoxon signed-rank, of the numerators"
    reasons.add("ratios are compared by ratio_of_sums, not by a difference")
  }

  private func adjust(_ comparisons: inout [Comparison]) {
    let tested = comparisons.indices.filter { comparisons[$0].p != nil }
    for (index, p) in zip(tested, PValueAdjustment.holm.adjusted(tested.compactMap { comparisons[$0].p })) {
      comparisons[index].pAdjusted = p
    }
  }
}
