import Records

/// Equally spaced values, each holding from its moment to the next.
public struct TimeSeries<Value: Sendable>: Sendable {
  public var name: String
  public var start: Instant
  public var intervalSeconds: Int
  public var values: [Value]

  public init(name: String = "", start: Instant, intervalSeconds: Int, values: [Value]) {
    (self.name, self.start) = (name, start)
    (self.intervalSeconds, self.values) = (max(intervalSeconds, 1), values)
  }

  /// Seconds since 1970 at which value `index` begins.
  func time(_ index: Int) -> Double { Double(start.seconds) + Double(index) * Double(intervalSeconds) }

  /// The value that holds at a moment.
  func value(at time: Double) -> Value? {
    let place = (time - Double(start.seconds)) / Double(intervalSeconds)
    return place >= 0 && place < Double(values.count) ? values[Int(place)] : nil
  }
}

extension TimeSeries<Double> {
  /// The points of a stepped line, the last value held to its end.
  var points: [Point] {
    let begun = values.enumerated().map { Point(time($0), $1) }
    return begun + values.suffix(1).map { Point(time(values.count), $0) }
  }

  var missingCount: Int { values.count { !Domain.isDrawable($0) } }
}
