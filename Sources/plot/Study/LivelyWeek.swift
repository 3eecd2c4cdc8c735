import Camera
import Glibc
import Statistics
import StreamIO

/// Finds the week that shows most: of all scenarios that were traced the one in which the grid and the batteries move most.
struct LivelyWeek {
  private struct Movement {
    var share = Moments()
    var levels: [String: Moments] = [:]

    /// How far the carbon-free share swings, times how far the batteries do.
    var extent: Double {
      let swings = levels.values.reduce(0) { $0 + ($1.standardDeviation ?? 0) }
      return levels.isEmpty ? 0 : (share.standardDeviation ?? 0) * swings / Double(levels.count)
    }
  }

  private var scenarios: [String] = []
  private var movements: [String: Movement] = [:]

  /// Whether these inputs can be read twice, as they have to be.
  static func isPossible(_ paths: [String]) -> Bool {
    paths.allSatisfy { path in
      var status = stat()
      return path != "-" && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
  }

  mutating func add(_ line: UnsafeBufferPointer<UInt8>, _ lines: LineReader) throws(Failure) {
    guard try lines.kind(of: line) == "trace" else { return }
    let trace = try lines.decode(line, as: Trace.self)
    if movements[trace.id] == nil { scenarios.append(trace.id) }
    movements[trace.id, default: Movement()].share.add(trace.carbonFree)
    movements[trace.id, default: Movement()].levels[trace.controller, default: Moments()].add(trace.batteryWh / trace.capacityWh)
  }

  /// The first of equals; nil where there are no traces.
  var scenario: String? {
    scenarios.max { (movements[$0]?.extent ?? 0) < (movements[$1]?.extent ?? 0) }
  }
}
