/// Stored energy, exact in units of 10⁻⁷ mWh, under either kind of charger.
///
/// Invariant: 0 ≤ stored ≤ capacity.
public struct Battery: Sendable {
  public let capacity: Int64
  public private(set) var stored: Int64

  /// A battery holding `stored`, clipped to 0...capacity.
  public init(capacity: Int64, stored: Int64) {
    self.capacity = max(capacity, 0)
    self.stored = min(max(stored, 0), self.capacity)
  }

  /// One task: `used` leaves the battery, then as much of `offered` as fits enters it.
  ///
  /// - Precondition: 0 ≤ used ≤ stored (energy charged during a task cannot run its model) and offered ≥ 0.
  /// - Returns: The energy that entered.
  @inline(__always)
  public mutating func step(used: Int64, offered: Int64) -> Int64 {
    assert(0 <= used && used <= stored && offered >= 0)
    let rest = stored &- used
    let entered = min(offered, capacity &- rest)
    stored = rest &+ entered
    assert((0...capacity).contains(stored))
    return entered
  }

  /// Tasks that all change the stored energy by `change`, while it is within lowest...highest before each.
  ///
  /// - Parameter sum: is raised by the energy stored before each of them.
  /// - Precondition: each of them is a step that `step` would make.
  /// - Returns: How many there were.
  @inline(__always)
  mutating func repeatStep(
    by change: Int64, while lowest: Int64, _ highest: Int64, atMost: Int64, sum: inout Int64
  ) -> Int64 {
    guard stored >= lowest, stored <= highest else { return 0 }
    var times = atMost
    if change < 0 { times = min(times, (stored - lowest) / -change + 1) }
    if change > 0 { times = min(times, (highest - stored) / change + 1) }
    sum &+= times * stored + change * (times * (times - 1) / 2)
    stored += times * change
    assert((0...capacity).contains(stored))
    return times
  }
}
