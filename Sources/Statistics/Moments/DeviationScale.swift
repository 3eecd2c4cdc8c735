/// The power of two by which deviations are multiplied before they are raised to powers, so that the powers neither
/// vanish nor overflow (after Blue 1978, doi:10.1145/355769.355771): 1, unless the deviations are beyond 2^±200.
struct DeviationScale: Sendable, Equatable {
  private(set) var factor = 1.0

  /// Whether powers up to the fourth of a scaled deviation may lose digits.
  @inline(__always)
  static func isExtreme(_ scaled: Double) -> Bool {
    let size = scaled.magnitude
    return !(size >= 0x1p-200 && size <= 0x1p200) && size != 0
  }

  /// Makes the scale fit a deviation, unless earlier ones outweigh it.
  ///
  /// - Parameter isFirst: whether no deviation but 0 came before.
  /// - Returns: what earlier scaled deviations are to be multiplied by; 1 where the scale stays.
  @inline(never)
  mutating func fit(_ deviation: Double, isFirst: Bool) -> Double {
    guard deviation.isFinite, isFirst || (deviation * factor).magnitude > 1 else { return 1 }
    return change(to: Double(sign: .plus, exponent: -max(deviation.exponent, -1022), significand: 1))
  }

  /// Makes the scale fit deviations that have another, which is returned for as by ``fit(_:isFirst:)``.
  mutating func adopt(_ other: DeviationScale, isFirst: Bool) -> Double {
    isFirst || other.factor < factor ? change(to: other.factor) : 1
  }

  private mutating func change(to factor: Double) -> Double {
    defer { self.factor = factor }
    return factor / self.factor
  }
}
