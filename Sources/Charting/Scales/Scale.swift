/// Maps data to places along one axis. Categories are the whole numbers 0, 1, 2...; times are seconds since 1970.
public protocol Scale: Sendable {
  /// The place along the axis, from 0 at its beginning to 1 at its end.
  func position(_ value: Double) -> Double

  /// About `wanted` ticks, all within the domain, in rising order.
  func ticks(_ wanted: Int) -> [Tick]

  /// The name of one value, as a reader pointing at it sees it.
  func text(_ value: Double) -> String

  /// Whether an upright axis begins at its top, as lists do, and not at its foot, as quantities do.
  var runsDown: Bool { get }

  /// The number of categories, each of which wants room for its label; 0 for quantities.
  var categoryCount: Int { get }
}

extension Scale {
  public var runsDown: Bool { false }
  public var categoryCount: Int { 0 }
}

/// A labelled place on an axis.
public struct Tick: Sendable, Hashable {
  public var value: Double
  /// One line, or two where a date has a second part.
  public var lines: [String]

  public init(_ value: Double, _ lines: [String]) { (self.value, self.lines) = (value, lines) }
}

/// A range of numbers an axis can show: finite, and wide enough to be divided.
struct Domain: Sendable, Hashable {
  var low: Double
  var high: Double

  /// Magnitudes from here on are not drawn: their differences would overflow.
  static let largest = 1e300

  static func isDrawable(_ value: Double) -> Bool { abs(value) <= largest }

  /// The range of the drawable values, widened where they are all alike; 0...1 without any.
  init(covering values: some Sequence<Double>) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where Self.isDrawable(value) { (low, high) = (min(low, value), max(high, value)) }
    if low > high { (low, high) = (0, 1) }
    // Below this width neighbouring ticks would be the same double.
    let least = max(abs(low), abs(high)) * 1e-9
    if high - low <= least {
      let margin = low == 0 && high == 0 ? 1 : max(abs(low) * 0.1, 1e-300)
      (low, high) = (low - margin, high + margin)
    }
    (self.low, self.high) = (low, high)
  }

  func position(_ value: Double) -> Double { (value - low) / (high - low) }
}
