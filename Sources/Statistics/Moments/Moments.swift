/// Count, mean, variance and extremes of a stream in constant memory, mergeable in any grouping.
///
/// Sums are taken about the first value and compensated, so that data with a large offset keep their digits (Chan,
/// Golub and LeVeque 1983, doi:10.1080/00031305.1983.10483115). The relative error of the variance is near
/// (1 + k²)·2⁻⁵³, k the distance of the first value from the mean in standard deviations.
///
/// Values should be finite: after a value that is not, or when a sum overflows, mean and variance are nil.
public struct Moments: Sendable, Equatable {
  public private(set) var count = 0
  private var origin = 0.0
  private var deviations = CompensatedSum()
  /// Of scaled deviations.
  private var squares = CompensatedSum()
  private var scale = DeviationScale()
  private var least = Double.infinity
  private var greatest = -Double.infinity

  public init() {}

  @inline(__always)
  public mutating func add(_ value: Double) {
    if count == 0 { origin = value }
    count += 1
    deviations.addDifference(value, origin)
    var deviation = (value - origin) * scale.factor
    if DeviationScale.isExtreme(deviation) { deviation = rescaled(value - origin) }
    squares.add(deviation * deviation)
    if value < least { least = value }
    if value > greatest { greatest = value }
  }

  /// A deviation in a scale that fits it.
  private mutating func rescaled(_ deviation: Double) -> Double {
    multiplySquares(by: scale.fit(deviation, isFirst: squares.high == 0))
    return deviation * scale.factor
  }

  private mutating func multiplySquares(by ratio: Double) {
    for _ in 0..<2 { squares.multiply(by: ratio) }
  }

  /// Adds the values another stream has seen (the pairwise update of Chan, Golub and LeVeque).
  public mutating func merge(_ other: Moments) {
    guard count > 0 else { return self = other }
    guard other.count > 0 else { return }
    let otherCount = Double(other.count)
    let shift = exactSum(other.origin, -origin)
    let shiftOfAll = exactProduct(otherCount, shift.sum)
    var shifted = other.deviations
    shifted.add(shiftOfAll.product)
    shifted.add(shiftOfAll.error + otherCount * shift.error)
    deviations.add(shifted)
    var other = other
    if other.squares.high != 0 { multiplySquares(by: scale.adopt(other.scale, isFirst: squares.high == 0)) }
    let isFirst = squares.high == 0 && other.squares.high == 0
    let move = shifted.value / otherCount
    if DeviationScale.isExtreme(move * scale.factor) { multiplySquares(by: scale.fit(move, isFirst: isFirst)) }
    other.multiplySquares(by: scale.factor / other.scale.factor)
    other.scale = scale
    squares.add(other.centredSquares)
    squares.add(shifted.value * scale.factor * (move * scale.factor))
    count += other.count
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// nil without values.
  public var minimum: Double? { finite(least) }

  /// nil without values.
  public var maximum: Double? { finite(greatest) }

  /// 0 without values.
  public var sum: Double? {
    guard count > 0 else { return 0 }
    let offset = exactProduct(origin, Double(count))
    let (sum, error) = exactSum(offset.product, deviations.high)
    return finite(sum + (error + offset.error + deviations.low))
  }

  /// nil without values.
  public var mean: Double? {
    guard count > 0 else { return nil }
    let quotient = deviations.value / Double(count)
    let covered = exactProduct(quotient, Double(count))
    let remainder = (deviations.high - covered.product) - covered.error + deviations.low
    let (sum, error) = exactSum(origin, quotient)
    return finite(sum + (error + remainder / Double(count)))
  }

  /// Sum of squares about the mean over n − 1; nil for fewer than two values, and exactly 0 for equal ones. It may be too
  /// large or too small for a double where its root is not.
  public var variance: Double? {
    count > 1 ? finite(centredSquares / Double(count - 1) / scale.factor / scale.factor) : nil
  }

  /// Square root of the variance.
  public var standardDeviation: Double? { root(1) }

  /// Standard deviation of the mean, s/√n.
  public var standardError: Double? { root(Double(count)) }

  private func root(_ divisor: Double) -> Double? {
    count > 1 ? finite((centredSquares / Double(count - 1) / divisor).squareRoot() / scale.factor) : nil
  }

  private var centredSquares: Double {
    let sum = deviations.value * scale.factor
    let centred = squares.value - sum * (sum / Double(count))
    return centred < 0 ? 0 : centred  // keeps NaN, which `finite` turns into nil
  }

  private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
