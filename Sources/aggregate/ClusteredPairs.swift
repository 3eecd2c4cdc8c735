import Statistics

/// Pairs of values in clusters of those that depend on each other, which come side by side; or each a cluster of its own.
struct ClusteredPairs {
  private(set) var pairs = PairedSample()
  private(set) var differences = RatioOfSums()
  private(set) var ratio = RatioOfSums()
  private struct Cluster {
    /// Of a and of b.
    var sums = SumPair()
    var count = 0.0
    /// Σ|a| + Σ|b|.
    var size = 0.0
  }

  private var clusters: ContiguousArray<Cluster> = []

  /// - Parameter isOfNext: whether the pair begins the next cluster.
  mutating func add(_ a: Double, _ b: Double, isOfNext: Bool) {
    pairs.add(a, b)
    if isOfNext {
      _ = (differences.openCluster(), ratio.openCluster())
      clusters.append(Cluster())
    }
    let cluster = clusters.count - 1
    let size = abs(a) + abs(b)
    differences.add(numerator: a - b, denominator: 1, cluster: cluster, size: size)
    ratio.add(numerator: a, denominator: b, cluster: cluster)
    clusters[cluster].sums.add(numerator: a, denominator: b)
    clusters[cluster].count += 1
    clusters[cluster].size += size
  }

  var meanOfB: Double? {
    let mean = ratio.sums.denominator / Double(pairs.count)
    return mean.isFinite ? mean : nil
  }

  /// The means of the clusters: what a test may take for independent.
  var independentPairs: PairedSample {
    guard clusters.count < pairs.count else { return pairs }
    var means = PairedSample()
    for cluster in clusters {
      let (a, b) = (cluster.sums.numerator.value, cluster.sums.denominator.value)
      // Sums of decimals that are equal on paper are so here; whole numbers are summed exactly.
      let isExact = a == a.rounded() && b == b.rounded()
      let isSame = !isExact && abs(a - b) <= 0x1p-51 * cluster.size
      means.add(a / cluster.count, (isSame ? a : b) / cluster.count)
    }
    return means
  }
}
