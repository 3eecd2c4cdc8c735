import StreamIO

/// What a publisher forecast: the carbon-free share itself, or the carbon intensity, of which the shares are made by a
/// straight line through both in the days before the start.
public enum ForecastBasis: String, Choice {
  case carbonFree = "carbon_free"
  case carbonIntensity = "carbon_intensity"
  public init() { self = .carbonFree }
}
