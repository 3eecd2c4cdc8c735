import Forecasting
import Records

/// What a device plans on: a trained forecast that learns on, or the forecast its observations bring.
struct DeviceForecast: CarbonForecast {
  private(set) var learned: LearnedForecast?
  private var given = GivenForecast()

  /// - Parameter learned: nil where observations bring the forecast.
  init(_ learned: LearnedForecast?) { self.learned = learned }

  /// What the publisher said last.
  var published: PublishedForecast? { given.published }

  mutating func observe(_ history: HistoryBuffer, at time: Instant) { learned?.observe(history, at: time) }

  mutating func goBack(to time: Instant) {
    learned?.goBack(to: time)
    given = GivenForecast()
  }

  mutating func take(_ published: PublishedForecast) { given.take(published) }

  /// What was learned of the place's own hours.
  var correction: OnlineCorrection? { learned?.correction }

  var disagreement: Double? { learned?.disagreement }

  mutating func dirtyHalfHours(after window: HistoryWindow) -> HalfHourShares {
    learned?.dirtyHalfHours(after: window) ?? given.dirtyHalfHours(after: window)
  }

  /// Goes on from a state that was saved; false, and nothing is changed, where that cannot be one of this forecast.
  mutating func restore(_ state: ForecastState) -> Bool {
    guard learned?.restore(state) ?? true else { return false }
    if let start = state.givenStart, let seconds = state.givenIntervalSeconds, let shares = state.given {
      take(PublishedForecast(start: start, stepSeconds: seconds, carbonFree: shares[...]))
    }
    return true
  }
}

extension ForecastState {
  init(_ history: HistoryBuffer, _ forecast: DeviceForecast) {
    self.init(history, forecast.correction)
    guard let published = forecast.published else { return }
    (givenStart, givenIntervalSeconds) = (published.start, published.stepSeconds)
    given = Array(published.carbonFree)
  }
}
