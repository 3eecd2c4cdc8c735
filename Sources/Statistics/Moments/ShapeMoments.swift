import Glibc

/// Skewness and kurtosis of a stream in constant memory, mergeable in any grouping; sums of powers about the first value
/// as in `Moments`, whose error grows with the fourth power of that value's distance from the mean in standard deviations.
public struct ShapeMoments: Sendable, Equatable {
  public private(set) var count = 0
  private var origin = 0.0
  private var first = CompensatedSum()
  /// Of scaled deviations, as those after it.
  private var second = CompensatedSum()
  private var third = CompensatedSum()
  private var fourth = CompensatedSum()
  private var scale = DeviationScale()

  public init() {}

  public mutating func add(_ value: Double) {
    if count == 0 { origin = value }
    count += 1
    first.addDifference(value, origin)
    var deviation = (value - origin) * scale.factor
    if DeviationScale.isExtreme(deviation) {
      multiplyPowers(by: scale.fit(value - origin, isFirst: second.high == 0))
      deviation = (value - origin) * scale.factor
    }
    let square = deviation * deviation
    second.add(square)
    third.add(square * deviation)
    fourth.add(square * square)
  }

  private mutating func multiplyPowers(by ratio: Double) {
    for _ in 0..<2 { second.multiply(by: ratio) }
    for _ in 0..<3 { third.multiply(by: ratio) }
    for _ in 0..<4 { fourth.multiply(by: ratio) }
  }

  /// Adds the values another stream has seen, their powers moved to this one's origin by the binomial theorem.
  public mutating func merge(_ other: ShapeMoments) {
    guard count > 0 else { return self = other }
    guard other.count > 0 else { return }
    let (n, move) = (Double(other.count), other.origin - origin)
    first.add(other.first)
    first.add(n * move)
    var other = other
    if other.second.high != 0 { multiplyPowers(by: scale.adopt(other.scale, isFirst: second.high == 0)) }
    let isFirst = second.high == 0 && other.second.high == 0
    if DeviationScale.isExtreme(move * scale.factor) { multiplyPowers(by: scale.fit(move, isFirst: isFirst)) }
    other.multiplyPowers(by: scale.factor / other.scale.factor)
    let (s, a, b, c) = (move * scale.factor, other.first.value * scale.factor, other.second.value, other.third.value)
    second.add(other.second)
    second.add(s * (2 * a + n * s))
    third.add(other.third)
    third.add(s * (3 * b + s * (3 * a + n * s)))
    fourth.add(other.fourth)
    fourth.add(s * (4 * c + s * (6 * b + s * (4 * a + n * s))))
    count += other.count
  }

  /// m₃/m₂^(3/2) of the central moments over n; undefined where all values are equal.
  public func skewness() throws(Undefined) -> Double {
    let (m2, m3, _) = try centralMoments()
    return try finite(m3 / m2 / m2.squareRoot())
  }

  /// m₄/m₂² − 3: 0 for a normal distribution; undefined where all values are equal.
  public func excessKurtosis() throws(Undefined) -> Double {
    let (m2, _, m4) = try centralMoments()
    return try finite(m4 / m2 / m2 - 3)
  }

  /// D'Agostino and Pearson's omnibus test of normality (1973, doi:10.1093/biomet/60.3.613): K² of skewness and kurtosis,
  /// each made nearly standard normal, against χ² with two degrees of freedom.
  ///
  /// Chosen because it needs no more than the moments, so that it holds for any number of values (Shapiro and Wilk's is
  /// tabulated up to 5,000), and because its level is right from 20 values on (Jarque and Bera's from thousands).
  public func normalityTest() throws(Undefined) -> TestResult {
    guard count == 0 || count >= 20 else { throw .fewerValues(than: 20) }
    let n = Double(count)
    let (skew, kurtosis) = (Self.normalSkewness(try skewness(), n), Self.normalKurtosis(try excessKurtosis() + 3, n))
    let statistic = skew * skew + kurtosis * kurtosis
    guard statistic.isFinite else { throw .notFinite }
    return TestResult(statistic: statistic, p: exp(-statistic / 2))
  }

  /// Johnson's S_U curve (D'Agostino 1970, doi:10.1093/biomet/57.3.679).
  private static func normalSkewness(_ skewness: Double, _ n: Double) -> Double {
    let y = skewness * ((n + 1) * (n + 3) / (6 * (n - 2))).squareRoot()
    let beta = 3 * (n * n + 27 * n - 70) * (n + 1) * (n + 3) / ((n - 2) * (n + 5) * (n + 7) * (n + 9))
    let w = (2 * (beta - 1)).squareRoot() - 1
    return asinh(y / (2 / (w - 1)).squareRoot()) / (0.5 * log(w)).squareRoot()
  }

  /// Wilson and Hilferty's cube root (Anscombe and Glynn 1983, doi:10.1093/biomet/70.1.227).
  private static func normalKurtosis(_ kurtosis: Double, _ n: Double) -> Double {
    let variance = 24 * n * (n - 2) * (n - 3) / ((n + 1) * (n + 1) * (n + 3) * (n + 5))
    let x = (kurtosis - 3 * (n - 1) / (n + 1)) / variance.squareRoot()
    let skewness =
      6 * (n * n - 5 * n + 2) / ((n + 7) * (n + 9)) * (6 * (n + 3) * (n + 5) / (n * (n - 2) * (n - 3))).squareRoot()
    let a = 6 + 8 / skewness * (2 / skewness + (1 + 4 / (skewness * skewness)).squareRoot())
    let root = cbrt((1 - 2 / a) / (1 + x * (2 / (a - 4)).squareRoot()))
    return (1 - 2 / (9 * a) - root) / (2 / (9 * a)).squareRoot()
  }

  private func finite(_ value: Double) throws(Undefined) -> Double {
    guard value.isFinite else { throw .notFinite }
    return value
  }

  private func centralMoments() throws(Undefined) -> (Double, Double, Double) {
    guard count > 0 else { throw .noValues }
    guard count > 1 else { throw .singleValue }
    let n = Double(count)
    let (d, s2, s3, s4) = (first.value / n * scale.factor, second.value / n, third.value / n, fourth.value / n)
    let m2 = s2 - d * d
    guard s4.isFinite, m2.isFinite else { throw .notFinite }
    guard s2 > 0 else { throw .equalValues }
    guard m2 > 0 else { throw .equalButForRounding }
    return (m2, s3 - d * (3 * s2 - 2 * d * d), s4 - d * (4 * s3 - d * (6 * s2 - 3 * d * d)))
  }
}
