import CameraPlanning
import Records
import Testing

@testable import Camera

struct ControllerTests {
  /// 100 mWh of battery, a charger of 10 mWh a task; S meets the wishes.
  private func setup(
    dirtyWeight: Double = 1, wished: Double = 0.8, capacityWh: Double = 0.1, charging: Charging = .continuous
  ) throws -> Setup {
    try Setup(
      clock: WorkloadClock(
        start: Instant(year: 2024, month: 3, day: 1), intervalSeconds: 3600, taskIntervalSeconds: 60,
        horizonSeconds: 86_400),
      device: Device(capacityWh: capacityWh, chargePowerW: 0.6), initialWh: capacityWh / 2, models: cameraModels,
      wishes: Wishes(accuracy: wished, latencySeconds: 0.003),
      weights: RewardWeights(success: 20, smallMiss: 5, largeMiss: 8, dirtyMilliwattHour: dirtyWeight), charging: charging)
  }

  private func decision(_ controller: some Controller, stored milliwattHours: Double) -> Decision {
    var controller = controller
    return controller.decide(Observation(task: 0, stored: Int64(milliwattHours * 1e7)))
  }

  @Test func naiveRules() throws {
    let setup = try setup()
    let full = setup.slotCharge
    #expect(decision(FixedModelController.weak(setup), stored: 20) == Decision(model: 0, charge: 0))
    #expect(decision(FixedModelController.weak(setup), stored: 19.9) == Decision(model: 0, charge: full))
    #expect(decision(FixedModelController.strong(setup), stored: 20) == Decision(model: 5, charge: 0))
    #expect(decision(FixedModelController.strong(setup), stored: 0) == Decision(model: 5, charge: full))
    #expect(decision(FixedModelController.weak(setup, chargeBelow: 0.7), stored: 69.9).charge == full)
    #expect(decision(FixedModelController.weak(setup, chargeBelow: 0.7), stored: 70).charge == 0)
    #expect(decision(FixedModelController.strong(setup, chargeBelow: 0), stored: 0).charge == 0)
    #expect(decision(FixedModelController.strong(setup, chargeBelow: 1), stored: 99.9).charge == full)
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

  /// Of a slot that is drawn whole it pays for what fits, unless some of it earns the whole price when starving.
  @Test func thresholdPaysForNoSlotThatDoesNotFit() throws {
    func controller(_ setup: Setup, carbonFree: Double) -> ThresholdController {
      var controller = ThresholdController(setup)
      controller.observe(GridReading(start: setup.clock.start, carbonFree: carbonFree))
      return controller
    }
    let setup = try setup(charging: .slots)
    let full = setup.slotCharge  // 10 mWh; S takes 2.1 of it
    #expect(decision(controller(setup, carbonFree: 0.5), stored: 100) == Decision(model: 1, charge: 0))
    #expect(decision(controller(setup, carbonFree: 0.5), stored: 92.2) == Decision(model: 1, charge: 0))
    #expect(decision(controller(setup, carbonFree: 0.5), stored: 92) == Decision(model: 1, charge: full))
    // A slot never fits into 5 mWh. 4 of its 10 mWh earn at most 53; it costs 25 or, on a dirtier grid, 60.
    let small = try self.setup(dirtyWeight: 10, capacityWh: 0.005, charging: .slots)
    #expect(decision(controller(small, carbonFree: 0.75), stored: 1) == Decision(model: Decision.noModel, charge: full))
    #expect(decision(controller(small, carbonFree: 0.4), stored: 1) == Decision(model: Decision.noModel, charge: 0))
    #expect(decision(controller(small, carbonFree: 0.75), stored: 4.9) == Decision(model: 1, charge: 0))

    var (draw, charged) = (RandomRuns("slots that fit"), 0)
    for _ in 0..<20 {
      let setup = try draw.setup(
        intervals: 36, taskIntervalSeconds: 150, capacityWh: 0.06...0.2, chargePowerW: 0.1...1, charging: .slots)
      let ledger = try Engine(setup: setup, signal: draw.signal(intervals: 36, history: 300)).run(
        ThresholdController(setup))
      #expect(ledger.lost == 0)
      charged += ledger.chargeStarts
    }
    #expect(charged > 20)
  }

  @Test func quantilesOfAWindow() {
    var window = DirtyWindow(intervals: 4)
    #expect(window.quantile(0.5) == nil)
    for share in [0.9, 0.4, 0.1, 0.3, 0.2, 0.2] { window.record(share) }  // 0.1, 0.2, 0.2, 0.3 remain
    #expect(window.quantile(0) == 0.1 && window.quantile(1) == 0.3)
    #expect(close(window.quantile(0.5) ?? 0, 0.2) && close(window.quantile(0.9) ?? 0, 0.27))
  }

  /// What a controller saw and did in a task.
  private struct Deed: Equatable {
    let batteryWh, charge, price: Double
    let model: Int
  }

  /// Whether each of some pairs of runs is the same, task by task, up to the hour at which their grids part.
  private func pastsAreTheSame(_ entry: ControllerEntry, _ charging: Charging) throws -> [Bool] {
    var draw = RandomRuns("causality")
    return try (0..<4).map { _ in
      let setup = try draw.week(
        chargePerEnergy: draw.random.uniform(in: 0.5...20), taskIntervalSeconds: 300, days: 2, charging: charging)
      let parting = 1 + draw.random.index(below: 47)
      let signals = try [168, 0].map { try draw.signal(intervals: 48, history: $0, intervalSeconds: 3600) }
      let past = signals[0]
      // The forecast of an interval is known six hours before it.
      let forecasts = signals.map { $0.forecast?.carbonFree ?? [] }
      let known = min(48, parting + 6)
      let pasts = try zip(signals, forecasts).map { future, forecast in
        let signal = try GridSignal(
          carbonFree: Array(past.carbonFree[..<parting] + future.carbonFree[parting...]),
          gramsPerKilowattHour: Array(past.gramsPerKilowattHour[..<parting] + future.gramsPerKilowattHour[parting...]),
          history: past.history, forecast: Array(forecasts[0][..<known] + forecast[known...]),
          forecastLeadSeconds: 6 * 3600)
        var inputs = try ControllerInputs.learned()
        (inputs.plan, inputs.hindsight) = (try Hindsight(setup, signal).counts, signal.carbonFree)
        var deeds: [Deed] = []
        try withoutActuallyEscaping({ (task: StepTrace) in
          deeds.append(
            Deed(batteryWh: task.batteryWh, charge: task.charge, price: task.price ?? .infinity, model: task.model))
        }) { emit in
          _ = try entry.run(Engine(setup: setup, signal: signal), inputs, tracing: .task, emit: emit)
        }
        #expect(deeds.count == setup.clock.tasks)
        return deeds.prefix(parting * setup.clock.tasksPerInterval)
      }
      return pasts[0] == pasts[1]
    }
  }

  /// Of every controller there is, but those that say they need it; it lies before all of them.
  @Test(
    arguments: ControllerRegistry.entries.filter { $0.need != .hindsight }.map(\.name),
    [Charging.continuous, .slots])
  func theFutureDoesNotChangeThePast(name: String, charging: Charging) throws {
    let same = try pastsAreTheSame(ControllerRegistry.entry(named: name), charging)
    #expect(same == [true, true, true, true])
  }

  @Test func whoeverSeesTheFutureIsFoundOut() throws {
    #expect(try pastsAreTheSame(ControllerRegistry.entry(named: "oracle"), .continuous).contains(false))
    #expect(ControllerRegistry.entries.filter { $0.need == .hindsight }.allSatisfy { $0.name.contains("oracle") })
  }

  @Test func registryNamesControllers() throws {
    #expect(Set(ControllerRegistry.entries.map(\.name)).count == ControllerRegistry.entries.count)
    #expect(try ControllerRegistry.entry(named: "mpc").name == "mpc_ar")
    #expect(throws: InvalidSetup.self) { try ControllerRegistry.entry(named: "best") }
    var draw = RandomRuns("registry")
    let engine = try Engine(setup: draw.setup(intervals: 2), signal: draw.signal(intervals: 2))
    for name in ["forecast", "oracle"] {
      #expect(throws: InvalidSetup.self) { try ControllerRegistry.entry(named: name).run(engine, ControllerInputs()) }
    }
  }
}
