import GridData
import Records
import StreamIO

/// Joins the daily records of a grid stream into one series per zone; windows stand for themselves.
public struct SeriesAssembler {
  /// The zones, in the order they came.
  public private(set) var series: [ForecastSeries] = []
  public private(set) var isModelled: [Bool] = []
  /// Where the grid stream's zones stand in `series`.
  private var joined: [ExactText: Int] = [:]

  public init() {}

  /// Adds the day that follows the zone's last one, or the first of a zone.
  public mutating func add(_ day: Series, at place: Place) throws(Failure) {
    guard let index = joined[day.zone.exact] else {
      guard day.intervalSeconds > 0, day.intervalSeconds <= 3600, 3600 % day.intervalSeconds == 0 else {
        throw Failure(.data, "interval_s is \(day.intervalSeconds); a part of an hour is expected", at: place)
      }
      joined[day.zone.exact] = series.count
      series.append(
        ForecastSeries(
          zone: day.zone, longitudeDegrees: day.longitude, start: day.start, intervalSeconds: day.intervalSeconds,
          carbonFree: day.carbonFree))
      return isModelled.append(day.modelled)
    }
    let expected = series[index].start + series[index].carbonFree.count * series[index].intervalSeconds
    guard day.intervalSeconds == series[index].intervalSeconds, day.start == expected else {
      throw Failure(
        .data,
        "\(day.zone) goes on at \(day.start) in steps of \(day.intervalSeconds) s; \(expected) and "
          + "\(series[index].intervalSeconds) s would follow what came before",
        at: place)
    }
    series[index].carbonFree += day.carbonFree
    isModelled[index] = isModelled[index] || day.modelled
  }

  /// Adds a window, which goes on from nothing and is followed by nothing.
  public mutating func add(_ window: SeriesWindow, at place: Place) throws(Failure) {
    let step = window.intervalSeconds
    guard step > 0, step <= 3600, 3600 % step == 0 else {
      throw Failure(.data, "interval_s is \(step); a part of an hour is expected", at: place)
    }
    guard window.history.count * step >= 7 * secondsPerDay else {
      throw Failure(
        .data, "\(window.name) has \(window.history.count * step / secondsPerHour) h of history; 7 days at least would "
          + "be right (scengen --history-days 7)", at: place)
    }
    series.append(
      ForecastSeries(
        zone: window.zone, longitudeDegrees: window.longitudeDegrees,
        start: window.start + -window.history.count * step, intervalSeconds: step,
        carbonFree: window.history + window.carbonFree))
    isModelled.append(window.isModelled)
  }
}

/// A problem whose scenarios hold the grid of their time and place, to learn a forecast from.
public protocol WindowSource {
  func window(of line: UnsafeBufferPointer<UInt8>, file: String, number: Int) throws(Failure) -> SeriesWindow
}

/// A stretch of a zone's carbon-free share, with what was known before it.
public struct SeriesWindow: Sendable {
  /// In messages.
  public var name: String
  public var zone: String
  /// East positive.
  public var longitudeDegrees: Double
  /// Of the first share after the history.
  public var start: Instant
  public var intervalSeconds: Int
  public var history: [Double]
  public var carbonFree: [Double]
  public var isModelled: Bool

  public init(
    name: String, zone: String, longitudeDegrees: Double, start: Instant, intervalSeconds: Int, history: [Double],
    carbonFree: [Double], isModelled: Bool
  ) {
    (self.name, self.zone, self.longitudeDegrees) = (name, zone, longitudeDegrees)
    (self.start, self.intervalSeconds) = (start, intervalSeconds)
    (self.history, self.carbonFree, self.isModelled) = (history, carbonFree, isModelled)
  }
}
