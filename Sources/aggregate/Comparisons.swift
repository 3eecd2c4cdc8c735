import Records
import Statistics
import StreamIO

/// The comparisons with each baseline in the groups of one --by.
struct Comparisons: Sendable {
  private let question: Question
  private let columns: PairedColumns
  private let rule: IntervalRule
  /// The groups in the order of their values.
  let groups: [(number: Int, values: [KeyValue])]
  private let pairsOfGroup: [Int: [Int]]
  private typealias Contender = PairedColumns.NamedContender
  private let contenders: [Contender]
  private let baselines: [Contender]

  init(_ aggregation: Aggregation, _ columns: PairedColumns) {
    (question, self.columns) = (aggregation.question, columns)
    rule = IntervalRule(aggregation.question)
    let pairSpace = aggregation.spaces[columns.pairing.pairs]
    let clusterSpace = columns.pairing.clusters.map { aggregation.spaces[$0] }
    // Which draws a pair or cluster gets must not depend on the order of the records.
    let pairs = columns.groupOfPair.indices.filter { columns.groupOfPair[$0] != nil }.sorted { a, b in
      let (clusterOfA, clusterOfB) = (columns.clusterOfPair[a], columns.clusterOfPair[b])
      if let clusterSpace, clusterOfA != clusterOfB { return clusterSpace.precedes(clusterOfA, clusterOfB) }
      return pairSpace.precedes(a, b)
    }
    pairsOfGroup = Dictionary(grouping: pairs) { columns.groupOfPair[$0] ?? 0 }
    groups = aggregation.spaces[columns.pairing.groups].inOrder(pairsOfGroup.keys)
    contenders = columns.named(in: aggregation.spaces[columns.pairing.contenders])
    baselines = aggregation.question.configuration.baselines.compactMap { [contenders] name in
      contenders.first { $0.name.exact == name.exact }
    }
  }

