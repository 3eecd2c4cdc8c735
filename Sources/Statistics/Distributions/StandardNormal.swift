import Glibc

/// The normal distribution with mean 0 and variance 1.
public struct StandardNormal: SymmetricDistribution {
  public init() {}

  public func tail(_ z: Double) -> Double { 0.5 * erfc(z * 0.5.squareRoot()) }

  public func centre(_ z: Double) -> Double { 0.5 * erf(z * 0.5.squareRoot()) }

  public func scaledDensity(_ z: Double) -> Double { z * exp(-0.5 * z * z) / (2 * Double.pi).squareRoot() }

  /// Right of the root, as the tail at z is below exp(−z²/2)/2.
  public func startingPoint(tail probability: Double) -> Double { (-2 * log(2 * probability)).squareRoot() }
}
