import Charting
import Records
import StreamIO

/// The traces of one scenario, by contender on one common grid of intervals.
struct WeekTraces {
  let id: String
  let start: Instant
  let intervalSeconds: Int
  let count: Int
  let place: String?
  /// The mean solar time of the place minus UTC, where the place is known: the sun moves by a degree in four minutes.
  let solarOffsetSeconds: Int?
  /// By contender in the chosen order; nil where an interval has no record.
  let contenders: [(name: String, intervals: [TraceRecord?])]

  /// More than a year of minutes is no week, but a fault of the input.
  private static let largestCount = 600_000
  private static let longestStep = 366 * 86_400

  init(_ traces: [TraceRecord], contenders chosen: [String]) throws(MissingRecords) {
    let present = traces.map(\.contender).distinct()
    let wanted = chosen.filter(present.contains)
    let names = wanted.isEmpty ? present : wanted
    guard let first = traces.first, let start = traces.map(\.time).min(), let last = traces.map(\.time).max() else {
      throw MissingRecords(
        needed: "needs trace records", remedy: "simulate --trace interval --trace-output traces.ndjson.gz")
    }
    let step = first.intervalSeconds
    guard (1...Self.longestStep).contains(step), (last - start) / step < Self.largestCount,
      traces.allSatisfy({ $0.intervalSeconds == step && ($0.time - start) % step == 0 && $0.id.exact == first.id.exact })
    else {
      throw MissingRecords(
        needed: "needs trace records of one scenario, in equal intervals without years in or between them",
        remedy: "simulate --trace interval --trace-output traces.ndjson.gz")
    }
    let count = (last - start) / step + 1
    (id, self.start, intervalSeconds, self.count) = (first.id, start, step, count)
    (place, solarOffsetSeconds) = (first.place, first.longitude.map { Int(($0 * 240).rounded()) })
    contenders = names.map { name in
      var intervals = [TraceRecord?](repeating: nil, count: count)
      for trace in traces where trace.contender.exact == name.exact { intervals[(trace.time - start) / step] = trace }
      return (name, intervals)
    }
  }

  var end: Instant { start + count * intervalSeconds }

  /// "A week", "3 days", "5 hours".
  var lengthText: String {
    let seconds = count * intervalSeconds
    if seconds == 604_800 { return "A week" }
    if seconds % 86_400 == 0 { return (seconds / 86_400).counted("day") }
    return ((seconds + 1800) / 3600).counted("hour")
  }

  /// The names of a field, from that with the least of the largest values of another to that with the most.
  func names(_ field: String, orderedBy other: String) -> [String] {
    var largest: [String: Double] = [:]
    for trace in contenders.flatMap({ $0.intervals.compactMap(\.self) }) {
      guard let name = trace.name(field) else { continue }
      largest[name] = max(largest[name] ?? 0, trace.number(other).isFinite ? trace.number(other) : 0)
    }
    return largest.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
  }

  /// What is the same for all contenders, from the first that has it.
  func shared(_ field: String) -> [Double] {
    (0..<count).map { index in
      contenders.lazy.compactMap { $0.intervals[index]?.number(field) }.first(where: \.isFinite) ?? .nan
    }
  }

  func each<Value: Sendable>(_ words: Words, _ value: (TraceRecord) -> Value, else absent: Value) -> [TimeSeries<Value>] {
    contenders.map { name, intervals in
      TimeSeries(
        name: words.title(name), start: start, intervalSeconds: intervalSeconds, values: intervals.map { $0.map(value) ?? absent })
    }
  }

  /// The mean of a share, by a weight; nil where nothing weighs.
  func weighted(_ share: String, by weight: String, _ intervals: [TraceRecord?]) -> Double? {
    let known = intervals.compactMap(\.self).map { (weight: $0.number(weight), share: $0.number(share)) }
    let whole = known.reduce(0) { $0 + $1.weight }
    return whole > 0 ? known.reduce(0) { $0 + $1.weight * $1.share } / whole : nil
  }
}