  /// The comparisons in a group: by metric and ratio as asked for, by baseline, then by the compared value.
  func comparisons(in group: (number: Int, values: [KeyValue])) -> [Comparison] {
    let pairs = pairsOfGroup[group.number, default: []]
    let present = present(in: pairs)
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

  /// The rankings in a group: by metric, then by the value ranked. Of a ratio the numerators are ranked.
  func rankings(in group: (number: Int, values: [KeyValue])) -> [[Ranking]] {
    let pairs = pairsOfGroup[group.number, default: []]
    let present = present(in: pairs)
    return question.quantities.indices.map { index in
      var (ranks, reasons) = (FriedmanRanks(contenders: present.count), Reasons())
      for pair in pairs {
        let values = ContiguousArray(present.map { columns.value($0.number, pair, index) })
        if !values.contains(where: \.isNaN) { ranks.add(values) }
      }
      let test = reasons.value { () throws(Undefined) in try ranks.test() }
      let confidence = rule.confidence
      let difference = reasons.value { () throws(Undefined) in try ranks.criticalDifference(confidence: confidence) }
      let (meanRanks, least) = (ranks.meanRanks, ranks.meanRanks.min() ?? 0)
      return present.enumerated().map { place, contender in
        var (ranking, reasons) = (Ranking(), reasons)
        ranking.by = Group(columns.pairing.fields, group.values)
        ranking.metric = question.quantities[index].name
        ranking.contender = contender.name
        ranking.meanRank = meanRanks.isEmpty ? nil : meanRanks[place]
        (ranking.contenders, ranking.n, ranking.incomplete) = (present.count, ranks.blocks, pairs.count - ranks.blocks)
        ranking.test += rule.independenceClaim
        (ranking.statistic, ranking.p) = (test?.statistic, test?.p)
        (ranking.criticalDifference, ranking.confidence) = (difference, confidence)
        ranking.firstP = ranking.meanRank.flatMap { rank in
          reasons.value { () throws(Undefined) in try ranks.nemenyiP(rank - least) }
        }
        ranking.reason = reasons.text
        return ranking
      }
    }
  }

  private func present(in pairs: [Int]) -> [Contender] {
    contenders.filter { contender in pairs.contains { columns.has(contender.number, $0) } }
  }

  private func compare(
    _ contender: Contender, _ baseline: Contender, _ pairs: [Int], _ index: Int, _ comparison: inout Comparison
  ) {
    (comparison.a, comparison.b) = (contender.name, baseline.name)
    var sample = ClusteredPairs()
    var (records, cluster) = (0, Int?.none)
    for pair in pairs {
      records += [contender, baseline].count { columns.has($0.number, pair) }
      let (a, b) = (columns.value(contender.number, pair, index), columns.value(baseline.number, pair, index))
      if a.isNaN || b.isNaN { continue }
      // Pairs of a cluster stand side by side.
      sample.add(a, b, isOfNext: rule.clusterFields.isEmpty || cluster != columns.clusterOfPair[pair])
      cluster = columns.clusterOfPair[pair]
    }
    comparison.pairs = sample.pairs.count
    comparison.unpaired = records - 2 * sample.pairs.count
    var reasons = Reasons()
    let isRatio = question.quantities[index].denominator != nil
    if isRatio { setRatio(sample, &comparison, &reasons) } else { setDifference(sample, &comparison, &reasons) }
    setTest(sample, isRatio: isRatio, &comparison, &reasons)
    comparison.reason = reasons.text
  }

  private func setDifference(_ sample: ClusteredPairs, _ comparison: inout Comparison, _ reasons: inout Reasons) {
    let moments = sample.pairs.differences
    comparison.meanDifference = moments.mean
    comparison.meanOfB = sample.meanOfB
    let interval: Interval?
    if rule.resamplesPairs {
      comparison.ciMethod = rule.bootstrapName(of: "pairs")
      // The same draws for a and b as for b and a, whose interval is then the same but for its sign.
      let (first, second) = (min(comparison.a.exact, comparison.b.exact).text, max(comparison.a.exact, comparison.b.exact).text)
      let bootstrap = rule.bootstrap(comparison.by, comparison.metric, first, second)
      interval = reasons.value { () throws(Undefined) in try sample.differences.interval(bootstrap).interval }
    } else {
      comparison.ciMethod = IntervalRule.student
      interval = reasons.value { () throws(Undefined) in try moments.studentInterval(confidence: rule.confidence) }
    }
    comparison.ciLow = interval?.lower
    comparison.ciHigh = interval?.upper
    comparison.cliffsDelta = reasons.value { () throws(Undefined) in try sample.pairs.cliffsDelta() }
  }

  /// A ratio is compared by how its numerator grows or shrinks: what it is divided by belongs to the pair.
  private func setRatio(_ sample: ClusteredPairs, _ comparison: inout Comparison, _ reasons: inout Reasons) {
    comparison.ciMethod = rule.bootstrapName(of: "pairs")
    let bootstrap = rule.bootstrap(comparison.by, comparison.metric, comparison.a, comparison.b)
    let found = reasons.value { () throws(Undefined) in try sample.ratio.interval(bootstrap) }
    comparison.ratioOfSums = sample.ratio.value
    comparison.ratioLow = found?.interval.lower
    comparison.ratioHigh = found?.interval.upper
    reasons.add("ratios are compared by ratio_of_sums, not by a difference")
  }

  private func setTest(
    _ sample: ClusteredPairs, isRatio: Bool, _ comparison: inout Comparison, _ reasons: inout Reasons
  ) {
    let tested = sample.independentPairs
    let isSummed = tested.count < sample.pairs.count
    let of = (isRatio ? ", of the numerators" : "") + (isSummed ? ", of cluster means" : "")
    switch question.configuration.test {
    case .wilcoxon:
      comparison.test = "Wilcoxon signed-rank" + of
      let test = reasons.value { () throws(Undefined) in try tested.wilcoxonTest() }
      (comparison.statistic, comparison.p) = (test?.statistic, test?.p)
      comparison.pMethod = test.map { $0.isExact ? "exact" : "normal" }
      comparison.zeros = test?.zeros
    case .student:
      comparison.test = "paired t" + of
      let test = reasons.value { () throws(Undefined) in try tested.studentTest() }
      (comparison.statistic, comparison.p) = (test?.statistic, test?.p)
      comparison.pMethod = test.map { _ in "t" }
    }
    comparison.effectSize = reasons.value { () throws(Undefined) in try sample.pairs.standardizedMeanDifference() }
    comparison.rankBiserial = reasons.value { () throws(Undefined) in try tested.rankBiserialCorrelation() }
  }

  private func adjust(_ comparisons: inout [Comparison]) {
    let adjustment = question.configuration.adjustment
    let tested = comparisons.indices.filter { comparisons[$0].p != nil }
    for (index, p) in zip(tested, adjustment.family.adjusted(tested.compactMap { comparisons[$0].p })) {
      comparisons[index].pAdjusted = p
      comparisons[index].adjustment = adjustment.rawValue
    }
  }
}

extension Adjustment {
  var family: PValueAdjustment { self == .holm ? .holm : .benjaminiHochberg }
}
