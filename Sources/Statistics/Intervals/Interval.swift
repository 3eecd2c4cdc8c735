/// A confidence interval; lower ≤ upper, both finite.
public struct Interval: Sendable, Equatable {
  public let lower: Double
  public let upper: Double
}

extension Moments {
  /// Student t interval of the mean, mean ± t·s/√n with n − 1 degrees of freedom; a point where all values are equal.
  ///
  /// `confidence` lies strictly between 0 and 1.
  public func studentInterval(confidence: Double) throws(Undefined) -> Interval {
    guard count > 0 else { throw .noValues }
    guard count > 1 else { throw .singleValue }
    guard let mean, let standardError else { throw .notFinite }
    let student = StudentDistribution(degreesOfFreedom: Double(count - 1))
    let reach = student.upperTailQuantile((1 - confidence) / 2) * standardError
    guard (mean - reach).isFinite, (mean + reach).isFinite else { throw .notFinite }
    return Interval(lower: mean - reach, upper: mean + reach)
  }
}

extension Interval {
  /// Score interval of a proportion (Wilson 1927, doi:10.1080/01621459.1927.10502953), without continuity correction;
  /// it stays inside 0...1 and holds the bound itself when none or all of the trials succeed.
  ///
  /// `confidence` lies strictly between 0 and 1; undefined unless both are whole and `successes` in 0...`trials`.
  public static func wilson(_ successes: Double, of trials: Double, confidence: Double) throws(Undefined) -> Interval {
    guard trials != 0 else { throw .noValues }
    guard successes >= 0, successes <= trials, successes == successes.rounded(), trials == trials.rounded(),
      trials.isFinite
    else { throw .noRate }
    let (n, p) = (trials, successes / trials)
    let z = StandardNormal().upperTailQuantile((1 - confidence) / 2)
    let centre = p + z * z / (2 * n)
    let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    return Interval(
      lower: successes == 0 ? 0 : max(0, (centre - reach) / scale),
      upper: successes == trials ? 1 : min(1, (centre + reach) / scale))
  }
}
