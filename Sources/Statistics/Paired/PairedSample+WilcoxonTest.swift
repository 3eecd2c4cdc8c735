/// Outcome of a two-sided signed-rank test, with how ties and zeros were met.
public struct SignedRankTest: Sendable, Equatable {
  /// The smaller of the two rank sums.
  public let statistic: Double
  public let p: Double
  /// Differences of zero, which are dropped.
  public let zeros: Int
  /// Whether absolute differences were equal, so that they share ranks.
  public let isTied: Bool
  /// Whether p is exact rather than a normal approximation.
  public let isExact: Bool
}

extension PairedSample {
  /// Wilcoxon signed-rank test that the differences are symmetric about zero (Wilcoxon 1945, doi:10.2307/3001968).
  ///
  /// As SciPy's `wilcoxon` with its defaults: zeros are dropped; p is exact for up to 50 pairs without ties and zeros
  /// and up to 13 with them, otherwise normal with tie correction and without continuity correction. Differences that
  /// rounding alone may tell apart are tied, so that a unit of the values decides nothing (SciPy advises to round them).
  /// Undefined where no difference is left.
  public func wilcoxonTest() throws(Undefined) -> SignedRankTest {
    let ranks = try SignedRanks(self)
    let isTied = ranks.tieTerm > 0
    let isExact = count <= (isTied || ranks.zeros > 0 ? 13 : 50)
    return SignedRankTest(
      statistic: min(ranks.positive, ranks.negative), p: isExact ? ranks.exactP : ranks.normalP, zeros: ranks.zeros,
      isTied: isTied, isExact: isExact)
  }

  /// Matched-pairs rank-biserial correlation, the difference of the rank sums over their total, −1...1 (Kerby 2014,
  /// doi:10.2466/11.IT.3.1). Undefined where the Wilcoxon test is.
  public func rankBiserialCorrelation() throws(Undefined) -> Double {
    let ranks = try SignedRanks(self)
    return (ranks.positive - ranks.negative) / (ranks.positive + ranks.negative)
  }
}

extension SignedRanks {
  /// Twice the smaller tail of the rank sum over all 2ⁿ signs, which are equally likely when the hypothesis holds.
  ///
  /// Counts stay below 2⁵⁰, so that doubles hold them exactly.
  fileprivate var exactP: Double {
    let total = doubledRanks.reduce(0, +)
    var ways = ContiguousArray<Double>(repeating: 0, count: total + 1)
    ways[0] = 1
    var reached = 0
    for rank in doubledRanks {
      reached += rank
      for sum in stride(from: reached, through: rank, by: -1) { ways[sum] += ways[sum - rank] }
    }
    let smaller = Int(2 * min(positive, negative))
    let tail = ways[...smaller].reduce(0, +)
    return min(1, 2 * tail / ways.reduce(0, +))
  }

  fileprivate var normalP: Double {
    let n = Double(count)
    let variance = (n * (n + 1) * (2 * n + 1) - tieTerm / 2) / 24
    return StandardNormal().twoSidedP((positive - n * (n + 1) / 4) / variance.squareRoot())
  }
}
