import Randomness

@testable import Planning

/// Problems small enough to enumerate, in whole units of energy.
enum SmallInstance {
  static func workload(_ random: inout RandomStream, tasksPerInterval: Int? = nil) throws -> Workload {
    let fallback = Int64(1 + random.index(below: 3))
    let hasSuccess = random.index(below: 6) > 0
    return try Workload(
      tasksPerInterval: tasksPerInterval ?? 1 + random.index(below: 4), chargePerTask: Int64(random.index(below: 7)),
      successEnergy: hasSuccess ? fallback + Int64(random.index(below: 4)) : nil,
      fallbackEnergy: random.index(below: 5) > 0 ? fallback : nil,
      successGain: Double(5 + random.index(below: 20)), fallbackGain: Double(random.index(below: 9)) - 2)
  }

  /// A price per mWh comparable with gains per unit; often 0, often repeated.
  static func price(_ random: inout RandomStream) -> Double {
    Double(random.index(below: 5)) * 1.5e7 * (random.index(below: 2) == 0 ? 1 : random.unit())
  }

  /// Most gain of `tasks` tasks, fractions allowed, that take `use` units.
  static func hull(_ workload: Workload, use: Int, tasks: Int, capacity: Int) -> Double {
    var corners = [(0.0, 0.0)]
    for (energy, gain) in [
      (workload.successEnergy, workload.successGain), (workload.fallbackEnergy, workload.fallbackGain),
    ] {
      if let energy, Int(energy) <= capacity { corners.append((Double(energy) * Double(tasks), gain * Double(tasks))) }
    }
    var best = 0.0
    for (x, a) in corners {
      for (y, b) in corners where x <= Double(use) {
        if y <= Double(use) {
          best = max(best, a, b)
        } else {
          best = max(best, a + (b - a) * (Double(use) - x) / (y - x))
        }
      }
    }
    return best
  }
}
