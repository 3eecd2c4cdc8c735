import Records

/// Moments on a line, with ticks where calendars have them, in UTC or at a fixed offset from it.
public struct TimeScale: Scale {
  public let start: Instant
  public let end: Instant
  /// Local time minus UTC.
  public let offsetSeconds: Int

  private static let first = Instant(year: 1, month: 1, day: 2)
  private static let last = Instant(year: 9999, month: 12, day: 30)
  /// The moments that can be shown.
  static let range = Double(first.seconds)...Double(last.seconds)

  /// An `end` not after `start` becomes an hour after it. Years 1 to 9999 are shown; others are moved to the nearest.
  public init(from start: Instant, to end: Instant, offsetSeconds: Int = 0) {
    let (first, last) = (Self.first, Self.last)
    self.start = min(max(start, first), last + -3600)
    self.end = min(end > self.start ? end : self.start + 3600, last)
    self.offsetSeconds = min(max(offsetSeconds, -86_400), 86_400)
  }

  public func position(_ value: Double) -> Double {
    (value - Double(start.seconds)) / Double(end.seconds - start.seconds)
  }

  public func ticks(_ wanted: Int) -> [Tick] {
    let (first, last) = (start + offsetSeconds, end + offsetSeconds)
    let step =
      CalendarStep.all.first { step in Double(last - first) / step.approximateSeconds <= Double(max(wanted, 1)) }
      ?? CalendarStep.years(1000)
    return step.moments(from: first, to: last).enumerated().map { index, local in
      Tick(Double(local.seconds) - Double(offsetSeconds), step.label(local, isFirst: index == 0))
    }
  }

  /// "Tue 5 Mar 2024, 14:05" in the axis' own time.
  public func text(_ value: Double) -> String {
    guard abs(value) < 1e12 else { return "" }
    let local = Instant(seconds: Int64(value.rounded())) + offsetSeconds
    return "\(CalendarText.weekdayAndDay(local)) \(local.date.year), \(CalendarText.clock(local))"
  }
}
