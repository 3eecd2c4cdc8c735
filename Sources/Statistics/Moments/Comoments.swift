import Glibc

/// The linear correlation of a stream of pairs in constant memory, mergeable in any grouping; sums about the first pair
/// as in `Moments`.
public struct Comoments: Sendable, Equatable {
  public private(set) var count = 0
  private var origin = (x: 0.0, y: 0.0)
  private var x = CompensatedSum()
  private var y = CompensatedSum()
  private var xx = CompensatedSum()
  private var yy = CompensatedSum()
  private var xy = CompensatedSum()

  public init() {}

  public static func == (a: Self, b: Self) -> Bool {
    a.count == b.count && a.origin == b.origin && a.x == b.x && a.y == b.y && a.xx == b.xx && a.yy == b.yy && a.xy == b.xy
  }

  /// Adds one pair of finite values.
  public mutating func add(_ x: Double, _ y: Double) {
    if count == 0 { origin = (x, y) }
    count += 1
    self.x.addDifference(x, origin.x)
    self.y.addDifference(y, origin.y)
    let (dx, dy) = (x - origin.x, y - origin.y)
    xx.add(dx * dx)
    yy.add(dy * dy)
    xy.add(dx * dy)
  }

  /// Adds the pairs another stream has seen.
  public mutating func merge(_ other: Comoments) {
    guard count > 0 else { return self = other }
    guard other.count > 0 else { return }
    let (n, s, t) = (Double(other.count), other.origin.x - origin.x, other.origin.y - origin.y)
    let (a, b) = (other.x.value, other.y.value)
    for (sum, moved) in [(\Self.xx, s * (2 * a + n * s)), (\.yy, t * (2 * b + n * t)), (\.xy, s * b + t * (a + n * s))] {
      self[keyPath: sum].add(other[keyPath: sum])
      self[keyPath: sum].add(moved)
    }
    x.add(other.x)
    x.add(n * s)
    y.add(other.y)
    y.add(n * t)
    count += other.count
  }

  /// Pearson's correlation; undefined below two pairs and where one side is constant.
  public func correlation() throws(Undefined) -> Double {
    guard count > 0 else { throw .noValues }
    guard count > 1 else { throw .singleValue }
    let n = Double(count)
    let squareX = xx.value - x.value * (x.value / n)
    let squareY = yy.value - y.value * (y.value / n)
    let product = xy.value - x.value * (y.value / n)
    guard (squareX + squareY + product).isFinite else { throw .notFinite }
    guard squareX > 0, squareY > 0 else { throw .equalValues }
    return min(max(product / squareX.squareRoot() / squareY.squareRoot(), -1), 1)
  }

  /// Test that the pairs are uncorrelated: t = r·√((n − 2)/(1 − r²)), exact for normal pairs, with r itself as the
  /// statistic. Of ranks it is Spearman's test.
  public func correlationTest() throws(Undefined) -> TestResult {
    let r = try correlation()
    guard count > 2 else { throw .fewerValues(than: 3) }
    let freedom = Double(count - 2)
    let t = r * (freedom / ((1 - r) * (1 + r))).squareRoot()
    return TestResult(statistic: r, p: StudentDistribution(degreesOfFreedom: freedom).twoSidedP(t))
  }

  /// Interval of Pearson's correlation by Fisher's transformation (1921): artanh r is nearly normal with variance
  /// 1/(n − 3).
  public func correlationInterval(confidence: Double) throws(Undefined) -> Interval {
    let r = try correlation()
    guard count > 3 else { throw .fewerValues(than: 4) }
    let reach = StandardNormal().upperTailQuantile((1 - confidence) / 2) / Double(count - 3).squareRoot()
    return Interval(lower: tanh(atanh(r) - reach), upper: tanh(atanh(r) + reach))
  }
}
