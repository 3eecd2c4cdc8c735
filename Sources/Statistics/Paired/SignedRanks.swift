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
    var keys = ContiguousArray<UInt64>()
    for pair in sample.pairs where pair.a != pair.b {
      let difference = pair.a - pair.b
      guard difference.isFinite else { throw .notFinite }
      keys.append(difference.magnitude.bitPattern << 1 | (difference < 0 ? 1 : 0))
    }
    zeros = sample.count - keys.count
    guard !keys.isEmpty else { throw .zeroDifferences }
    radixSort(&keys)
    doubledRanks.reserveCapacity(keys.count)
    rank(keys)
  }

  /// `sorted`: the bits of each absolute difference, which order as it does, followed by one for its sign.
  private mutating func rank(_ sorted: ContiguousArray<UInt64>) {
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end] >> 1 == sorted[start] >> 1 { end += 1 }
      let doubled = start + 1 + end
      for index in start..<end {
        doubledRanks.append(doubled)
        if sorted[index] & 1 == 0 { positive += Double(doubled) / 2 } else { negative += Double(doubled) / 2 }
      }
      let tied = Double(end - start)
      tieTerm += tied * tied * tied - tied
      start = end
    }
  }
}
