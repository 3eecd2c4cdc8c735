import Learning
import Planning
import Records

@testable import Simulation

/// The true future in place of a forecast.
struct ClairvoyantForecast: CarbonForecast {
  let start: Instant
  let intervalSeconds: Int
  let carbonFree: [Double]

  mutating func dirtyHalfHours(after window: HistoryWindow) -> HalfHourShares {
    HalfHourShares { halfHour in
      let from = window.anchor - start + halfHour * 1800
      let held = stride(from: from, to: from + 1800, by: min(intervalSeconds, 1800)).map {
        carbonFree[min(max($0 / intervalSeconds, 0), carbonFree.count - 1)]
      }
      return 1 - held.reduce(0, +) / Double(held.count)
    }
  }
}

/// The bound on reward + terminal value, and that value, for a grid that reaches beyond the horizon.
struct Hindsight {
  let bound: Double
  let credit: TerminalCredit

  init(_ setup: Setup, _ signal: GridSignal) throws {
    let workload = try setup.workload(tasksPerInterval: setup.clock.tasksPerInterval)
    let terms = StepTerms(workload, tasks: workload.tasksPerInterval, capacity: setup.capacity)
    let prices = signal.carbonFree.map { setup.price(carbonFree: $0) }
    var curve = ValueCurve(capacity: setup.capacity)
    for price in prices[setup.clock.intervals...].reversed() { curve.stepBack(terms, price: price) }
    var values = Array(repeating: 0.0, count: 17)
    curve.sample(into: &values)
    values = values.map { $0 - curve.valueAtEmpty }
    let levels = (0..<17).map { ValueCurve.level($0, of: 17, capacity: setup.capacity) }
    credit = try TerminalCredit(batteryWh: levels.map { EnergyUnits.milliwattHours($0) / 1000 }, value: values)
    curve = ValueCurve(levels: levels, values: values)
    for price in prices[..<setup.clock.intervals].reversed() { curve.stepBack(terms, price: price) }
    bound = curve.value(at: setup.initialEnergy) - setup.weights.largeMiss * Double(setup.clock.tasks)
  }

  func regret(_ ledger: Ledger, naive: Ledger) -> Regret {
    Regret(
      credited: ledger.utility + credit.value(at: ledger.finalWh),
      naiveCredited: naive.utility + credit.value(at: naive.finalWh), bound: bound, gap: 0, tasks: ledger.tasks,
      weights: ledger.setup.weights)
  }
}
