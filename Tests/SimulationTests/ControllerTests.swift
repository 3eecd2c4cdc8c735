import Learning
import Records
import Testing

@testable import Simulation

struct ControllerTests {
  /// 100 mWh of battery, a charger of 10 mWh a task; S meets the wishes.
  private func setup(dirtyWeight: Double = 1, wished: Double = 0.8) throws -> Setup {
    try Setup(
      clock: WorkloadClock(
        start: Instant(year: 2024, month: 3, day: 1), intervalSeconds: 3600, taskIntervalSeconds: 60,
        horizonSeconds: 86_400),
      device: Device(capacityWh: 0.1, chargePowerW: 0.6), initialWh: 0.05, models: cameraModels,
      wishes: Wishes(accuracy: wished, latencySeconds: 0.003),
      weights: RewardWeights(success: 20, smallMiss: 5, largeMiss: 8, dirtyMilliwattHour: dirtyWeight))
  }

  private func decision(_ controller: some Controller, stored milliwattHours: Double) -> Decision {
    var controller = controller
    return controller.decide(Observation(task: 0, stored: Int64(milliwattHours * 1e7)))
  }

  @Test func naiveRules() throws {
    let setup = try setup()
    let full = setup.slotCharge
    #expect(decision(ChargeBelowFifth.weak(setup), stored: 20) == Decision(model: 0, charge: 0))
    #expect(decision(ChargeBelowFifth.weak(setup), stored: 19.9) == Decision(model: 0, charge: full))
    #expect(decision(ChargeBelowFifth.strong(setup), stored: 20) == Decision(model: 5, charge: 0))
    #expect(decision(ChargeBelowFifth.strong(setup), stored: 0) == Decision(model: 5, charge: full))
    #expect(decision(NaiveController(setup), stored: 2.1) == Decision(model: 1, charge: 0))
    #expect(decision(NaiveController(setup), stored: 2) == Decision(model: 0, charge: full))
    // No model is both accurate and quick enough: the cheapest, and charge.
    let hopeless = try self.setup(wished: 0.95)
    #expect(hopeless.successModel == nil)
    #expect(decision(NaiveController(hopeless), stored: 90) == Decision(model: 0, charge: full))
  }

  @Test func thresholdChargesInTheCleanPartOfTheDay() throws {
    let setup = try setup()
    var controller = ThresholdController(setup, .init(quantile: 0.25, floor: 0.04))
    let start = setup.clock.start
    func sees(_ dirty: Double, _ hour: Int) {
      controller.observe(GridReading(start: start + hour * 3600, carbonFree: 1 - dirty))
    }
    for hour in 0..<24 { sees(Double(hour) / 100, hour) }  // 0, 0.01 ... 0.23: the quartile is 0.0575
    let idle = Decision(model: 1, charge: 0)
    let charging = Decision(model: 1, charge: setup.slotCharge)
    #expect(decision(controller, stored: 50) == idle)
    #expect(decision(controller, stored: 3.9) == charging)
    sees(0.05, 24)  // replaces the 0 of a day ago; the quartile of 0.01 ... 0.05, 0.05 ... 0.23 is below 0.06
    #expect(decision(controller, stored: 50) == charging)
    #expect(decision(controller, stored: 1.5) == Decision(model: 0, charge: setup.slotCharge))
    #expect(decision(controller, stored: 1) == Decision(model: Decision.noModel, charge: setup.slotCharge))
    sees(0.07, 25)
    #expect(decision(controller, stored: 50) == idle)

    // A success earns 28 for 2.1 mWh: energy at more than 13.3 a mWh is left alone even when starving.
    var dear = ThresholdController(try self.setup(dirtyWeight: 30))
    dear.observe(GridReading(start: start, carbonFree: 0.5))
    #expect(decision(dear, stored: 1.5) == Decision(model: 0, charge: 0))
    dear.observe(GridReading(start: start + 3600, carbonFree: 0.6))
    #expect(decision(dear, stored: 1.5).charge == setup.slotCharge)
  }

  @Test func quantilesOfAWindow() {
    var window = DirtyWindow(intervals: 4)
    #expect(window.quantile(0.5) == nil)
    for share in [0.9, 0.4, 0.1, 0.3, 0.2, 0.2] { window.record(share) }  // 0.1, 0.2, 0.2, 0.3 remain
    #expect(window.quantile(0) == 0.1 && window.quantile(1) == 0.3)
    #expect(close(window.quantile(0.5) ?? 0, 0.2) && close(window.quantile(0.9) ?? 0, 0.27))
  }

  /// Two grids that part at some hour: until then every decision is the same.
  @Test(arguments: ["naive_weak", "naive_strong", "naive", "threshold", "mpc_yesterday", "mpc_profile", "mpc_ar"])
  func theFutureDoesNotChangeThePast(name: String) throws {
    var draw = RandomRuns("causality")
    for _ in 0..<3 {
      let setup = try draw.week(chargePerEnergy: draw.random.uniform(in: 0.5...20), taskIntervalSeconds: 300)
      let signal = try draw.signal(intervals: 168, history: 168, intervalSeconds: 3600)
      let parting = draw.random.index(below: 168)
      var other = try draw.signal(intervals: 168, intervalSeconds: 3600).carbonFree
      other.replaceSubrange(..<parting, with: signal.carbonFree[..<parting])
      let changed = try GridSignal(
        carbonFree: other, gramsPerKilowattHour: signal.gramsPerKilowattHour, history: signal.history)
      func stored(_ signal: GridSignal) throws -> ArraySlice<Double> {
        var hours: [Double] = []
        _ = try ControllerRegistry.entry(named: name).run(
          Engine(setup: setup, signal: signal), ControllerInputs(), tracing: .interval
        ) {
          hours.append($0.batteryWh)
          hours.append($0.usedMilliwattHours)
          hours.append($0.gridMilliwattHours)
          hours.append(Double($0.model))
        }
        return hours[..<(parting * 4)]
      }
      #expect(try stored(signal) == stored(changed))
    }
  }

  @Test func registryNamesControllers() throws {
    #expect(Set(ControllerRegistry.entries.map(\.name)).count == ControllerRegistry.entries.count)
    #expect(try ControllerRegistry.entry(named: "mpc").name == "mpc_ar")
    #expect(throws: InvalidRun.self) { try ControllerRegistry.entry(named: "best") }
    var draw = RandomRuns("registry")
    let engine = try Engine(setup: draw.setup(intervals: 2), signal: draw.signal(intervals: 2))
    for name in ["forecast", "oracle"] {
      #expect(throws: InvalidRun.self) { try ControllerRegistry.entry(named: name).run(engine, ControllerInputs()) }
    }
  }
}
