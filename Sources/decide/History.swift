import Camera
import CommandSupport
import GridData
import Records
import StreamIO

/// What primes a decider: the shares of grid stream records, of a scenario's history, or of observations.
struct History {
  private let intervalSeconds: Int
  private var zone: String?

  init(_ device: DeviceDescription) { intervalSeconds = device.scenario.intervalSeconds }

  mutating func read(path: String, into decider: inout Decider) throws(Failure) {
    let lines = try LineReader(path: path)
    var isEmpty = true
    while let line = try lines.next() {
      isEmpty = false
      let place = Place(file: lines.name, line: lines.lineNumber)
      switch try lines.kind(of: line) {
      case "series":
        let day = try lines.decode(line, as: Series.self)
        try check(day.zone, day.intervalSeconds, at: place)
        for (index, share) in day.carbonFree.enumerated() {
          decider.record(share, at: day.start + index * day.intervalSeconds)
        }
      case "scenario":
        let scenario = try lines.decode(line, as: Scenario.self)
        try check(scenario.zone, scenario.intervalSeconds, at: place)
        let first = scenario.start + -scenario.history.count * scenario.intervalSeconds
        for (index, share) in scenario.history.enumerated() {
          decider.record(share, at: first + index * scenario.intervalSeconds)
        }
      default:
        let observation = try lines.decode(line, as: DeviceObservation.self)
        if let share = observation.carbonFree { decider.record(share, at: observation.time) }
      }
    }
    if isEmpty { throw Failure(.data, "there is no history in it", at: Place(file: lines.name)) }
  }

  private mutating func check(_ name: String, _ seconds: Int, at place: Place) throws(Failure) {
    guard zone == nil || zone?.exact == name.exact else {
      throw Failure(.data, "the zone \(name) after \(zone ?? ""); a device stands in one", at: place)
    }
    zone = name
    guard seconds > 0, seconds % intervalSeconds == 0 else {
      throw Failure(
        .data, "interval_s is \(seconds); the device's \(intervalSeconds), or a multiple of it, is expected", at: place)
    }
  }
}
