/// Why a statistic has no value. A record then holds null and this reason beside it; NaN is never returned.
public enum Undefined: Error, Sendable, Equatable, CustomStringConvertible {
  case noValues
  case singleValue
  case fewerValues(than: Int)
  case singleCluster
  case equalValues
  case equalButForRounding
  case zeroDifferences
  case zeroDenominator
  case tooManyTies
  case noRate
  case notFinite

  public var description: String {
    switch self {
    case .noValues: "no values"
    case .singleValue: "a single value has no spread"
    case .fewerValues(let least): "fewer than \(least) values"
    case .singleCluster: "a single cluster cannot be resampled"
    case .equalValues: "all values are equal"
    case .equalButForRounding: "the values are equal but for rounding"
    case .zeroDifferences: "all differences are zero"
    case .zeroDenominator: "the denominator is zero"
    case .tooManyTies: "too many values are equal"
    case .noRate: "not a number of successes among trials"
    case .notFinite: "a value or sum is not finite"
    }
  }
}
