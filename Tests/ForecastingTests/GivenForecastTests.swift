import Glibc
import Randomness
import Records
import Testing

@testable import Forecasting

struct GivenForecastTests {
  private let start = Instant(year: 2024, month: 5, day: 20)

  /// Eight days of a made-up grid up to `start`, and its window then.
  private func window(intervalSeconds: Int, at time: Instant? = nil) throws -> HistoryWindow {
    var random = RandomStream(seed: 4, "given \(intervalSeconds)")
    var history = HistoryBuffer(intervalSeconds: intervalSeconds)
    for index in -(8 * 86_400 / intervalSeconds)...0 {
      history.record(random.unit(), at: start + index * intervalSeconds)
    }
    return try #require(HistoryWindow(history, at: time ?? start))
  }

  private func given(_ shares: [Double?], from time: Instant, stepSeconds: Int) -> GivenForecast {
    GivenForecast(PublishedForecast(start: time, stepSeconds: stepSeconds, carbonFree: shares[...]))
  }

  @Test(arguments: [3600, 1800, 300])
  func correctsByThePresentAndGoesOnAsAutoregressive(step: Int) throws {
    let window = try window(intervalSeconds: step)
    let shares: [Double?] = (0..<(4 * 3600 / step)).map { 0.2 + 0.1 * Double($0 % 7) }
    let forecast = given(shares, from: start, stepSeconds: step).dirtyHalfHours(after: window)
    let autoregressive = AutoregressiveForecast().dirtyHalfHours(after: window)
    let unit = max(1800, step)
    func mean(_ halfHour: Int) -> Double {
      let first = halfHour * 1800 / unit * unit / step
      let part = shares[first..<(first + unit / step)]
      return 1 - part.reduce(0) { $0 + ($1 ?? 0) } / Double(part.count)
    }
    #expect(forecast[0] == window.present)
    for halfHour in 0..<8 {
      let hours = Double(halfHour * 1800 / unit * unit) / 3600
      let expected = mean(halfHour) + pow(0.95, hours) * (window.present - mean(0))
      #expect(abs(forecast[halfHour] - expected) < 1e-12)
    }
    for halfHour in 8..<62 { #expect(forecast[halfHour] == autoregressive[halfHour]) }
  }

  @Test func standsAsGivenWhereThePresentIsNotSaid() throws {
    let window = try window(intervalSeconds: 3600)
    let forecast = given([0.3, nil, 0.4], from: start + 3600, stepSeconds: 3600).dirtyHalfHours(after: window)
    let autoregressive = AutoregressiveForecast().dirtyHalfHours(after: window)
    for halfHour in 0..<62 {
      let expected = [2: 0.7, 3: 0.7, 6: 0.6, 7: 0.6][halfHour] ?? autoregressive[halfHour]
      #expect(abs(forecast[halfHour] - expected) < 1e-12)
    }
  }

  /// Of another step than the history's: an hour of the forecast is the mean of what is said of it.
  @Test func readsAnyStep() throws {
    let window = try window(intervalSeconds: 3600)
    let forecast = given([0.9, 0.1, 0.2, 0.6], from: start, stepSeconds: 1800).dirtyHalfHours(after: window)
    #expect(abs(forecast[2] - (0.6 + 0.95 * (window.present - 0.5))) < 1e-12 && forecast[2] == forecast[3])
    // One that began in the past, and one of a step longer than all that is planned for.
    let old = given([0, 0, 0.9, 0.1, 0.2, 0.6], from: start + -3600, stepSeconds: 1800).dirtyHalfHours(after: window)
    for halfHour in 0..<62 { #expect(old[halfHour] == forecast[halfHour]) }
    let flat = given([0.25], from: start, stepSeconds: 86_400).dirtyHalfHours(after: window)
    #expect(abs(flat[47] - (0.75 + pow(0.95, 23) * (window.present - 0.75))) < 1e-12)
    let past = given([0.25], from: start + -7200, stepSeconds: 3600)
    #expect(past.published?.reachesBeyond(start) == false && past.published?.reachesBeyond(start + -5000) == true)
    let autoregressive = AutoregressiveForecast().dirtyHalfHours(after: window)
    for halfHour in 0..<62 { #expect(past.dirtyHalfHours(after: window)[halfHour] == autoregressive[halfHour]) }
  }
}
