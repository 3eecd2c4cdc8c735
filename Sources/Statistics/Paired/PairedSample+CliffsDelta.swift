extension PairedSample {
  /// Cliff's delta, P(a > b) − P(a < b) over all values of a and of b whatever their pairs, −1...1 (Cliff 1993,
  /// doi:10.1037/0033-2909.114.3.494); by sorting both sides. Undefined without pairs.
  public func cliffsDelta() throws(Undefined) -> Double {
    guard count > 0 else { throw .noValues }
    var a = ContiguousArray(pairs.lazy.map { ($0.a + 0).orderedKey })
    var b = ContiguousArray(pairs.lazy.map { ($0.b + 0).orderedKey })
    radixSort(&a)
    radixSort(&b)
    var (below, through, excess) = (0, 0, 0)
    for key in a {
      while below < b.count, b[below] < key { below += 1 }
      while through < b.count, b[through] <= key { through += 1 }
      excess += below - (b.count - through)
    }
    return Double(excess) / (Double(count) * Double(count))
  }
}
