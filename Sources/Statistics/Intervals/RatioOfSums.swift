/// Σ numerators / Σ denominators over observations that come in clusters, such as the weeks of a zone: 16 bytes a
/// cluster, however many observations it has.
///
/// One shape serves every headline: a mean is (value, 1), a paired mean difference (a − b, 1), a ratio of summed
/// regrets (regret of a, regret of b). Observations that are independent each form their own cluster.
public struct RatioOfSums: Sendable {
  private var clusters: ContiguousArray<(numerator: Double, denominator: Double)> = []

  public init() {}

  public var clusterCount: Int { clusters.count }

  /// Opens a cluster and returns its number, 0 first. The numbers decide which draws a cluster gets: open them in an
  /// order that does not depend on the run.
  public mutating func openCluster() -> Int {
    clusters.append((0, 0))
    return clusters.count - 1
  }

  /// Adds one observation to an open cluster.
  public mutating func add(numerator: Double, denominator: Double, cluster: Int) {
    clusters[cluster].numerator += numerator
    clusters[cluster].denominator += denominator
  }

  /// Of all observations.
  public var sums: (numerator: Double, denominator: Double) { sums { _ in 1 } }

  /// nil where the denominators sum to zero or a sum is not finite.
  public var value: Double? {
    ratio { _ in 1 }
  }

  /// Interval from whole clusters drawn with replacement (Davison and Hinkley 1997, Bootstrap Methods and their
  /// Application, §3.8).
  public func interval(_ bootstrap: Bootstrap) throws(Undefined) -> BootstrapInterval {
    let all = sums
    return try bootstrap.interval(
      units: clusters.count, of: { counts in ratio { Double(counts[$0]) } },
      leavingOut: { unit in
        let (numerator, denominator) = clusters[unit]
        let ratio = (all.numerator - numerator) / (all.denominator - denominator)
        return ratio.isFinite ? ratio : nil
      })
  }

  private func ratio(_ weight: (Int) -> Double) -> Double? {
    let (numerator, denominator) = sums(weight)
    let ratio = numerator / denominator
    return ratio.isFinite ? ratio : nil
  }

  private func sums(_ weight: (Int) -> Double) -> (numerator: Double, denominator: Double) {
    var (numerator, denominator) = (CompensatedSum(), CompensatedSum())
    for index in clusters.indices {
      let weight = weight(index)
      numerator.add(weight * clusters[index].numerator)
      denominator.add(weight * clusters[index].denominator)
    }
    return (numerator.value, denominator.value)
  }
}
