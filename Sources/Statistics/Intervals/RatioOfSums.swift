/// Σ numerators / Σ denominators over observations that come in clusters, such as the weeks of a zone: 32 bytes a
/// cluster, however many observations it has. Sums are compensated, within clusters and over them.
///
/// One shape serves every headline: a mean is (value, 1), a paired mean difference (a − b, 1), a ratio of summed
/// losses (loss of a, loss of b). Observations that are independent each form their own cluster.
public struct RatioOfSums: Sendable {
  private var clusters: ContiguousArray<SumPair> = []
  /// Σ of the numerators' sizes: what their rounding is measured by.
  private var size = 0.0

  public init() {}

  public var clusterCount: Int { clusters.count }

  /// Opens a cluster and returns its number, 0 first. The numbers decide which draws a cluster gets: open them in an
  /// order that does not depend on the run.
  public mutating func openCluster(_ sums: SumPair = SumPair()) -> Int {
    clusters.append(sums)
    size += abs(sums.numerator.value)
    return clusters.count - 1
  }

  /// Adds one observation to an open cluster.
  ///
  /// - Parameter size: of the numbers that the numerator is the difference of, if it is one.
  public mutating func add(numerator: Double, denominator: Double, cluster: Int, size: Double = 0) {
    clusters[cluster].add(numerator: numerator, denominator: denominator)
    self.size += max(abs(numerator), size)
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
    let all = compensatedSums { _ in 1 }
    return try bootstrap.interval(
      units: clusters.count, of: { counts in ratio { Double(counts[$0]) } }, resolution: resolution,
      leavingOut: { unit in
        var others = all
        others.subtract(clusters[unit])
        return others.ratio
      })
  }

  /// Ratios that differ by no more may be the same, told apart by rounding: of decimals, of their sums and of the
  /// quotient.
  private var resolution: Double {
    let sizeOfDenominators = clusters.reduce(0) { $0 + abs($1.denominator.value) }
    let resolution = 0x1p-48 * (size + abs(value ?? 0) * sizeOfDenominators) / abs(sums.denominator)
    return resolution.isFinite ? resolution : 0
  }

  private func ratio(_ weight: (Int) -> Double) -> Double? { compensatedSums(weight).ratio }

  private func sums(_ weight: (Int) -> Double) -> (numerator: Double, denominator: Double) {
    let sums = compensatedSums(weight)
    return (sums.numerator.value, sums.denominator.value)
  }

  private func compensatedSums(_ weight: (Int) -> Double) -> SumPair {
    var sums = SumPair()
    for index in clusters.indices { sums.add(clusters[index], times: weight(index)) }
    return sums
  }
}

/// The sums of a ratio's numerators and denominators, compensated.
public struct SumPair: Sendable {
  public private(set) var numerator = CompensatedSum()
  public private(set) var denominator = CompensatedSum()

  public init() {}

  /// The sums of no observations, which are not 0/0: what a place for sums holds before the first comes.
  public static let nothing = SumPair(numerator: CompensatedSum(.nan))
  @inline(__always)
  public var isNothing: Bool { numerator.isNaN }

  private init(numerator: CompensatedSum) { self.numerator = numerator }

  @inline(__always)
  public mutating func add(numerator: Double, denominator: Double) {
    if isNothing { self.numerator = CompensatedSum() }
    self.numerator.add(numerator)
    self.denominator.add(denominator)
  }

  @inline(__always)
  fileprivate mutating func add(_ other: SumPair, times weight: Double) {
    numerator.add(other.numerator, times: weight)
    denominator.add(other.denominator, times: weight)
  }

  fileprivate mutating func subtract(_ other: SumPair) { add(other, times: -1) }

  /// nil where it is not finite.
  fileprivate var ratio: Double? {
    let ratio = numerator.value / denominator.value
    return ratio.isFinite ? ratio : nil
  }
}
