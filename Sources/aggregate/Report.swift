import CommandSupport
import Records
import StreamIO

/// All that is written about what was read, in its order: grouping by grouping what is said of each group, then the
/// groups beside each other, then sentences about all of it.
struct Report {
  private let aggregation: Aggregation
  private let threads: Int
  private var findings: Findings
  private var front: [ParetoPoint] = []

  init(_ aggregation: Aggregation, threads: Int) {
    (self.aggregation, self.threads) = (aggregation, threads)
    findings = Findings(aggregation.question)
  }

  mutating func write(to output: inout TableOutput) throws(Failure) {
    for index in aggregation.groups.indices { try writeGroups(index, to: &output) }
    for var point in front { try output.write(&point) }
    for pairs in aggregation.pairs {
      let comparisons = Comparisons(aggregation, pairs)
      try each(comparisons.groups, { comparisons.comparisons(in: $0) }) { comparison throws(Failure) in
        try output.write(&comparison)
        findings.add(comparison)
      }
      guard aggregation.question.configuration.isRankingWanted else { continue }
      try each(comparisons.groups, { comparisons.rankings(in: $0) }) { rankings throws(Failure) in
        for index in rankings.indices { try output.write(&rankings[index]) }
        findings.add(rankings)
      }
    }
    for var insight in findings.insights { try output.write(&insight) }
  }

  private mutating func writeGroups(_ index: Int, to output: inout TableOutput) throws(Failure) {
    let summaries = Summaries(aggregation, aggregation.groups[index])
    let (distributions, points) = (aggregation.distributions[index], aggregation.points[index])
    let objectives = ParetoFront(aggregation.question)
    var judged: [[Summary]] = []
    try each(summaries.groups, { [summaries.summaries(of: $0)] }) { group throws(Failure) in
      for index in group.indices { try output.write(&group[index]) }
      if objectives.isWanted { judged.append(group) }
    }
    front += objectives.points(judged)
    try each(summaries.groups, { distributions.bins(of: $0) }) { bin throws(Failure) in try output.write(&bin) }
    try each(summaries.groups, { points.correlations(of: $0) }) { correlation throws(Failure) in
      try output.write(&correlation)
      findings.add(correlation)
    }
    try each(summaries.groups, { points.trends(of: $0) }) { trend throws(Failure) in
      try output.write(&trend)
      findings.add(trend)
    }
  }

  /// What each item becomes, made on all threads and passed on in order.
  private func each<Item: Sendable, Made: Sendable>(
    _ items: [Item], _ make: @escaping @Sendable (Item) -> [Made], _ pass: (inout Made) throws(Failure) -> Void
  ) throws(Failure) {
    var next = items.makeIterator()
    try orderedMap(
      threads: threads, makeState: { () throws(Failure) in () },
      produce: { () throws(Failure) in next.next() },
      transform: { (_: inout Void, item: Item) throws(Failure) in make(item) },
      consume: { (made: [Made]) throws(Failure) in for var one in made { try pass(&one) } })
  }
}
