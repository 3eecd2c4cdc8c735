import Foundation

/// Whole processes, measured from outside.
struct CommandTime {
  var processor = 0.0
  var wall = 0.0

  /// Runs a shell's command line to its end.
  init(of command: String) throws {
    var (before, after) = (rusage(), rusage())
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &before)
    let start = Date()
    guard system(command) == 0 else { throw CommandFailed(command: command) }
    wall = -start.timeIntervalSinceNow
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &after)
    processor = after.processorSeconds - before.processorSeconds
  }

  /// The medians of several runs in turns, after one that is not counted.
  static func medians(of commands: [String], rounds: Int = 7) throws -> [CommandTime] {
    var runs = commands.map { _ in [CommandTime]() }
    for round in 0...rounds {
      for (i, command) in commands.enumerated() {
        let time = try CommandTime(of: command)
        if round > 0 { runs[i].append(time) }
      }
    }
    return runs.map { runs in
      var median = runs[0]
      median.processor = runs.map(\.processor).sorted()[rounds / 2]
      median.wall = runs.map(\.wall).sorted()[rounds / 2]
      return median
    }
  }
}

struct CommandFailed: Error, CustomStringConvertible {
  let command: String
  var description: String { "this command failed: \(command)" }
}

extension rusage {
  fileprivate var processorSeconds: Double {
    Double(ru_utime.tv_sec + ru_stime.tv_sec) + Double(ru_utime.tv_usec + ru_stime.tv_usec) * 1e-6
  }
}

/// One line: what our command took, what the peer took, how many times as long that is, and what is aimed at.
func compare(_ name: String, target: String, clock: String, ours: String, peer: String) throws {
  let times = try CommandTime.medians(of: [ours, peer])
  let seconds = times.map { clock == "wall" ? $0.wall : $0.processor }
  print(
    row(name, "\(milliseconds(seconds[0]))", "\(milliseconds(seconds[1]))", String(format: "%.2f", seconds[1] / seconds[0]), target))
}

/// One line: processor time for each of `count` items, and what is aimed at.
func timeEach(_ name: String, target: String, count: Double, command: String) throws {
  let seconds = try CommandTime.medians(of: [command])[0].processor
  print(row(name, milliseconds(seconds / count), "", "", target))
}

/// One line: items for each second of processor time, in millions.
func rate(_ name: String, count: Double, command: String) throws {
  let seconds = try CommandTime.medians(of: [command])[0].processor
  print(row(name, String(format: "%.2f", count / seconds * 1e-6)))
}

private func milliseconds(_ seconds: Double) -> String { String(format: "%.1f ms", seconds * 1e3) }
