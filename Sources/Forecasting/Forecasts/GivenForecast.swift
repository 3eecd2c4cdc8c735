import Records

/// The forecast that the grid's publisher gives, corrected by the present, and `ar` beyond its reach:
/// g(l) + 0.95^l (d(t) − g(0)), l in hours. Where the publisher says nothing of the present, g stands as it is given.
public struct GivenForecast: CarbonForecast {
  public private(set) var published: PublishedForecast?
  private let beyond = AutoregressiveForecast()

  public init(_ published: PublishedForecast? = nil) { self.published = published }

  public mutating func take(_ published: PublishedForecast) { self.published = published }

  public func dirtyHalfHours(after window: HistoryWindow) -> HalfHourShares {
    // Held hourly values do not move inside an hour, nor does their forecast.
    let halfHours = window.isHeldHourly ? 2 : 1
    let present = given(after: window, halfHour: 0, of: halfHours)
    let error = present.map { window.present - $0 } ?? 0
    var next: Double?
    return HalfHourShares { halfHour in
      if halfHour % halfHours == 0 { next = given(after: window, halfHour: halfHour, of: halfHours) }
      let first = halfHour - halfHour % halfHours
      // The present is known to the last bit.
      if first == 0, present != nil { return window.present }
      return next.map { $0 + AutoregressiveForecast.persistence[first] * error }
        ?? beyond.dirty(after: window, halfHours: first)
    }
  }

  /// What is said of some half-hours from `halfHour` after the anchor on.
  private func given(after window: HistoryWindow, halfHour: Int, of halfHours: Int) -> Double? {
    published?.dirty(from: window.anchor + halfHour * halfHourSeconds, seconds: halfHours * halfHourSeconds)
  }
}
