/// Pairs of one quantity under a and under b (the same scenario under two controllers), 16 bytes a pair and 24 more
/// while ranks are formed. Tests and effect sizes judge the differences a − b.
public struct PairedSample: Sendable {
  private(set) var pairs: ContiguousArray<(a: Double, b: Double)> = []

  public init() {}

  public var count: Int { pairs.count }

  /// Adds one pair of finite values.
  public mutating func add(_ a: Double, _ b: Double) { pairs.append((a, b)) }

  /// Moments of the differences; their Student t interval is that of the paired t test.
  public var differences: Moments {
    var moments = Moments()
    for pair in pairs { moments.add(pair.a - pair.b) }
    return moments
  }
}

/// Outcome of a two-sided test.
public struct TestResult: Sendable, Equatable {
  public let statistic: Double
  /// In 0...1; 0 only where it is smaller than any positive double.
  public let p: Double
}
