import Glibc

/// A distribution in five numbers, and what lies far out.
public struct FiveNumbers: Sendable, Hashable {
  /// Ends of the whiskers.
  public var low: Double
  public var lowerQuartile: Double
  public var median: Double
  public var upperQuartile: Double
  public var high: Double
  /// Values beyond the whiskers.
  public var outliers: [Double] = []
  public var count: Int

  public init(low: Double, lowerQuartile: Double, median: Double, upperQuartile: Double, high: Double, count: Int) {
    (self.low, self.lowerQuartile, self.median, self.upperQuartile) = (low, lowerQuartile, median, upperQuartile)
    (self.high, self.count) = (high, count)
  }

  /// Tukey's: whiskers reach to the last value within one and a half interquartile ranges of the box. Without values
  /// there are no numbers.
  public init?(_ values: [Double]) {
    let sorted = values.filter(Domain.isDrawable).sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let quartiles = [0.25, 0.5, 0.75].map { Self.quantile(of: sorted, $0) }
    let reach = 1.5 * (quartiles[2] - quartiles[0])
    let inside = sorted.filter { $0 >= quartiles[0] - reach && $0 <= quartiles[2] + reach }
    self.init(
      low: min(inside.first ?? first, quartiles[0]), lowerQuartile: quartiles[0], median: quartiles[1],
      upperQuartile: quartiles[2], high: max(inside.last ?? last, quartiles[2]), count: sorted.count)
    outliers = sorted.filter { $0 < low || $0 > high }
  }

  var all: [Double] { [low, lowerQuartile, median, upperQuartile, high] + outliers }
  var isDrawable: Bool { all.allSatisfy(Domain.isDrawable) }

  /// Linear between neighbours: type 7 of Hyndman and Fan 1996 (doi:10.1080/00031305.1996.10473566).
  static func quantile(of sorted: [Double], _ probability: Double) -> Double {
    guard let last = sorted.last else { return .nan }
    let place = Double(sorted.count - 1) * probability
    let index = Int(place)
    guard index + 1 < sorted.count else { return last }
    return sorted[index] + (sorted[index + 1] - sorted[index]) * (place - Double(index))
  }
}
