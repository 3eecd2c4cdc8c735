import Records

/// Carbon-free share, or its complement, for the 60 half-hours from a window's anchor on.
public typealias HalfHourShares = InlineArray<60, Double>

/// A forecast of the carbon-free share a day ahead, from the past of the same zone alone.
public protocol CarbonForecast: Sendable {
  /// The dirty share (1 − carbon-free) of each half-hour from the window's anchor on, the first being the present one.
  /// Values outside 0...1 are allowed; they are clipped where the curve is made.
  mutating func dirtyHalfHours(after window: HistoryWindow) -> HalfHourShares
}

extension CarbonForecast {
  /// Fills `curve` with the mean carbon-free share (0...1) of the half-hours that begin at `time`.
  ///
  /// Half-hour k is [time + k/2 h, time + (k+1)/2 h): inside an hour of held data its first part may still belong to the
  /// hour that runs, whose value is known. Allocates nothing. A curve beyond 29 h repeats the last value.
  /// - Returns: false, with the curve untouched, where nothing is known of `time` yet.
  public mutating func fill(
    _ curve: UnsafeMutableBufferPointer<Double>, from history: HistoryBuffer, at time: Instant
  ) -> Bool {
    guard let window = HistoryWindow(history, at: time) else { return false }
    let dirty = dirtyHalfHours(after: window)
    let (first, into) = (time - window.anchor).quotientAndRemainder(dividingBy: halfHourSeconds)
    let later = Double(into) / Double(halfHourSeconds)
    for k in curve.indices {
      let (here, next) = (min(59, k + first), min(59, k + first + 1))
      curve[k] = (1 - (dirty[here] * (1 - later) + dirty[next] * later)).clippedToShare
    }
    return true
  }
}
