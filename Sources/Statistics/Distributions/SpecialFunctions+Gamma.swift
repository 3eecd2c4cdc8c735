import Glibc

extension SpecialFunctions {
  /// P(a, x) = γ(a, x)/Γ(a), a > 0 (DLMF 8.2.4); 0 for x ≤ 0.
  public static func lowerGamma(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x.isFinite else { return 1 }
    return x < a + 1 ? lowerGammaSeries(a, x) : 1 - upperGammaFraction(a, x)
  }

  /// Q(a, x) = Γ(a, x)/Γ(a) = 1 − P(a, x), a > 0, with its own relative precision in the far tail.
  public static func upperGamma(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 1 }
    guard x.isFinite else { return 0 }
    return x < a + 1 ? 1 - lowerGammaSeries(a, x) : upperGammaFraction(a, x)
  }

  /// DLMF 8.11.4.
  private static func lowerGammaSeries(_ a: Double, _ x: Double) -> Double {
    var (sum, term, n) = (1 / a, 1 / a, 1.0)
    while term > sum * 1e-17 {
      term *= x / (a + n)
      sum += term
      n += 1
    }
    return gammaKernel(a, x) * sum
  }

  /// The even part of DLMF 8.9.2.
  private static func upperGammaFraction(_ a: Double, _ x: Double) -> Double {
    gammaKernel(a, x) / continuedFraction(x + 1 - a) { n in (n * (a - n), x + 1 - a + 2 * n) }
  }

  /// xᵃ e⁻ˣ / Γ(a).
  private static func gammaKernel(_ a: Double, _ x: Double) -> Double {
    (a / (2 * Double.pi)).squareRoot()
      * exp(a * logarithmLessExcess(ratio: x / a, excess: (x - a) / a) - stirlingError(a))
  }
}
