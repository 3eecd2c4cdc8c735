/// The dirty shares of the last intervals, kept in order of age and of size: quantiles without sorting anew.
struct DirtyWindow: Sendable {
  private var recent: ContiguousArray<Double>
  private var sorted: ContiguousArray<Double> = []
  private var next = 0

  /// - Parameter intervals: how many to keep, 1 at least.
  init(intervals: Int) {
    recent = ContiguousArray(repeating: .nan, count: max(1, intervals))
    sorted.reserveCapacity(recent.count + 1)
  }

  mutating func record(_ share: Double) {
    if sorted.count == recent.count { sorted.remove(at: rank(of: recent[next])) }
    sorted.insert(share, at: rank(of: share))
    recent[next] = share
    next = next + 1 == recent.count ? 0 : next + 1
  }

  /// The `fraction`-quantile of what is kept, linear between order statistics (definition 7 of Hyndman and Fan 1996,
  /// doi:10.2307/2684934); nil while empty.
  func quantile(_ fraction: Double) -> Double? {
    guard let last = sorted.indices.last else { return nil }
    let position = min(max(fraction, 0), 1) * Double(last)
    let below = Int(position)
    let above = min(below + 1, last)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }

  /// How many are smaller.
  private func rank(of share: Double) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < share { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
