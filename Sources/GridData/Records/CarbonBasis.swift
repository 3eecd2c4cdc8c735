import StreamIO

/// Emissions of generation alone, or with those of building and fuelling the plants.
public enum CarbonBasis: String, Choice {
  case direct, lifecycle
  public init() { self = .direct }
}
