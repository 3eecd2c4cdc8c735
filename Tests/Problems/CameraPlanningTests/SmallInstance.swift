import Randomness

@testable import CameraPlanning

/// Problems small enough to enumerate, in whole units of energy.
enum SmallInstance {
  static func workload(_ random: inout RandomStream, tasksPerInterval: Int? = nil) throws -> Workload {
    let fallback = Int64(1 + random.index(below: 3))
    let hasSuccess = random.index(below: 6) > 0
    return try Workload(
      tasksPerInterval: tasksPerInterval ?? 1 + random.index(below: 4), chargePerTask: Int64(random.index(below: 7)),
      successEnergy: hasSuccess ? fallback + Int64(random.index(below: 4)) : nil,
      fallbackEnergy: random.index(below: 5) > 0 ? fallback : nil,
      successGain: Double(6 + random.index(below: 20)), fallbackGain: Double(random.index(below: 9)) - 2)
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

extension SmallInstance {
  static func problem(_ random: inout RandomStream) throws -> PlanningProblem {
    let workload = try workload(&random)
    let capacity = Int64(random.index(below: 16))
    let intervals = 1 + random.index(below: 4)
    return try PlanningProblem(
      workload: workload, capacity: capacity, initial: Int64(random.index(below: Int(capacity) + 1)),
      deliveredPrice: (0..<intervals).map { _ in price(&random) },
      judgedIntervals: max(1, intervals - random.index(below: 2)), largeMissWeight: Double(random.index(below: 10)))
  }

  /// The best of all slot orders by exhaustive recursion over whole energies: model, then charge, slot by slot.
  static func optimum(_ problem: PlanningProblem, terminal: ValueCurve) -> Double {
    let (workload, capacity) = (problem.workload, Int(problem.capacity))
    var values = (0...capacity).map { terminal.value(at: Int64($0)) }
    for price in problem.deliveredPrice[..<problem.judgedIntervals].reversed() {
      for _ in 0..<workload.tasksPerInterval {
        values = (0...capacity).map { stored in
          var best = -Double.infinity
          for (energy, gain) in [
            (0, 0), (workload.successEnergy, workload.successGain), (workload.fallbackEnergy, workload.fallbackGain),
          ] {
            guard let energy, Int(energy) <= stored else { continue }
            let after = stored - Int(energy)
            for drawn in 0...min(Int(workload.chargePerTask), capacity - after) {
              let cost = price * EnergyUnits.milliwattHours(Int64(drawn))
              best = max(best, gain - problem.largeMissWeight - cost + values[after + drawn])
            }
          }
          return best
        }
      }
    }
    return values[Int(problem.initial)]
  }
}

extension SmallInstance {
  /// A day of 5-second tasks at hourly steps for the study's camera, on a grid with a clean noon.
  static func day(_ random: inout RandomStream, chargeOverNeed: Double, tailHours: Int = 0) throws -> PlanningProblem {
    let need = 3.8880972742090623 / 0.95
    func units(_ milliwattHours: Double) -> Int64 { EnergyUnits.need(milliwattHours: milliwattHours) ?? 0 }
    let workload = try Workload(
      tasksPerInterval: 720, chargePerTask: units(need * chargeOverNeed), successEnergy: units(need),
      fallbackEnergy: units(1.0193704678595066 / 0.95), successGain: 28, fallbackGain: 3)
    let prices = (0..<(24 + tailHours)).map { hour in
      7 * min(1, max(0, 0.5 + Double(abs(hour % 24 - 12)) / 24 - 0.4 * random.unit()))
    }
    let capacity = units(2000 + 10_000 * random.unit())
    return try PlanningProblem(
      workload: workload, capacity: capacity, initial: capacity / 2, deliveredPrice: prices, judgedIntervals: 24,
      largeMissWeight: 8)
  }
}
