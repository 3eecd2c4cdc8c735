import Records
import StreamIO
import Testing

@testable import Forecasting

/// Curves against sums over single minutes of the series itself, which a history remembers in single precision.
@Suite struct ForecastTests {
  /// The mean carbon-free share of each half-hour from `time`, of a dirty share given minute by minute.
  private func means(from time: Instant, _ dirty: (Instant) -> Double) -> [Double] {
    (0..<48).map { halfHour in
      let minutes = (0..<30).map { dirty(time + halfHour * 1800 + $0 * 60) }
      return min(1, max(0, 1 - minutes.reduce(0, +) / 30))
    }
  }

  private func curve<F: CarbonForecast>(_ forecast: F, _ series: ForecastSeries, at time: Instant) -> [Double] {
    var forecast = forecast
    var curve = [Double](repeating: -1, count: 48)
    let filled = curve.withUnsafeMutableBufferPointer { forecast.fill($0, from: series.history(until: time), at: time) }
    #expect(filled)
    return curve
  }

  private func profile(_ series: ForecastSeries, at time: Instant, days: ClosedRange<Int> = 1...7) -> Double {
    days.reduce(0) { $0 + series.dirty(at: time + -86_400 * $1) } / Double(days.count)
  }

  @Test(arguments: [0, 20, 35, 55])
  func heldDataAreForecastHourByHour(_ minute: Int) {
    let hourly = referenceSeries("hourly")
    for series in [hourly, hourly.held(atSeconds: 300)] {
      let hour = hourly.start + 400 * 3600
      let time = hour + minute * 60
      let yesterday = means(from: time) { series.dirty(at: $0 + -86_400) }
      // Leads of 24 h and more, which a curve begun inside the hour ends with, have a day of their own.
      let known = 0..<(minute == 0 ? 48 : 46)
      #expect(largestDifference(curve(YesterdayForecast(), series, at: time)[known], yesterday[known]) < 1e-7)
      let average = means(from: time) { profile(series, at: $0) }
      #expect(largestDifference(curve(ProfileForecast(), series, at: time)[known], average[known]) < 1e-7)
      let difference = series.dirty(at: time) - profile(series, at: time)
      let corrected = means(from: time) { t in
        let hours = (t - hour) / 3600
        return profile(series, at: t) + (0..<hours).reduce(difference) { value, _ in value * 0.95 }
      }
      #expect(largestDifference(curve(AutoregressiveForecast(), series, at: time)[known], corrected[known]) < 1e-7)
    }
  }

  @Test func aModelHoldsHeldHoursAndJoinsOthersByLines() throws {
    let network = try ForecastNetwork.trainRidge(on: [referenceSeries("hourly"), referenceSeries("quarterly")])
    for (name, minute) in [("hourly", 0), ("hourly", 40), ("quarterly", 0)] {
      let series = referenceSeries(name)
      let model = try ForecastModel(network)
      let hour = series.start + 300 * 3600
      let time = hour + minute * 60
      let window = try #require(HistoryWindow(series.history(until: time), at: time))
      let features = ForecastFeatures(window, longitudeDegrees: series.longitudeDegrees)
      let hours = [window.present] + array(window.dirtyHours(changes: model.normalisedChanges(features), sigma: features.sigma))
      let expected = means(from: time) { t in
        // The middle of the minute, where a line has its mean.
        let position = (Double(t - hour) + (name == "quarterly" ? 30 : 0)) / 3600
        let (before, part) = (Int(position), position - position.rounded(.down))
        return name == "hourly" ? hours[before] : hours[before] + part * (hours[before + 1] - hours[before])
      }
      var forecast = try LearnedForecast([network], priorHours: nil)
      forecast.longitudeDegrees = series.longitudeDegrees
      #expect(largestDifference(curve(forecast, series, at: time), expected) < 1e-12)
    }
  }

  /// Held hours are cleaner by two errors of their lead, in units of sigma; the hour that runs is known.
  @Test func shadingTakesTheGridToBeCleaner() throws {
    let (hourly, other) = (referenceSeries("hourly"), referenceSeries("quarterly"))
    let network = try ForecastNetwork.trainRidge(on: [hourly, other], leavingOut: [other.zone])
    let errors = try #require(network.validation).normalisedError
    let hour = hourly.start + 300 * 3600
    let window = try #require(HistoryWindow(hourly.history(until: hour), at: hour))
    func forecast(shading: Double) throws -> [Double] {
      var forecast = try LearnedForecast([network], priorHours: nil, shading: shading)
      return array(forecast.dirtyHalfHours(after: window))
    }
    let sigma = ForecastFeatures(window, longitudeDegrees: 0).sigma
    let (plain, shaded) = (try forecast(shading: 0), try forecast(shading: 2))
    #expect(plain[..<2] == shaded[..<2])
    for halfHour in 2..<60 {
      let expected = plain[halfHour] - 2 * sigma * errors[halfHour / 2 - 1]
      // Where neither was clipped.
      if plain[halfHour] > 0, plain[halfHour] < 1, expected > 0 { #expect(abs(shaded[halfHour] - expected) < 1e-12) }
      #expect(shaded[halfHour] <= plain[halfHour])
    }
    #expect(plain != shaded)
    let unjudged = try ForecastNetwork.trainRidge(on: [hourly])
    #expect(throws: Failure.self) { try LearnedForecast([unjudged], priorHours: nil, shading: 1) }
    #expect(throws: Never.self) { try LearnedForecast([unjudged], priorHours: nil, shading: 0) }
  }

  @Test func nothingIsForecastFromNothing() {
    var curve = [0.5, 0.5]
    var forecast = AutoregressiveForecast()
    let filled = curve.withUnsafeMutableBufferPointer {
      forecast.fill($0, from: HistoryBuffer(intervalSeconds: 300), at: Instant(seconds: 0))
    }
    #expect(!filled && curve == [0.5, 0.5])
  }
}
