/// What a forecast is to find: the dirty share 1...30 hours ahead.
public struct ForecastTargets: Sendable {
  public static let count = 30
  /// Changes are clipped to this many σ, so that a week without movement does not govern the fit.
  private static let limit = 8.0

  /// Dirty share at each lead.
  public let dirty: InlineArray<30, Double>

  /// The change from `present` in units of `sigma`, clipped to ±8: what is fitted.
  public func normalised(present: Double, sigma: Double) -> InlineArray<30, Double> {
    InlineArray { ((dirty[$0] - present) / sigma).clipped(to: Self.limit) }
  }
}
