import Records
import StreamIO

extension CarbonSeries {
  /// The series at another interval length.
  ///
  /// Longer intervals are the means of the shorter ones they hold and carry every mark of theirs; by `start` they have
  /// the value and the marks of the first. They begin at whole multiples of their length in UTC, and what does not fill
  /// one at either end is left out.
  /// Shorter ones are either held, each having the value of the interval it is a part of, so that nothing is known
  /// sooner than it was published; or linear, running straight from the start of one interval to the start of the next
  /// and staying at the last one's value.
  /// - Parameters:
  ///   - seconds: the new length; it divides the present one, or is a multiple of it.
  ///   - method: how shorter intervals are made; `start` makes longer ones, too, which are means under any other.
  /// - Throws: `Failure(.usage)` where the lengths do not divide one another, or shorter ones are asked for by a method
  ///   that makes none.
  public func resampled(to seconds: Int, by method: Resampling) throws(Failure) -> CarbonSeries {
    if seconds == intervalSeconds { return self }
    if seconds > intervalSeconds, seconds % intervalSeconds == 0 { return lengthened(to: seconds, isMean: method != .start) }
    guard seconds > 0, intervalSeconds % seconds == 0 else {
      throw Failure(
        .usage,
        "an interval of \(seconds) s neither divides nor holds whole intervals of \(zone), which last "
          + "\(intervalSeconds) s")
    }
    let parts = intervalSeconds / seconds
    var result = self
    result.intervalSeconds = seconds
    result.marks = marks.flatMap { repeatElement($0, count: parts) }
    switch method {
    case .none, .mean:
      throw Failure(
        .usage,
        "\(zone) has intervals of \(intervalSeconds) s; for \(seconds) s, resample by \"hold\" or \"linear\"")
    case .hold, .start: result.mapValues { Self.held($0, parts: parts) }
    case .linear: result.mapValues { Self.interpolated($0, parts: parts) }
    }
    return result
  }

  private func lengthened(to seconds: Int, isMean: Bool) -> CarbonSeries {
    let parts = seconds / intervalSeconds
    let past = ((start.seconds % Int64(seconds)) + Int64(seconds)) % Int64(seconds)
    let skipped = past == 0 ? 0 : (seconds - Int(past)) / intervalSeconds
    let whole = max(0, count - skipped) / parts
    var result = self
    result.start = start + skipped * intervalSeconds
    result.intervalSeconds = seconds
    let counted = isMean ? parts : 1
    func part(_ index: Int) -> Range<Int> { skipped + index * parts..<skipped + index * parts + counted }
    result.mapValues { values in
      (0..<whole).map { values[part($0)].reduce(0, +) / Double(counted) }
    }
    if isMean { result.forecastDelaySeconds += seconds - intervalSeconds }
    result.marks = (0..<whole).map { marks[part($0)].reduce([]) { $0.union($1) } }
    return result
  }

  private mutating func mapValues(_ transform: ([Double]) -> [Double]) {
    if !carbonFree.isEmpty { carbonFree = transform(carbonFree) }
    if !carbonDirect.isEmpty { carbonDirect = transform(carbonDirect) }
    if !carbonLifecycle.isEmpty { carbonLifecycle = transform(carbonLifecycle) }
    if !forecastCarbonFree.isEmpty { forecastCarbonFree = transform(forecastCarbonFree) }
    if !forecastIntensity.isEmpty { forecastIntensity = transform(forecastIntensity) }
  }

  private static func held(_ values: [Double], parts: Int) -> [Double] {
    values.flatMap { repeatElement($0, count: parts) }
  }

  private static func interpolated(_ values: [Double], parts: Int) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(values.count * parts)
    for index in values.indices {
      let slope = index + 1 < values.count ? (values[index + 1] - values[index]) / Double(parts) : 0
      for part in 0..<parts { result.append(values[index] + slope * Double(part)) }
    }
    return result
  }
}
