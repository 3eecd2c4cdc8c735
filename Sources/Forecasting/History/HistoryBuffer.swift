import Records

/// The last days of a zone's carbon-free share, one value an interval, as a controller sees them arrive.
///
/// A ring of fixed size: recording allocates nothing. A value holds from its time until the next one; an interval
/// that brings none repeats the one before it. Shares are kept in single precision, seven digits of what is published
/// with four: the ring is most of what a device has to remember.
public struct HistoryBuffer: Sendable {
  /// The step between values, in seconds.
  public let intervalSeconds: Int
  var ring: ContiguousArray<Float>
  var slot = 0
  var origin = Instant(seconds: 0)
  /// Number of the newest interval, counted from `origin`.
  var newest = 0
  /// How many intervals are known, at most the ring's size.
  public internal(set) var count = 0
  var observed = Instant(seconds: 0)
  var changedInsideHour: Instant?

  /// Forecasts look 7 days back, and learn from what they would have said 30 h ago.
  public static let defaultDays = 9

  /// - Parameters:
  ///   - intervalSeconds: step of the values, 1 at least.
  ///   - days: how far back to remember.
  public init(intervalSeconds: Int, days: Int = defaultDays) {
    self.intervalSeconds = max(1, intervalSeconds)
    let capacity = max(1, days) * secondsPerDay / self.intervalSeconds + 2
    ring = ContiguousArray(repeating: 0, count: capacity)
  }

  /// The newest value.
  public var current: Double? { count > 0 ? Double(ring[slot]) : nil }

  /// When the oldest value began to hold.
  public var oldest: Instant? { count > 0 ? origin + (newest - count + 1) * intervalSeconds : nil }

  /// When the newest value began to hold.
  public var newestStart: Instant? { count > 0 ? origin + newest * intervalSeconds : nil }

  /// Takes in the carbon-free share (0...1) that holds from `time` on.
  ///
  /// A second value for the newest interval replaces the first; older and non-finite values are ignored. After a gap
  /// longer than the ring the history starts anew.
  public mutating func record(_ carbonFree: Double, at time: Instant) {
    guard carbonFree.isFinite else { return }
    let carbonFree = Float(carbonFree)
    guard count > 0 else { return restart(carbonFree, at: time) }
    let index = number(of: time)
    guard index >= newest else { return }
    guard index - newest < ring.count else { return restart(carbonFree, at: time) }
    let previous = ring[slot]
    while newest < index {
      newest += 1
      slot = slot + 1 == ring.count ? 0 : slot + 1
      ring[slot] = previous
      count = min(count + 1, ring.count)
    }
    ring[slot] = carbonFree
    if carbonFree != previous, time.hour == observed.hour { changedInsideHour = time }
    observed = time
  }

  /// Forgets the values of intervals that begin after `time`: they were recorded by a clock that was ahead.
  public mutating func forget(after time: Instant) {
    let excess = newest - number(of: time)
    guard count > 0, excess > 0 else { return }
    guard excess < count else { return (count, changedInsideHour) = (0, nil) }
    slot = slot - excess < 0 ? slot - excess + ring.count : slot - excess
    (newest, count) = (newest - excess, count - excess)
    observed = min(observed, origin + newest * intervalSeconds)
    changedInsideHour = changedInsideHour.map { min($0, observed) }
  }

  private mutating func restart(_ carbonFree: Float, at time: Instant) {
    (origin, observed, newest, slot, count, changedInsideHour) = (time, time, 0, 0, 1, nil)
    ring[0] = carbonFree
  }

  private func number(of time: Instant) -> Int { (time - origin).flooredQuotient(by: intervalSeconds) }

  /// Whether the values are hourly ones held at a finer step (or hourly themselves): none changed inside an hour in the
  /// 7 days before `time`. Found from the data, because an observation does not say how its value was made.
  func isHeldHourly(at time: Instant) -> Bool {
    guard intervalSeconds < secondsPerHour, let changedInsideHour else { return true }
    return time - changedInsideHour > 7 * secondsPerDay
  }

  /// When the value that holds at `time` began to hold: the start of its interval, or of its hour where hourly values
  /// are held at a finer step.
  func anchor(at time: Instant) -> Instant {
    intervalSeconds < secondsPerHour && isHeldHourly(at: time)
      ? time + -(Int(time.seconds) - time.hour * secondsPerHour)
      : origin + number(of: time) * intervalSeconds
  }

  /// The dirty share (1 − carbon-free) held at `time`; before the oldest known value, that one.
  func dirty(at time: Instant) -> Double {
    guard count > 0 else { return 0 }
    let position = slot - min(max(0, newest - number(of: time)), count - 1)
    return 1 - Double(ring[position < 0 ? position + ring.count : position])
  }

  /// Writes the dirty share (1 − carbon-free) held at `anchor`, half an hour before it, an hour before it, ...
  ///
  /// Before the oldest known value the oldest known day is repeated, and before the first day its first value.
  func readDirty(before anchor: Instant, into halfHours: inout InlineArray<337, Double>) {
    guard count > 0 else { return }
    let (stride, strideRest) = halfHourSeconds.quotientAndRemainder(dividingBy: intervalSeconds)
    // `behind` counts intervals back from the newest one; a time after it reads it.
    var behind = newest - number(of: anchor)
    var rest = anchor - origin + (behind - newest) * intervalSeconds
    ring.withUnsafeBufferPointer { ring in
      for i in 0..<337 {
        if behind >= count, i >= 48 {
          halfHours[i] = halfHours[i - 48]
        } else {
          let position = slot - min(max(0, behind), count - 1)
          halfHours[i] = 1 - Double(ring[position < 0 ? position + ring.count : position])
        }
        behind += stride
        rest -= strideRest
        if rest < 0 {
          rest += intervalSeconds
          behind += 1
        }
      }
    }
  }
}
