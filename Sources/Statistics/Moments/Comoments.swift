import Glibc

/// The linear correlation of a stream of pairs in constant memory, mergeable in any grouping; sums about the first pair
/// as in `Moments`.
public struct Comoments: Sendable, Equatable {
  public private(set) var count = 0
  private var origin = (x: 0.0, y: 0.0)
  private var x = CompensatedSum()
  private var y = CompensatedSum()
  /// Of scaled deviations, as those after it.
  private var xx = CompensatedSum()
  private var yy = CompensatedSum()
  private var xy = CompensatedSum()
  private var scale = (x: DeviationScale(), y: DeviationScale())

  public init() {}

  public static func == (a: Self, b: Self) -> Bool {
    a.count == b.count && a.origin == b.origin && a.x == b.x && a.y == b.y && a.xx == b.xx && a.yy == b.yy && a.xy == b.xy
      && a.scale == b.scale
  }

  /// Adds one pair of finite values.
  public mutating func add(_ x: Double, _ y: Double) {
    if count == 0 { origin = (x, y) }
    count += 1
    self.x.addDifference(x, origin.x)
    self.y.addDifference(y, origin.y)
    fit(x - origin.x, y - origin.y, isFirst: (x: xx.high == 0, y: yy.high == 0))
    let (dx, dy) = ((x - origin.x) * scale.x.factor, (y - origin.y) * scale.y.factor)
    xx.add(dx * dx)
    yy.add(dy * dy)
    xy.add(dx * dy)
  }

  private mutating func fit(_ dx: Double, _ dy: Double, isFirst: (x: Bool, y: Bool)) {
    if DeviationScale.isExtreme(dx * scale.x.factor) { multiplySums(x: scale.x.fit(dx, isFirst: isFirst.x), y: 1) }
    if DeviationScale.isExtreme(dy * scale.y.factor) { multiplySums(x: 1, y: scale.y.fit(dy, isFirst: isFirst.y)) }
  }

  private mutating func multiplySums(x: Double, y: Double) {
    for _ in 0..<2 {
      xx.multiply(by: x)
      yy.multiply(by: y)
    }
    xy.multiply(by: x)
    xy.multiply(by: y)
  }

  /// Adds the pairs another stream has seen.
  public mutating func merge(_ other: Comoments) {
    guard count > 0 else { return self = other }
    guard other.count > 0 else { return }
    var other = other
    let (n, move) = (Double(other.count), (x: other.origin.x - origin.x, y: other.origin.y - origin.y))
    if other.xx.high != 0 { multiplySums(x: scale.x.adopt(other.scale.x, isFirst: xx.high == 0), y: 1) }
    if other.yy.high != 0 { multiplySums(x: 1, y: scale.y.adopt(other.scale.y, isFirst: yy.high == 0)) }
    fit(
      move.x, move.y,
      isFirst: (x: xx.high == 0 && other.xx.high == 0, y: yy.high == 0 && other.yy.high == 0))
    other.multiplySums(x: scale.x.factor / other.scale.x.factor, y: scale.y.factor / other.scale.y.factor)
    let (s, t) = (move.x * scale.x.factor, move.y * scale.y.factor)
    let (a, b) = (other.x.value * scale.x.factor, other.y.value * scale.y.factor)
    for (sum, moved) in [(\Self.xx, s * (2 * a + n * s)), (\.yy, t * (2 * b + n * t)), (\.xy, s * b + t * (a + n * s))] {
      self[keyPath: sum].add(other[keyPath: sum])
      self[keyPath: sum].add(moved)
    }
    x.add(other.x)
    x.add(n * move.x)
    y.add(other.y)
    y.add(n * move.y)
    count += other.count
  }

  /// Pearson's correlation; undefined below two pairs and where one side is constant.
  public func correlation() throws(Undefined) -> Double {
    guard count > 0 else { throw .noValues }
    guard count > 1 else { throw .singleValue }
    let n = Double(count)
    let (sumX, sumY) = (x.value * scale.x.factor, y.value * scale.y.factor)
    let squareX = xx.value - sumX * (sumX / n)
    let squareY = yy.value - sumY * (sumY / n)
    let product = xy.value - sumX * (sumY / n)
    guard (squareX + squareY + product).isFinite else { throw .notFinite }
    guard xx.value > 0, yy.value > 0 else { throw .equalValues }
    guard squareX > 0, squareY > 0 else { throw .equalButForRounding }
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
