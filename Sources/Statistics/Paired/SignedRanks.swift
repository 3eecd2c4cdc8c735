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
    var (keys, greatestDoubt) = (ContiguousArray<UInt64>(), 0.0)
    for pair in sample.pairs where pair.a != pair.b {
      let difference = PairedDifference(pair.a, pair.b)
      guard difference.value.isFinite else { throw .notFinite }
      keys.append(Self.key(difference.value.magnitude, isNegative: difference.value < 0))
      greatestDoubt = max(greatestDoubt, difference.doubt)
    }
    zeros = sample.count - keys.count
    guard !keys.isEmpty else { throw .zeroDifferences }
    radixSort(&keys)
    let mayRoundingPart = zip(keys, keys.dropFirst()).contains { a, b in
      a >> 1 != b >> 1 && Self.magnitude(b) - Self.magnitude(a) <= 2 * greatestDoubt
    }
    if mayRoundingPart { keys = Self.tiedKeys(sample) }
    doubledRanks.reserveCapacity(keys.count)
    rank(keys)
  }

  /// Orders as the absolute difference does; the last bit is that of its sign.
  private static func key(_ magnitude: Double, isNegative: Bool) -> UInt64 {
    magnitude.bitPattern << 1 | (isNegative ? 1 : 0)
  }

  private static func magnitude(_ key: UInt64) -> Double { Double(bitPattern: key >> 1) }

  /// The sorted keys, equal where rounding may be all that tells absolute differences apart.
  private static func tiedKeys(_ sample: PairedSample) -> ContiguousArray<UInt64> {
    let differences = sample.pairs.lazy.filter { $0.a != $0.b }.map { PairedDifference($0.a, $0.b) }
      .sorted { ($0.value.magnitude, $0.doubt) < ($1.value.magnitude, $1.doubt) }
    var first = differences[0]
    return ContiguousArray(
      differences.map { difference in
        if difference.value.magnitude - first.value.magnitude > difference.doubt + first.doubt { first = difference }
        return key(first.value.magnitude, isNegative: difference.value < 0)
      })
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
