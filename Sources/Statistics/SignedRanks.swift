/// Ranks of the absolute differences of pairs, zeros dropped (Wilcoxon's own treatment), ties sharing their mean rank.
struct SignedRanks {
  /// Twice each rank, so that shared ranks are whole, in ascending order of absolute difference.
  private(set) var doubledRanks: ContiguousArray<Int> = []
  /// Sum of the ranks of the positive and of the negative differences.
  private(set) var positive = 0.0
  private(set) var negative = 0.0
  private(set) var zeros = 0
  /// Σ(t³ − t) over groups of t equal absolute differences; 0 without ties.
  private(set) var tieTerm = 0.0

  var count: Int { doubledRanks.count }

  init(_ sample: PairedSample) throws(Undefined) {
    guard sample.count > 0 else { throw .noValues }
    var differences = ContiguousArray<Double>()
    for pair in sample.pairs where pair.a != pair.b { differences.append(pair.a - pair.b) }
    guard differences.allSatisfy(\.isFinite) else { throw .notFinite }
    zeros = sample.count - differences.count
    guard !differences.isEmpty else { throw .zeroDifferences }
    differences.sort { abs($0) < abs($1) }
    doubledRanks.reserveCapacity(differences.count)
    rank(differences)
  }

  private mutating func rank(_ sorted: ContiguousArray<Double>) {
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, abs(sorted[end]) == abs(sorted[start]) { end += 1 }
      let doubled = start + 1 + end
      for index in start..<end {
        doubledRanks.append(doubled)
        if sorted[index] > 0 { positive += Double(doubled) / 2 } else { negative += Double(doubled) / 2 }
      }
      let tied = Double(end - start)
      tieTerm += tied * tied * tied - tied
      start = end
    }
  }
}
