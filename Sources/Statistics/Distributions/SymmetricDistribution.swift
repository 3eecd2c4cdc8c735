import Glibc

/// A distribution symmetric about 0, given for t ≥ 0 by parts that keep their relative precision.
public protocol SymmetricDistribution: Sendable {
  /// P(T > t), t ≥ 0.
  func tail(_ t: Double) -> Double
  /// P(0 < T ≤ t), t ≥ 0.
  func centre(_ t: Double) -> Double
  /// t times the density at t.
  func scaledDensity(_ t: Double) -> Double
  /// A point from which Newton's method finds where the tail is `probability` < ¼.
  func startingPoint(tail probability: Double) -> Double
}

extension SymmetricDistribution {
  /// P(T ≤ t).
  public func cumulative(_ t: Double) -> Double {
    t < 0 ? tail(-t) : t < 1 ? 0.5 + centre(t) : 1 - tail(t)
  }

  /// P(|T| ≥ |t|).
  public func twoSidedP(_ t: Double) -> Double { min(1, 2 * tail(abs(t))) }

  /// The t with P(T ≤ t) = `probability`; −∞ for 0 (or less), +∞ for 1 (or more).
  public func quantile(_ probability: Double) -> Double {
    guard probability > 0 else { return -.infinity }
    guard probability < 1 else { return .infinity }
    if probability < 0.25 { return -upperQuantile(tail: probability) }
    if probability > 0.75 { return upperQuantile(tail: 1 - probability) }
    return centralQuantile(probability - 0.5)
  }

  /// The t with P(T > t) = `probability`, for tails that 1 − probability would round away.
  public func upperTailQuantile(_ probability: Double) -> Double { -quantile(probability) }

  /// Newton's method on ln tail over ln t: concave for normal and Student t, whose hazard rate times t increases, so
  /// that from the second step on it descends to the root.
  private func upperQuantile(tail probability: Double) -> Double {
    var t = startingPoint(tail: probability)
    for _ in 0..<100 {
      let (tail, scaled) = (tail(t), scaledDensity(t))
      guard tail > 0, scaled > 0, t.isFinite else { break }
      let step = log(tail / probability) * tail / scaled
      t *= exp(step)
      if abs(step) < 1e-9 { break }
    }
    return t
  }

  /// Newton's method on P(0 < T ≤ t), concave for t > 0, from a point left of the root: no density here exceeds the
  /// normal's at 0.
  private func centralQuantile(_ probability: Double) -> Double {
    guard probability != 0 else { return 0 }
    let target = abs(probability)
    var t = target * (2 * Double.pi).squareRoot()
    for _ in 0..<100 {
      let step = (target - centre(t)) / scaledDensity(t)
      t += t * step
      if abs(step) < 1e-9 { break }
    }
    return probability < 0 ? -t : t
  }
}
