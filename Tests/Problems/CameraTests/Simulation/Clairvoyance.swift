import CameraPlanning
import Forecasting
import Records

@testable import Camera

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

/// The plan made with the whole grid known, the grid beyond the horizon giving the energy left its value.
struct Hindsight {
  let plan: PlanSolution
  let credit: TerminalCredit

  init(_ setup: Setup, _ signal: GridSignal) throws {
    let problem = try setup.planningProblem(carbonFree: signal.carbonFree)
    plan = setup.charging == .slots ? try planByStaircase(problem) : try planByDynamicProgramme(problem)
    credit = try TerminalCredit(
      batteryWh: plan.terminalValue.levels.map { EnergyUnits.milliwattHours($0) / 1000 },
      value: plan.terminalValue.values)
  }

  var counts: [PlannedCounts] { plan.intervals.charge.indices.map { plan.intervals[$0] } }

  func credited(_ ledger: Ledger) -> Double { ledger.utility + credit.value(at: ledger.finalWh) }

  func regret(_ ledger: Ledger, naive: Ledger) -> Regret {
    Regret(
      credited: credited(ledger), naiveCredited: credited(naive), bound: plan.bound, gap: plan.gap,
      tasks: ledger.tasks, weights: ledger.setup.weights)
  }
}
