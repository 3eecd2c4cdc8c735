import Records

/// Dirty share (1 − carbon-free) for the half-hours from a window's anchor on: hours 0...30.
public typealias HalfHourShares = InlineArray<62, Double>

/// A forecast of the carbon-free share a day ahead, from the past of the same zone alone.
public protocol CarbonForecast: Sendable {
  /// A value has just been recorded at `time`: what there is to learn from it can be learned now.
  mutating func observe(_ history: HistoryBuffer, at time: Instant)

  /// The publisher of the grid's data has just said this of the time to come; it replaces what was said before.
  mutating func take(_ published: PublishedForecast)

  /// It is `time` again: what was noted of times after it goes.
  mutating func goBack(to time: Instant)

  /// Of an ensemble: the members' standard deviation about their mean, in shares, mean over all forecasts and leads.
  var disagreement: Double? { get }

  /// The dirty share of each half-hour from the window's anchor on, the first being the present one; values outside
  /// 0...1 are allowed, and clipped where the curve is made.
  mutating func dirtyHalfHours(after window: HistoryWindow) -> HalfHourShares
}

extension CarbonForecast {
  public func observe(_ history: HistoryBuffer, at time: Instant) {}
  public func take(_ published: PublishedForecast) {}
  public func goBack(to time: Instant) {}
  public var disagreement: Double? { nil }

  /// Fills `curve` with the mean carbon-free share (0...1) of the half-hours that begin at `time`.
  ///
  /// Half-hour k is [time + k/2 h, time + (k+1)/2 h): inside an hour of held data the first ones still belong, in part
  /// or whole, to the hour that runs. Allocates nothing. A curve beyond 30 h repeats the last value.
  /// - Returns: false, with the curve untouched, where nothing is known of `time` yet.
  public mutating func fill(
    _ curve: UnsafeMutableBufferPointer<Double>, from history: HistoryBuffer, at time: Instant
  ) -> Bool {
    guard let window = HistoryWindow(history, at: time) else { return false }
    let dirty = dirtyHalfHours(after: window)
    let (first, into) = (time - window.anchor).quotientAndRemainder(dividingBy: halfHourSeconds)
    let later = Double(into) / Double(halfHourSeconds)
    for k in curve.indices {
      let (here, next) = (min(dirty.count - 1, k + first), min(dirty.count - 1, k + first + 1))
      curve[k] = (1 - (dirty[here] * (1 - later) + dirty[next] * later)).clippedToShare
    }
    return true
  }
}
