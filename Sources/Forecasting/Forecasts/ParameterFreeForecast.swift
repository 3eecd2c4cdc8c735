/// Yesterday once more: d(t + l − 24 h).
public struct YesterdayForecast: CarbonForecast {
  public init() {}

  public func dirtyHalfHours(after window: HistoryWindow) -> HalfHourShares {
    HalfHourShares { window.yesterday(halfHours: $0) }
  }
}

/// The last 7 days' mean at that time of day: p(l).
public struct ProfileForecast: CarbonForecast {
  public init() {}

  public func dirtyHalfHours(after window: HistoryWindow) -> HalfHourShares {
    HalfHourShares { window.profile(halfHours: $0) }
  }
}

/// The profile, and what the present differs from it dying away: p(l) + 0.95^l (d(t) − p(0)), l in hours.
public struct AutoregressiveForecast: CarbonForecast {
  /// 0.95^l, half-hour by half-hour.
  static let persistence = HalfHourShares(first: 1) { $0 * 0.95.squareRoot() }

  public init() {}

  public func dirtyHalfHours(after window: HistoryWindow) -> HalfHourShares {
    // Held hourly values do not move inside an hour, nor does their forecast.
    HalfHourShares { dirty(after: window, halfHours: window.isHeldHourly ? $0 & ~1 : $0) }
  }

  /// The dirty share at the lead of `halfHours` (0...61), not clipped.
  func dirty(after window: HistoryWindow, halfHours: Int) -> Double {
    let difference = window.present - window.profile(halfHours: 0)
    return window.profile(halfHours: halfHours) + Self.persistence[halfHours] * difference
  }
}
