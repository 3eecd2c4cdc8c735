import Glibc

/// The range of independent standard normal values: the studentised range with infinite degrees of freedom.
public struct NormalRange: Sendable {
  /// At least 2.
  public let count: Int

  public init(count: Int) {
    precondition(count > 1, "a range needs two values")
    self.count = count
  }

  /// P(range > q) = k ∫ φ(z)·{Φ(z)^(k−1) − [Φ(z) − Φ(z − q)]^(k−1)} dz with z the greatest value, the difference taken
  /// without cancellation. The trapezoidal rule converges exponentially, the integrand being entire and falling off as
  /// a normal density (Trefethen and Weideman 2014, doi:10.1137/130932132).
  public func tail(_ q: Double) -> Double {
    guard q > 0 else { return 1 }
    return min(1, integral { z, normal in
      let (cumulative, share) = (normal.cumulative(z), normal.cumulative(z - q) / normal.cumulative(z))
      let power = Double(count - 1)
      return -exp(-0.5 * z * z + power * log(cumulative)) * expm1(power * log1p(-share))
    })
  }

  /// The q with P(range > q) = `probability`; 0 for 1 (or more), ∞ for 0 (or less).
  public func upperTailQuantile(_ probability: Double) -> Double {
    guard probability > 0 else { return .infinity }
    guard probability < 1 else { return 0 }
    var (low, high) = (0.0, 1.0)
    while tail(high) > probability { (low, high) = (high, 2 * high) }
    // ln tail is concave, so that Newton's steps stay right of the root; bisection guards against what rounding does.
    var q = high
    for _ in 0..<200 {
      let tail = tail(q)
      if tail > probability { low = q } else { high = q }
      let next = q + log(tail / probability) * tail / density(q)
      let step = (next > low && next < high ? next : (low + high) / 2) - q
      q += step
      if abs(step) <= 1e-13 * q { break }
    }
    return q
  }

  /// k (k − 1) ∫ φ(z) φ(z − q) [Φ(z) − Φ(z − q)]^(k−2) dz.
  private func density(_ q: Double) -> Double {
    integral { z, normal in
      let inside = max(normal.cumulative(z) - normal.cumulative(z - q), 0)
      return exp(-0.5 * z * z - 0.5 * (z - q) * (z - q)) * pow(inside, Double(count - 2))
    } * Double(count - 1) / (2 * Double.pi).squareRoot()
  }

  /// k/√(2π) ∫ f dz over where neither φ(z) nor Φ(z)^k vanishes.
  private func integral(_ integrand: (Double, StandardNormal) -> Double) -> Double {
    let (normal, step) = (StandardNormal(), 0.125)
    var sum = CompensatedSum()
    for index in -296...480 { sum.add(integrand(Double(index) * step, normal)) }
    return sum.value * step * Double(count) / (2 * Double.pi).squareRoot()
  }
}
