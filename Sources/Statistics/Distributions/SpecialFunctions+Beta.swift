import Glibc

extension SpecialFunctions {
  /// I_x(a, b), a, b > 0 (DLMF 8.17.2); 0 for x ≤ 0 and 1 for x ≥ 1.
  public static func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    regularizedBeta(x, complement: 1 - x, a, b)
  }

  /// I_x(a, b) where 1 − x is known better than by subtraction.
  static func regularizedBeta(_ x: Double, complement y: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard y > 0 else { return 1 }
    return x < (a + 1) / (a + b + 2) ? betaFraction(x, y, a, b) : 1 - betaFraction(y, x, b, a)
  }

  /// Continued fraction BFRAC of DiDonato and Morris 1992 (doi:10.1145/131766.131776), the even part of DLMF 8.17.22:
  /// it sees x near 1 only through λ, so that a large `a` costs no digits.
  private static func betaFraction(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let lambda = a * y - b * x
    let fraction = continuedFraction(a * (lambda + 1) / (a + 1)) { m in
      let s = a + 2 * m
      let scaled = m * (b - m) * x / (s - 1)
      return (
        (a + m - 1) * ((a + b + m - 1) * x / (s - 1)) * scaled,
        m + scaled + (a + m) * (lambda + 1 + m * (1 + y)) / (s + 1)
      )
    }
    return betaKernel(x, complement: y, a, b) / fraction
  }

  /// xᵃ yᵇ / B(a, b) with y = 1 − x.
  static func betaKernel(_ x: Double, complement y: Double, _ a: Double, _ b: Double) -> Double {
    let lambda = a * y - b * x
    let exponent =
      a * logarithmLessExcess(ratio: x * ((a + b) / a), excess: -lambda / a)
      + b * logarithmLessExcess(ratio: y * ((a + b) / b), excess: lambda / b)
    return (a / (a + b) * b / (2 * Double.pi)).squareRoot()
      * exp(exponent + stirlingError(a + b) - stirlingError(a) - stirlingError(b))
  }
}
