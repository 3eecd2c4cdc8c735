/// The rounded sum and its exact rounding error (Knuth, The Art of Computer Programming 2, theorem 4.2.2B).
@inline(__always)
func exactSum(_ a: Double, _ b: Double) -> (sum: Double, error: Double) {
  let sum = a + b
  let part = sum - a
  return (sum, (a - (sum - part)) + (b - part))
}

/// The rounded product and its exact rounding error; slow where the machine has no fused multiply-add.
func exactProduct(_ a: Double, _ b: Double) -> (product: Double, error: Double) {
  let product = a * b
  return (product, (-product).addingProduct(a, b))
}

/// A running sum as good as one in twice the working precision, whatever the order of its terms: algorithm Sum2 of
/// Ogita, Rump and Oishi 2005 (doi:10.1137/030601818).
public struct CompensatedSum: Sendable, Equatable {
  private(set) var high = 0.0
  private(set) var low = 0.0

  public init(_ term: Double = 0) { high = term }

  var isNaN: Bool { high.isNaN }

  @inline(__always)
  public var value: Double { high + low }

  @inline(__always)
  public mutating func add(_ term: Double) {
    let (sum, error) = exactSum(high, term)
    high = sum
    low += error
  }

  /// Adds `a − b` without rounding the difference first.
  @inline(__always)
  mutating func addDifference(_ a: Double, _ b: Double) {
    let (difference, error) = exactSum(a, -b)
    add(difference)
    low += error
  }

  mutating func add(_ other: CompensatedSum) {
    add(other.high)
    low += other.low
  }

  @inline(__always)
  mutating func add(_ other: CompensatedSum, times weight: Double) {
    add(weight * other.high)
    low += weight * other.low
  }

  /// - Parameter factor: a power of two, so that nothing is rounded.
  mutating func multiply(by factor: Double) {
    high *= factor
    low *= factor
  }
}
