import Records

/// The 7 days before one moment on a half-hour grid: what every forecast is made from.
///
/// The grid starts at `anchor`, the moment the present value began to hold. Hourly values held at a finer step thus
/// give the same window through the whole hour: nothing inside an hour tells when the next value comes, or where to.
public struct HistoryWindow: Sendable {
  /// The start of the present value; forecasts count their leads from here.
  public let anchor: Instant
  /// Whether the values are hourly ones that hold through their hour.
  public let isHeldHourly: Bool
  /// Dirty share (1 − carbon-free) half-hour by half-hour back from the anchor; 0 is the present.
  let dirty: InlineArray<337, Double>
  /// p: the mean of the last 7 days at each half-hour of the day to come; 0 is the present time of day.
  private let profile: InlineArray<49, Double>

  /// The window that ends at `time`; nil where nothing is known of that time yet.
  public init?(_ history: HistoryBuffer, at time: Instant) {
    guard let oldest = history.oldest, time >= oldest else { return nil }
    anchor = history.anchor(at: time)
    isHeldHourly = history.isHeldHourly(at: time)
    var dirty = InlineArray<337, Double>(repeating: 0)
    history.readDirty(before: anchor, into: &dirty)
    var profile = InlineArray<49, Double>(repeating: 0)
    for day in 1...7 {
      for lead in 0...48 { profile[lead] += dirty[48 * day - lead] }
    }
    for lead in 0...48 { profile[lead] /= 7 }
    (self.dirty, self.profile) = (dirty, profile)
  }

  /// Dirty share now.
  var present: Double { dirty[0] }

  /// y: the dirty share a day before half-hour `halfHours` from now; for leads beyond a day, the last day known.
  func yesterday(halfHours: Int) -> Double { dirty[48 - Self.withinDay(halfHours)] }

  /// p: the mean dirty share of the last 7 days at the time of day `halfHours` from now.
  func profile(halfHours: Int) -> Double { profile[Self.withinDay(halfHours)] }

  private static func withinDay(_ halfHours: Int) -> Int {
    halfHours <= 48 ? max(0, halfHours) : (halfHours - 1) % 48 + 1
  }

  /// Mean and standard deviation (of the population) of the last `hours` hourly values, the present one included.
  func moments(hours: Int) -> (mean: Double, deviation: Double) {
    let dirty = dirty.span  // the array itself would be copied at each subscript
    var sum = 0.0
    for hour in 0..<hours { sum += dirty[2 * hour] }
    let mean = sum / Double(hours)
    var squares = 0.0
    for hour in 0..<hours {
      let difference = dirty[2 * hour] - mean
      squares += difference * difference
    }
    return (mean, (squares / Double(hours)).squareRoot())
  }
}
