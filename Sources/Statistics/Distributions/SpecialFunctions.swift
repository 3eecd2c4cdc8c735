import Glibc

/// Gamma and beta functions for positive parameters.
public enum SpecialFunctions {
  /// ln Γ(x), x > 0.
  public static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0  // lgamma itself writes a global, which threads would share
    return lgamma_r(x, &sign)
  }

  /// ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], x > 0: what Stirling's formula lacks (DLMF 5.11.1). Densities built from
  /// it do not subtract large logarithms (Loader 2000, "Fast and accurate computation of binomial probabilities").
  static func stirlingError(_ x: Double) -> Double {
    guard x >= 10 else { return logGamma(x) - (x - 0.5) * log(x) + x - 0.5 * log(2 * Double.pi) }
    let w = 1 / (x * x)
    let tail = 1.0 / 1188 - w * (691.0 / 360_360 - w / 156)
    return (1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680 - w * tail)))) / x
  }

  /// ln(ratio) − excess where excess = ratio − 1 is known better than the ratio.
  static func logarithmLessExcess(ratio: Double, excess: Double) -> Double {
    guard abs(excess) < 0.5 else { return log(ratio) - excess }
    // ln(1 + e) = 2 artanh r with r = e/(2 + e), and 2r − e = −e·r.
    let r = excess / (2 + excess)
    var (sum, power, odd) = (0.0, 1.0, 3.0)
    while power > 1e-18 {
      sum += power / odd
      power *= r * r
      odd += 2
    }
    return 2 * r * r * r * sum - excess * r
  }

  /// b₀ + a₁/(b₁ + a₂/(b₂ + …)) by the modified Lentz method (Thompson and Barnett 1986,
  /// doi:10.1016/0021-9991(86)90046-X). `term(n)` is (aₙ, bₙ); the work is O(√parameter) for the fractions used here.
  static func continuedFraction(_ first: Double, _ term: (Double) -> (a: Double, b: Double)) -> Double {
    let tiny = 1e-300
    var value = first == 0 ? tiny : first
    var (numerator, denominator) = (value, 0.0)
    var n = 1.0
    while n < 1e7 {
      let (a, b) = term(n)
      denominator = b + a * denominator
      denominator = 1 / (denominator == 0 ? tiny : denominator)
      numerator = b + a / numerator
      if numerator == 0 { numerator = tiny }
      let factor = numerator * denominator
      value *= factor
      if abs(factor - 1) < 2e-16 { break }
      n += 1
    }
    return value
  }
}
