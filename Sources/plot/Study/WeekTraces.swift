import Camera
import Charting
import Records
import StreamIO

/// The traces of one scenario, by controller on one common grid of intervals.
struct WeekTraces {
  let id: String
  let start: Instant
  let intervalSeconds: Int
  let count: Int
  let zone: String?
  /// The mean solar time of the place minus UTC, where the place is known: the sun moves by a degree in four minutes.
  let solarOffsetSeconds: Int?
  /// By controller in the chosen order; nil where an interval has no record.
  let controllers: [(name: String, intervals: [Trace?])]

  /// More than a year of minutes is no week, but a fault of the input.
  private static let largestCount = 600_000
  private static let longestStep = 366 * 86_400

  init(_ traces: [Trace], controllers chosen: [String]) throws(MissingRecords) {
    let present = traces.map(\.controller).distinct()
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
    (zone, solarOffsetSeconds) = (first.zone, first.longitude.map { Int(($0 * 240).rounded()) })
    self.controllers = names.map { name in
      var intervals = [Trace?](repeating: nil, count: count)
      for trace in traces where trace.controller.exact == name.exact { intervals[(trace.time - start) / step] = trace }
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

  /// The models that ran, from the cheapest to the dearest by what they took.
  var models: [String] {
    var energy: [String: Double] = [:]
    for trace in controllers.flatMap({ $0.intervals.compactMap(\.self) }) {
      if let model = trace.model { energy[model] = max(energy[model] ?? 0, trace.usedMwh) }
    }
    return energy.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
  }

  func series<Value: Sendable>(_ name: String, _ intervals: [Trace?], _ value: (Trace?) -> Value) -> TimeSeries<Value> {
    TimeSeries(
      name: ControllerName.text(name), start: start, intervalSeconds: intervalSeconds, values: intervals.map(value))
  }

  func forEachController<Value: Sendable>(_ value: (Trace?) -> Value) -> [TimeSeries<Value>] {
    controllers.map { series($0.name, $0.intervals, value) }
  }

  /// The carbon-free share of the energy a controller drew; nil if it drew none.
  func cleanShare(_ intervals: [Trace?]) -> Double? {
    let drawn = intervals.compactMap(\.self).map { (energy: $0.gridMwh, clean: $0.gridMwh * $0.carbonFree) }
    let energy = drawn.reduce(0) { $0 + $1.energy }
    return energy > 0 ? drawn.reduce(0) { $0 + $1.clean } / energy : nil
  }
}
