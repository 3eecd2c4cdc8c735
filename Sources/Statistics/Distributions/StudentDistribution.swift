import Glibc

/// Student's t distribution: the tail is half of I_x(ν/2, ½) with x = ν/(ν + t²) (DLMF 8.17, Abramowitz and Stegun
/// 26.7.1).
public struct StudentDistribution: SymmetricDistribution {
  /// ν > 0.
  public let degreesOfFreedom: Double

  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom must be positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  public func tail(_ t: Double) -> Double {
    guard t <= Self.farAway else { return tail(Self.farAway) * pow(Self.farAway / t, degreesOfFreedom) }
    let (x, y) = beta(t)
    return 0.5 * SpecialFunctions.regularizedBeta(x, complement: y, degreesOfFreedom / 2, 0.5)
  }

  public func centre(_ t: Double) -> Double {
    let (x, y) = beta(t)
    return 0.5 * SpecialFunctions.regularizedBeta(y, complement: x, 0.5, degreesOfFreedom / 2)
  }

  public func scaledDensity(_ t: Double) -> Double {
    guard t <= Self.farAway else { return degreesOfFreedom * tail(t) }
    let (x, y) = beta(t)
    return x > 0 && y > 0 ? SpecialFunctions.betaKernel(x, complement: y, degreesOfFreedom / 2, 0.5) : 0
  }

  public func startingPoint(tail probability: Double) -> Double {
    StandardNormal().upperTailQuantile(probability)
  }

  /// Beyond it the tail is the power t^−ν to the last digit, and t² would overflow.
  private static let farAway = 1e150

  /// x = ν/(ν + t²) and 1 − x, without squaring a large t.
  private func beta(_ t: Double) -> (x: Double, y: Double) {
    let root = degreesOfFreedom.squareRoot()
    let (small, large) = t < root ? (t / root, 1.0) : (1.0, root / t)
    let (tPart, nuPart) = (small * small, large * large)
    return (nuPart / (tPart + nuPart), tPart / (tPart + nuPart))
  }
}
