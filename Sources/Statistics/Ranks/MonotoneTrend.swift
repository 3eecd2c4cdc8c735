/// Whether and how fast y rises with x, by the order of the points alone: Kendall's rank correlation with the test of
/// Mann (1945, doi:10.2307/1907187), and the slope of Theil and Sen (1968, doi:10.2307/2285891). 16 bytes a point and 64
/// more at work; O(n log n), times 64 for a slope. Every order is decided exactly, however the values differ in size.
public struct MonotoneTrend: Sendable {
  /// By x ascending, then by y descending, so that no pair of equal x rises.
  private let points: ContiguousArray<(x: Double, y: Double)>
  /// Pairs of points that differ in x.
  private let slopes: Int
  private let concordant: Int
  private let discordant: Int
  private let tiesOfX: Ties
  private let tiesOfY: Ties

  /// - Parameter points: at least two, all finite, neither all x nor all y equal; else it throws.
  public init(_ points: ContiguousArray<(x: Double, y: Double)>) throws(Undefined) {
    guard !points.isEmpty else { throw .noValues }
    guard points.count > 1 else { throw .singleValue }
    self.points = ContiguousArray(points.sorted { $0.x != $1.x ? $0.x < $1.x : $0.y > $1.y })
    let (x, y) = (self.points.map(\.x), self.points.map(\.y).sorted())
    guard x.allSatisfy(\.isFinite), y.allSatisfy(\.isFinite) else { throw .notFinite }
    (tiesOfX, tiesOfY) = (Ties(sorted: x), Ties(sorted: y))
    let pairs = points.count * (points.count - 1) / 2
    slopes = pairs - tiesOfX.pairs
    guard slopes > 0, tiesOfY.pairs < pairs else { throw .equalValues }
    var counter = RiseCounter(self.points)
    concordant = counter.rises(above: 0)
    discordant = slopes - concordant - (tiesOfY.pairs - Self.equalPairs(self.points))
  }

  public var count: Int { points.count }

  /// The test of τ_b: exact without ties for up to 33 points or when all but one pair agree, otherwise normal with tie
  /// correction and without continuity correction, as SciPy's `kendalltau`.
  public func test() -> TestResult {
    let pairs = count * (count - 1) / 2
    let excess = Double(concordant - discordant)
    let tau = excess / Double(slopes).squareRoot() / Double(pairs - tiesOfY.pairs).squareRoot()
    let isTied = tiesOfX.pairs > 0 || tiesOfY.pairs > 0
    let rarer = min(concordant, discordant)
    if !isTied, count <= 33 || rarer <= 1 {
      return TestResult(statistic: tau, p: exactP(inversions: rarer, pairs: pairs))
    }
    let (n, m) = (Double(count), 2 * Double(pairs))
    var variance = (m * (2 * n + 5) - tiesOfX.spread - tiesOfY.spread) / 18
    variance += 2 * Double(tiesOfX.pairs) * Double(tiesOfY.pairs) / m
    if count > 2 { variance += tiesOfX.triples * tiesOfY.triples / (9 * m * (n - 2)) }
    return TestResult(statistic: tau, p: StandardNormal().twoSidedP(excess / variance.squareRoot()))
  }

  /// The median of the slopes of all pairs of points that differ in x, as SciPy's `theilslopes`.
  public func slope() throws(Undefined) -> Double {
    var counter = RiseCounter(points)
    let middle = (slopes - 1) / 2
    let median = try slope(at: middle, &counter)
    return slopes % 2 == 1 ? median : median / 2 + (try slope(at: middle + 1, &counter)) / 2
  }

  /// Sen's interval of the slope: the slopes at the ranks that the normal distribution of Kendall's statistic gives.
  /// Undefined where so many values are equal that Sen's variance of it is not positive.
  public func slopeInterval(confidence: Double) throws(Undefined) -> Interval {
    let n = Double(count)
    let variance = (n * (n - 1) * (2 * n + 5) - tiesOfX.spread - tiesOfY.spread) / 18
    guard variance > 0 else { throw .tooManyTies }
    let reach = StandardNormal().upperTailQuantile((1 - confidence) / 2) * variance.squareRoot()
    let upper = min(Int(((Double(slopes) + reach) / 2).rounded(.toNearestOrEven)), slopes - 1)
    let lower = max(Int(((Double(slopes) - reach) / 2).rounded(.toNearestOrEven)) - 1, 0)
    var counter = RiseCounter(points)
    return Interval(lower: try slope(at: lower, &counter), upper: try slope(at: upper, &counter))
  }

  /// The slope at a place counted from 0: the least one that more than `place` slopes do not exceed, by halving the
  /// doubles between the bounds of all slopes (Shamos's counting of inversions instead of listing n² slopes).
  private func slope(at place: Int, _ counter: inout RiseCounter) throws(Undefined) -> Double {
    if place >= discordant, place < slopes - concordant { return 0 }
    let steepest = counter.steepest
    guard steepest.isFinite else { throw .notFinite }
    var (least, most) = ((-steepest).orderedKey, steepest.orderedKey)
    while least < most {
      let middle = least + (most - least) / 2
      if slopes - counter.rises(above: Double(orderedKey: middle)) > place { most = middle } else { least = middle + 1 }
    }
    let slope = counter.slope(nearest: Double(orderedKey: least))
    guard slope.isFinite else { throw .notFinite }
    return slope
  }

  private func exactP(inversions: Int, pairs: Int) -> Double {
    guard 2 * inversions < pairs else { return 1 }
    // Probability of each number of inversions among permutations of growing length.
    var chances = ContiguousArray<Double>(repeating: 0, count: inversions + 1)
    chances[0] = 1
    for length in stride(from: 2, through: count, by: 1) {
      var (window, next) = (0.0, chances)
      for k in chances.indices {
        window += chances[k]
        if k >= length { window -= chances[k - length] }
        next[k] = window / Double(length)
      }
      chances = next
    }
    return min(1, 2 * chances.reduce(0, +))
  }

  /// Pairs of points equal in x and y.
  private static func equalPairs(_ points: ContiguousArray<(x: Double, y: Double)>) -> Int {
    var (pairs, run) = (0, 0)
    for (a, b) in zip(points, points.dropFirst()) {
      run = a == b ? run + 1 : 0
      pairs += run
    }
    return pairs
  }
}

/// What groups of t equal values add to the moments of Kendall's statistic.
private struct Ties {
  /// Σ t(t − 1)/2.
  var pairs = 0
  /// Σ t(t − 1)(t − 2).
  var triples = 0.0
  /// Σ t(t − 1)(2t + 5).
  var spread = 0.0

  init(sorted values: some Sequence<Double>) {
    var (last, run) = (Double.nan, 0)
    for value in values {
      if value != last {
        close(run)
        (last, run) = (value, 0)
      }
      run += 1
    }
    close(run)
  }

  private mutating func close(_ run: Int) {
    let t = Double(run)
    pairs += run * (run - 1) / 2
    triples += t * (t - 1) * (t - 2)
    spread += t * (t - 1) * (2 * t + 5)
  }
}
