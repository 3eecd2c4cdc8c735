import Forecasting
import Records

/// A forecast made once for each value it is made from: planning again while an hourly value holds asks for the same
/// curve from the same moment, and making it costs more than planning on it.
struct HeldForecast<Base: CarbonForecast>: CarbonForecast {
  private(set) var base: Base
  private var made: (anchor: Instant, isHeldHourly: Bool, shares: HalfHourShares)?
  private var observed: Instant?
  /// How many forecasts were made.
  private(set) var count = 0

  init(_ base: Base) { self.base = base }

  var disagreement: Double? { base.disagreement }

  mutating func observe(_ history: HistoryBuffer, at time: Instant) {
    // A value that replaces one of the same time makes another forecast, as does one that comes after its interval began.
    if time == observed || made.map({ $0.anchor >= time }) ?? false { made = nil }
    observed = time
    base.observe(history, at: time)
  }

  mutating func take(_ published: PublishedForecast) {
    made = nil
    base.take(published)
  }

  mutating func goBack(to time: Instant) {
    (made, observed) = (nil, nil)
    base.goBack(to: time)
  }

  mutating func dirtyHalfHours(after window: HistoryWindow) -> HalfHourShares {
    if let made, made.anchor == window.anchor, made.isHeldHourly == window.isHeldHourly { return made.shares }
    let shares = base.dirtyHalfHours(after: window)
    count += 1
    made = (window.anchor, window.isHeldHourly, shares)
    return shares
  }
}
