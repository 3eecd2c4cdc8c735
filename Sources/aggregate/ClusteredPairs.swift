import Statistics

/// Pairs of values in clusters of those that depend on each other, which come side by side; or each a cluster of its own.
struct ClusteredPairs {
  private(set) var pairs = PairedSample()
  private(set) var differences = RatioOfSums()
  private(set) var ratio = RatioOfSums()
  /// Of each cluster: sums of a and of b, and how many.
  private var sums: ContiguousArray<(a: Double, b: Double, count: Double)> = []

  /// - Parameter isOfNext: whether the pair begins the next cluster.
  mutating func add(_ a: Double, _ b: Double, isOfNext: Bool) {
    pairs.add(a, b)
    if isOfNext {
      _ = (differences.openCluster(), ratio.openCluster())
      sums.append((0, 0, 0))
    }
    let cluster = sums.count - 1
    differences.add(numerator: a - b, denominator: 1, cluster: cluster)
    ratio.add(numerator: a, denominator: b, cluster: cluster)
    sums[cluster].a += a
    sums[cluster].b += b
    sums[cluster].count += 1
  }

  var meanOfB: Double? {
    let mean = ratio.sums.denominator / Double(pairs.count)
    return mean.isFinite ? mean : nil
  }

  /// The means of the clusters: what a test may take for independent.
  var independentPairs: PairedSample {
    guard sums.count < pairs.count else { return pairs }
    var means = PairedSample()
    for sum in sums { means.add(sum.a / sum.count, sum.b / sum.count) }
    return means
  }
}
