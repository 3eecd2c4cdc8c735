import CameraPlanning
import Testing

@testable import Camera

struct OracleTests {
  @Test(arguments: [Charging.continuous, .slots])
  func earnsWhatThePlanSays(charging: Charging) throws {
    var draw = RandomRuns("oracle")
    for trial in 0..<150 {
      let setup =
        charging == .continuous
        ? try draw.setup(intervals: 48)
        : try draw.setup(
          intervals: 6, taskIntervalSeconds: [30, 60, 300][trial % 3], chargePowerW: 0...(trial % 2 == 0 ? 3 : 40),
          charging: charging)
      let signal = try draw.signal(intervals: setup.clock.intervals + 12)
      let hindsight = try Hindsight(setup, signal)
      let oracle = try OracleController(setup, plan: hindsight.counts, prices: hindsight.plan.intervals.price)
      let log = Logged(inner: oracle)
      let ledger = try Engine(setup: setup, signal: signal).run(log)
      #expect(abs(ledger.utility - hindsight.plan.reward) <= 1e-6, "trial \(trial)")
      #expect(abs(hindsight.credit.value(at: ledger.finalWh) - hindsight.plan.terminal) <= 1e-6)
      #expect(Int(ledger.charged) == hindsight.counts.reduce(0) { $0 + Int($1.charge) })
      let starts = log.log.entries.filter { $0.0.task % setup.clock.tasksPerInterval == 0 }.map(\.0.stored)
      #expect(starts == hindsight.plan.intervals.battery)

      let seconds = hindsight.counts.map { setup.chargingSeconds($0.charge) }
      #expect(close(ledger.chargingSeconds, seconds.reduce(0, +)))
      let read = try setup.plannedCounts(
        success: hindsight.counts.map(\.success), fallback: hindsight.counts.map(\.fallback), chargeSeconds: seconds)
      #expect(read == hindsight.counts)
    }
  }

  /// Of thousands of runs, under every controller there is and at random, none earns more than the bound, nor more than
  /// the oracle and the certified gap together; and no battery holds less than nothing or more than it can (which the
  /// battery asserts at every task, too).
  @Test(arguments: [Charging.continuous, .slots])
  func isNotBeaten(charging: Charging) throws {
    var draw = RandomRuns("unbeaten")
    let controllers = ControllerRegistry.entries.filter { $0.need != .hindsight }
    var runs = 0
    for trial in 0..<100 {
      let setup = try draw.setup(
        intervals: 36, taskIntervalSeconds: charging == .slots ? 150 : [20, 60, 150, 300][trial % 4],
        capacityWh: trial % 3 == 0 ? 0.002...0.02 : 0.01...0.2, charging: charging)
      let signal = try draw.signal(intervals: 48, history: [0, 20, 300][trial % 3])
      let engine = try Engine(setup: setup, signal: signal)
      let hindsight = try Hindsight(setup, signal)
      let oracle = hindsight.credited(engine.run(try OracleController(setup, plan: hindsight.counts)))
      func judge(_ name: String, _ ledger: Ledger) {
        let credited = hindsight.credited(ledger)
        #expect(credited <= hindsight.plan.bound + 1e-6, "trial \(trial), \(name)")
        #expect(credited <= oracle + hindsight.plan.gap + 1e-6, "trial \(trial), \(name)")
        #expect(ledger.leastStored >= 0 && ledger.stored <= setup.capacity && ledger.isBalanced)
        runs += 1
      }
      let inputs = try ControllerInputs.learned()
      for controller in controllers {
        let ledger = try withoutActuallyEscaping({ (step: StepTrace) in
          #expect(step.batteryWh >= 0 && step.batteryWh <= EnergyUnits.wattHours(setup.capacity))
        }) { try controller.run(engine, inputs, tracing: .interval, emit: $0) }
        judge(controller.name, ledger)
      }
      for _ in 0..<6 { judge("at random", engine.run(ScriptedController(decisions: draw.decisions(setup)))) }
    }
    #expect(runs >= 1900)
  }

  @Test func refusesAPlanOfAnotherScenario() throws {
    var draw = RandomRuns("misfit")
    let setup = try draw.setup(intervals: 2)
    let none = PlannedCounts()
    for plan in [
      [], [none], [none, PlannedCounts(success: 61)], [none, PlannedCounts(success: 40, fallback: 21)],
      [none, PlannedCounts(fallback: -1)], [PlannedCounts(charge: -1), none],
      [none, PlannedCounts(success: .max, fallback: .max)],
    ] {
      #expect(throws: InvalidSetup.self) { try OracleController(setup, plan: plan) }
    }
    #expect(throws: InvalidSetup.self) { try setup.plannedCounts(success: [1], fallback: [], chargeSeconds: [0]) }
    #expect(throws: InvalidSetup.self) { try setup.plannedCounts(success: [1], fallback: [0], chargeSeconds: [.nan]) }
    let whole = try draw.setup(intervals: 1, charging: .slots)
    #expect(throws: InvalidSetup.self) { try whole.plannedCounts(success: [1], fallback: [0], chargeSeconds: [7]) }
    // One that asks for more than there is energy for is carried out as far as it goes.
    let greedy = Array(repeating: PlannedCounts(success: 60, charge: .max), count: 2)
    let ledger = try Engine(setup: setup, signal: try draw.signal(intervals: 2)).run(
      OracleController(setup, plan: greedy))
    #expect(ledger.tasks == 120 && ledger.lost == 0)
  }
}
