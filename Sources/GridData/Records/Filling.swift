import StreamIO

/// What is done about intervals without data: nothing, which makes them an error; the value before; the line between.
public enum Filling: String, Choice {
  case none, previous, linear
  public init() { self = .none }
}
