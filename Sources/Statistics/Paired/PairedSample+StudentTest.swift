extension PairedSample {
  /// Paired Student t test that the mean difference is zero: t = mean/(s/√n) with n − 1 degrees of freedom.
  ///
  /// Undefined below two pairs and where all differences are equal, but for rounding at least, for then t is 0/0 or infinite.
  public func studentTest() throws(Undefined) -> TestResult {
    let (mean, deviation) = try meanAndDeviation()
    let statistic = mean / deviation * Double(count).squareRoot()
    guard statistic.isFinite else { throw .notFinite }
    let student = StudentDistribution(degreesOfFreedom: Double(count - 1))
    return TestResult(statistic: statistic, p: student.twoSidedP(statistic))
  }

  /// Cohen's d_z, the mean difference in standard deviations of the differences (Lakens 2013,
  /// doi:10.3389/fpsyg.2013.00863). Undefined where the t test is.
  public func standardizedMeanDifference() throws(Undefined) -> Double {
    let (mean, deviation) = try meanAndDeviation()
    guard (mean / deviation).isFinite else { throw .notFinite }
    return mean / deviation
  }
}

extension PairedSample {
  private func meanAndDeviation() throws(Undefined) -> (mean: Double, deviation: Double) {
    let moments = differences
    guard count > 0 else { throw .noValues }
    guard count > 1 else { throw .singleValue }
    guard let mean = moments.mean, let deviation = moments.standardDeviation else { throw .notFinite }
    guard deviation > 0 else { throw .equalValues }
    guard !areDifferencesEqual else { throw .equalButForRounding }
    return (mean, deviation)
  }
}
