import Records
import StreamIO
import Statistics

/// The summaries of one --by, group by group.
struct Summaries: Sendable {
  private let question: Question
  private let statistics: GroupStatistics
  private let rule: IntervalRule
  /// The groups in the order of their values.
  let groups: [(number: Int, values: [KeyValue])]
  private let cellsOfGroup: [Int: [Int]]

  init(_ aggregation: Aggregation, _ statistics: GroupStatistics) {
    (question, self.statistics) = (aggregation.question, statistics)
    rule = IntervalRule(aggregation.question)
    groups = aggregation.spaces[statistics.grouping.groups].inOrder(
      statistics.groups.indices.filter { statistics.groups[$0].records > 0 })
    // Which draws a cluster gets must not depend on the order of the records.
    var cells = Array(statistics.cells.indices)
    if let column = statistics.grouping.cells {
      let space = aggregation.spaces[column]
      cells.sort { space.precedes(statistics.cells[$0].key, statistics.cells[$1].key) }
    }
    cellsOfGroup = Dictionary(grouping: cells) { statistics.cells[$0].group }
  }

  /// The summaries of a group, in the order in which metrics and ratios were asked for.
  func summaries(of group: (number: Int, values: [KeyValue])) -> [Summary] {
    let info = statistics.groups[group.number]
    return question.quantities.indices.map { index in
      var summary = Summary()
      var reasons = Reasons()
      summary.by = Group(statistics.grouping.fields, group.values)
      summary.metric = question.quantities[index].name
      summary.n = statistics.count(group.number, index)
      summary.missing = info.records - summary.n
      summary.confidence = rule.confidence
      summary.weight = question.configuration.weight
      if info.saysModelled > 0, let name = question.configuration.modelled {
        summary.modelled = NamedShare(name: name, share: Double(info.modelled) / Double(info.records))
      }
      if question.quantities[index].denominator == nil {
        describe(statistics.values(group.number, metric: index), &summary, &reasons)
      } else {
        reasons.add("a \(summary.weight == nil ? "ratio of sums" : "weighted mean") has no quantiles")
      }
      setInterval(group.number, index, &summary, &reasons)
      summary.reason = reasons.text
      return summary
    }
  }

  private func describe(_ values: GroupStatistics.Values, _ summary: inout Summary, _ reasons: inout Reasons) {
    summary.sum = values.moments.sum
    summary.mean = values.moments.mean
    summary.sd = values.moments.standardDeviation
    summary.minimum = values.moments.minimum
    summary.maximum = values.moments.maximum
    if let quantiles = values.quantiles.quantiles([0.05, 0.25, 0.5, 0.75, 0.95]) {
      summary.p05 = quantiles[0]
      summary.p25 = quantiles[1]
      summary.median = quantiles[2]
      summary.p75 = quantiles[3]
      summary.p95 = quantiles[4]
    }
    if !values.quantiles.isExact { summary.rankError = Double(values.quantiles.rankErrorBound) / Double(summary.n) }
    if let shape = values.shape {
      summary.skewness = reasons.value { () throws(Undefined) in try shape.skewness() }
      summary.kurtosis = reasons.value { () throws(Undefined) in try shape.excessKurtosis() }
      summary.normalityP = reasons.value { () throws(Undefined) in try shape.normalityTest().p }
      (summary.lowOutliers, summary.highOutliers) = values.quantiles.outliers().map { ($0.low, $0.high) } ?? (nil, nil)
    }
    if summary.mean == nil { reasons.add(summary.n == 0 ? Undefined.noValues : .notFinite) }
    if summary.sd == nil, summary.n > 1 { reasons.add(Undefined.notFinite) }
  }

  private func setInterval(_ group: Int, _ index: Int, _ summary: inout Summary, _ reasons: inout Reasons) {
    let ratio = question.isResampled(index) ? sums(group, index) : RatioOfSums()
    if question.quantities[index].denominator != nil { summary.mean = ratio.value }
    let interval: Interval?
    if rule.method == .wilson {
      summary.ciMethod = IntervalRule.wilson
      let (successes, trials) =
        question.quantities[index].denominator == nil ? (summary.sum ?? 0, Double(summary.n)) : ratio.sums
      interval = reasons.value { () throws(Undefined) in
        try Interval.wilson(successes, of: trials, confidence: rule.confidence)
      }
    } else if question.isResampled(index) {
      summary.ciMethod = rule.bootstrapName(of: "records")
      let bootstrap = rule.bootstrap(summary.by, summary.metric)
      interval = reasons.value { () throws(Undefined) in try ratio.interval(bootstrap).interval }
    } else {
      summary.ciMethod = IntervalRule.student
      let moments = statistics.values(group, metric: index).moments
      interval = reasons.value { () throws(Undefined) in try moments.studentInterval(confidence: rule.confidence) }
    }
    summary.ciLow = interval?.lower
    summary.ciHigh = interval?.upper
  }

  private func sums(_ group: Int, _ index: Int) -> RatioOfSums {
    var ratio = RatioOfSums()
    for cell in cellsOfGroup[group, default: []] {
      if let sums = statistics.sums(cell: cell, index) { _ = ratio.openCluster(sums) }
    }
    return ratio
  }
}
