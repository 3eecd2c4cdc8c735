/// Counts of a stream's values between edges: each bin holds its lower edge, the last one its upper edge too, as NumPy's.
public struct Histogram: Sendable, Equatable {
  /// Ascending, at least two.
  public let edges: [Double]
  /// One fewer than edges.
  public private(set) var counts: [Int]
  /// Values below the first edge and above the last.
  public private(set) var below = 0
  public private(set) var above = 0

  /// nil unless there are at least two edges, finite and ascending.
  public init?(edges: [Double]) {
    guard edges.count > 1, edges.allSatisfy(\.isFinite), zip(edges, edges.dropFirst()).allSatisfy(<) else { return nil }
    self.edges = edges
    counts = Array(repeating: 0, count: edges.count - 1)
  }

  /// Adds a value that is not NaN.
  public mutating func add(_ value: Double) {
    if value < edges[0] { return below += 1 }
    if value >= edges[counts.count] {
      if value == edges[counts.count] { counts[counts.count - 1] += 1 } else { above += 1 }
      return
    }
    var (low, high) = (0, counts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle } else { high = middle }
    }
    counts[low] += 1
  }

  /// Adds the values that another histogram with the same edges has counted.
  public mutating func merge(_ other: Histogram) {
    precondition(edges == other.edges, "histograms of different edges cannot be merged")
    below += other.below
    above += other.above
    for bin in counts.indices { counts[bin] += other.counts[bin] }
  }
}
