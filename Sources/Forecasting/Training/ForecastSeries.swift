import Records

/// A zone's carbon-free share over months or years, to learn from or to be judged on.
public struct ForecastSeries: Sendable {
  public var zone: String
  /// East positive.
  public var longitudeDegrees: Double
  /// Start of the first interval.
  public var start: Instant
  /// 5 minutes to 1 hour.
  public var intervalSeconds: Int
  /// One fraction 0...1 an interval, without gaps.
  public var carbonFree: [Double]

  public init(
    zone: String, longitudeDegrees: Double, start: Instant, intervalSeconds: Int, carbonFree: [Double]
  ) {
    self.zone = zone
    self.longitudeDegrees = longitudeDegrees
    self.start = start
    self.intervalSeconds = max(1, intervalSeconds)
    self.carbonFree = carbonFree
  }

  /// One hour of a series: what was known then, and what came.
  public struct Example {
    public let window: HistoryWindow
    public let features: ForecastFeatures
    public let targets: ForecastTargets
  }

  /// Calls `body` for each hour that has 7 days before it and 30 hours after it, in order.
  public func forEachExample(_ body: (Example) -> Void) {
    var history = HistoryBuffer(intervalSeconds: intervalSeconds)
    for (index, share) in carbonFree.enumerated() {
      let time = start + index * intervalSeconds
      history.record(share, at: time)
      let beginsHour = index == 0 || time.hour != (time + -intervalSeconds).hour
      guard beginsHour, time - start >= 7 * secondsPerDay else { continue }
      guard index + ForecastTargets.count * secondsPerHour / intervalSeconds < carbonFree.count else { return }
      guard let window = HistoryWindow(history, at: time) else { continue }
      let dirty = InlineArray<30, Double> { 1 - carbonFree[index + ($0 + 1) * secondsPerHour / intervalSeconds] }
      body(
        Example(
          window: window, features: ForecastFeatures(window, longitudeDegrees: longitudeDegrees),
          targets: ForecastTargets(dirty: dirty)))
    }
  }

  /// The series cut at each new year (UTC): zone-years are what is left out for validation, and nothing that is
  /// learned may reach over the cut.
  public func years() -> [(year: Int, series: ForecastSeries)] {
    var parts: [(year: Int, series: ForecastSeries)] = []
    var first = 0
    while first < carbonFree.count {
      let begin = start + first * intervalSeconds
      let year = begin.date.year
      let seconds = Instant(year: year + 1, month: 1, day: 1) - begin
      let end = min(carbonFree.count, first + (seconds + intervalSeconds - 1) / intervalSeconds)
      var part = self
      part.start = begin
      part.carbonFree = Array(carbonFree[first..<end])
      parts.append((year, part))
      first = end
    }
    return parts
  }
}
