import StreamIO

/// How grid data were brought from their own step to another: shorter intervals hold the value, or run straight to the
/// next, which reveals it through the slope, so that such scenarios are not judged; longer ones have the mean of those
/// they hold. Under `start` shorter and longer ones alike have the value that stood at their start.
public enum Resampling: String, Choice {
  case none, hold, linear, mean, start
  public init() { self = .none }
}
