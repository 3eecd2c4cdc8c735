import Records

/// What the publisher of the grid's data says of the time to come, as it is known at one moment: one carbon-free share
/// (0...1) for each interval from `start` on, nil where nothing is said.
public struct PublishedForecast: Sendable, Hashable {
  public let start: Instant
  /// Length of an interval, 1 at least.
  public let stepSeconds: Int
  public let carbonFree: ArraySlice<Double?>

  public init(start: Instant, stepSeconds: Int, carbonFree: ArraySlice<Double?>) {
    (self.start, self.stepSeconds, self.carbonFree) = (start, max(1, stepSeconds), carbonFree)
  }

  /// Whether anything is said of the interval that `time` lies in, or of a later one.
  public func reachesBeyond(_ time: Instant) -> Bool {
    let index = max(0, (time - start).flooredQuotient(by: stepSeconds))
    return carbonFree.dropFirst(index).contains { $0 != nil }
  }

  /// The mean dirty share from `time` over `seconds`, of the part something is said of; nil where there is none.
  func dirty(from time: Instant, seconds: Int) -> Double? {
    let (begin, end) = (time - start, time - start + seconds)
    var (sum, weight) = (0.0, 0)
    var index = max(0, begin.flooredQuotient(by: stepSeconds))
    while index < carbonFree.count, index * stepSeconds < end {
      if let share = carbonFree[carbonFree.startIndex + index] {
        let part = min(end, (index + 1) * stepSeconds) - max(begin, index * stepSeconds)
        sum += Double(part) * (1 - share)
        weight += part
      }
      index += 1
    }
    return weight > 0 ? sum / Double(weight) : nil
  }
}
