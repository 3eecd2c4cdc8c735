import StreamIO

/// Meteorological season, by the month.
public enum Season: String, Choice {
  case winter, spring, summer, autumn
  public init() { self = .winter }

  public init(month: Int) {
    switch month {
    case 3...5: self = .spring
    case 6...8: self = .summer
    case 9...11: self = .autumn
    default: self = .winter
    }
  }
}
