import CameraPlanning
import Records
import Testing

@testable import Camera

struct EngineTests {
  @Test(arguments: [Charging.continuous, .slots])
  func agreesWithTheReferenceToTheLastUnit(charging: Charging) throws {
    var draw = RandomRuns("reference")
    for trial in 0..<300 {
      let intervals = 1 + draw.random.index(below: 20)
      let taskSeconds = [5, 10, 60, 300][draw.random.index(below: 4)]
      let setup = try draw.setup(
        intervals: intervals, taskIntervalSeconds: taskSeconds, charging: charging)
      let signal = try draw.signal(intervals: intervals)
      let decisions = draw.decisions(setup)
      let expected = ReferenceSimulator(setup, signal, decisions)
      let log = Logged(inner: ScriptedController(decisions: decisions))
      let ledger = try Engine(setup: setup, signal: signal).run(log)

      #expect(log.log.entries.map { Int($0.0.stored) } == Array(expected.stored.dropLast()), "trial \(trial)")
      #expect(Int(ledger.stored) == expected.stored.last)
      #expect(Int(ledger.charged) == expected.charged.reduce(0, +))
      #expect(Int(ledger.lost) == expected.lost.reduce(0, +))
      let supplied = setup.initialEnergy + ledger.charged
      #expect(supplied == ledger.stored + ledger.used + ledger.lost)
      #expect(ledger.tasks == decisions.count)
      #expect(ledger.count(.success) == expected.successes)
      #expect(ledger.count(.smallMiss) == expected.smallMisses)
      #expect(ledger.count(.largeMiss) == expected.largeMisses)
      for model in setup.models.indices {
        #expect(ledger.tasks(model: model) == expected.ran.filter { $0 == model }.count)
      }
      #expect(Int(ledger.leastStored) == expected.stored.min())
      #expect(ledger.chargeStarts == expected.chargeStarts)
      let mean = Double(expected.stored.dropLast().reduce(0, +)) / Double(decisions.count)
      #expect(close(ledger.meanWh, mean * 1e-10))
      #expect(close(ledger.gridWh, expected.gridMilliwattHours / 1000))
      #expect(close(ledger.dirtyWh, expected.dirtyMilliwattHours / 1000))
      #expect(close(ledger.cleanWh + ledger.dirtyWh, ledger.gridWh))
      #expect(close(ledger.carbonGrams, expected.carbonGrams))
      #expect(close(ledger.utility, expected.utility, scale: 20 * Double(decisions.count)))
      #expect((ledger.relativeAccuracy == nil) == (expected.relativeAccuracy == nil))
      #expect(close(ledger.relativeAccuracy ?? 0, expected.relativeAccuracy ?? 0))
      let delivered = ledger.gridWh * setup.device.chargeEfficiency
      #expect(close(ledger.initialWh + delivered, ledger.finalWh + ledger.usedWh + ledger.lostWh))
    }
  }

  /// Two models of 1 and 2 mWh, a battery of 5 mWh holding 2.5, a charger of 3 mWh a task.
  private func small(_ charging: Charging = .continuous) throws -> (Setup, GridSignal) {
    let models = [
      ModelProfile(name: "small", energyMilliwattHours: 0.95, latencySeconds: 0.1, accuracy: 0.5),
      ModelProfile(name: "large", energyMilliwattHours: 1.9, latencySeconds: 0.2, accuracy: 0.8),
    ]
    let setup = try Setup(
      clock: WorkloadClock(
        start: Instant(seconds: 0), intervalSeconds: 20, taskIntervalSeconds: 10, horizonSeconds: 60),
      device: Device(capacityWh: 0.005, chargePowerW: 1.08, chargeEfficiency: 0.5, dischargeEfficiency: 0.95),
      initialWh: 0.0025, models: models, wishes: Wishes(accuracy: 0.7, latencySeconds: 0.2),
      weights: RewardWeights(success: 20, smallMiss: 5, largeMiss: 8, dirtyMilliwattHour: 7), charging: charging)
    let signal = try GridSignal(carbonFree: [0.5, 1, 0.25], gramsPerKilowattHour: [400, 0, 600])
    return (setup, signal)
  }

  @Test func booksASmallRunAsByHand() throws {
    let (setup, signal) = try small()
    #expect(setup.modelEnergy == [10_000_000, 20_000_000])
    #expect(setup.slotCharge == 30_000_000)
    let all = setup.slotCharge
    let ledger = try Engine(setup: setup, signal: signal).run(
      ScriptedController(decisions: [
        Decision(model: 1, charge: 0),  // 2.5 -> 0.5
        Decision(model: 0, charge: all),  // 0.5 < 1: none; charge comes too late; 3.5, half of it dirty
        Decision(model: 0, charge: all),  // 2.5 + 2.5, full; clean
        Decision(model: Decision.noModel, charge: all),  // full: nothing fits
        Decision(model: 1, charge: all / 3),  // 3 + 1, three quarters dirty
        Decision(model: 1, charge: 0),  // 2
      ]))
    #expect(ledger.count(.success) == 3 && ledger.count(.smallMiss) == 1 && ledger.count(.largeMiss) == 2)
    #expect(ledger.stored == 20_000_000 && ledger.leastStored == 5_000_000)
    #expect(close(ledger.usedWh, 0.007) && close(ledger.gridWh, 0.013))
    #expect(close(ledger.dirtyWh, 0.003 + 0.0015))
    let grams = 0.006e-3 * 400 + 0.002e-3 * 600
    #expect(close(ledger.carbonGrams, grams))
    #expect(close(ledger.utility, 60 - 5 - 16 - 31.5))
    #expect(ledger.chargeStarts == 2)
    #expect(close(ledger.chargingSeconds, 6.5 / 3 * 10))
    #expect(close(ledger.fullCycles, 7.0 / 5))
    // Second task: nothing could run. The best that could in the others was the large model (0.8).
    #expect(ledger.tasksWithoutEnergy == 1)
    #expect(close(ledger.relativeAccuracy ?? 0, 3.625 / 5))  // 1, 0.5 / 0.8, 0, 1, 1
    #expect(close(ledger.meanWh, 20.5 / 6000))
  }

  @Test func booksWholeSlotsAsByHand() throws {
    let (setup, signal) = try small(.slots)
    let (model, any) = (Decision.noModel, Int64(1))
    let ledger = try Engine(setup: setup, signal: signal).run(
      ScriptedController(decisions: [
        Decision(model: 1, charge: any),  // 2.5 - 2 + 3 = 3.5, half of 6 mWh dirty
        Decision(model: 0, charge: any),  // 2.5 + 3: half a mWh overflows, all 6 are paid
        Decision(model: model, charge: .max),  // full: all is lost; clean
        Decision(model: model, charge: -1),
        Decision(model: 1, charge: setup.slotCharge),  // 3 + 3: 1 is lost, three quarters of 6 dirty
        Decision(model: 1, charge: 0),  // 3
      ]))
    #expect(ledger.stored == 30_000_000 && ledger.leastStored == 25_000_000)
    #expect(ledger.charged == 120_000_000 && ledger.lost == 45_000_000)
    #expect(close(ledger.gridWh, 0.024) && close(ledger.dirtyWh, 0.006 + 0.0045) && close(ledger.lostWh, 0.0045))
    #expect(close(ledger.carbonGrams, 0.012e-3 * 400 + 0.006e-3 * 600))
    #expect(close(ledger.utility, 60 - 5 - 16 - 73.5))
    #expect(ledger.chargingSeconds == 40 && ledger.chargeStarts == 2)
  }

  /// Tasks that repeat themselves are played at once; a run that is asked at each of them is the same.
  @Test(arguments: [Charging.continuous, .slots])
  func repeatedTasksAreAsIfPlayedOneByOne(charging: Charging) throws {
    var draw = RandomRuns("repeated tasks")
    for trial in 0..<200 {
      let intervals = 1 + draw.random.index(below: 20)
      let plain = try draw.setup(
        intervals: intervals, taskIntervalSeconds: [5, 10, 60][draw.random.index(below: 3)], charging: charging)
      var overheads = Overheads()
      if draw.random.unit() < 0.5 {
        overheads.switchMilliwattHours = draw.random.unit()
        overheads.decisionMilliwattHours = draw.random.unit() * 0.1
        overheads.switchDelaySeconds = draw.random.unit() * 0.01
      }
      let setup = try Setup(
        clock: plain.clock, device: plain.device, initialWh: plain.device.capacityWh * draw.random.unit(),
        models: plain.models, wishes: plain.wishes, weights: plain.weights, charging: charging, overheads: overheads)
      let engine = try Engine(setup: setup, signal: try draw.signal(intervals: intervals))
      func compare(_ controller: some Controller) {
        let (once, each) = (engine.run(controller), engine.run(Logged(inner: controller)))
        #expect(once.counts == each.counts, "trial \(trial)")
        #expect(once.charged == each.charged)
        #expect(once.lost == each.lost)
        #expect(once.stored == each.stored)
        #expect(once.leastStored == each.leastStored)
        #expect(once.storedSum == each.storedSum)
        #expect(once.idle == each.idle)
        #expect(once.chargeStarts == each.chargeStarts)
        #expect(once.switches == each.switches)
        #expect(once.missedBySwitching == each.missedBySwitching)
        #expect(once.cyclesByDepth == each.cyclesByDepth)
        #expect(once.dirtyCharged == each.dirtyCharged)
        #expect(once.carbonCharged == each.carbonCharged)
      }
      compare(NaiveController(setup))
      compare(FixedModelController.weak(setup))
      compare(FixedModelController.strong(setup))
      compare(ThresholdController(setup, .init(quantile: draw.random.unit(), floor: draw.random.unit() * 0.3)))
    }
  }

  /// The same device, which now pays half a mWh to load a model, 0.1 s of delay for it, and 0.25 mWh a task for being on.
  @Test func booksOverheadsAsByHand() throws {
    let (plain, signal) = try small()
    var overheads = Overheads()
    overheads.switchMilliwattHours = 0.475
    overheads.switchDelaySeconds = 0.1
    overheads.decisionMilliwattHours = 0.095
    overheads.standbyWatts = 0.1425 * 0.36
    let setup = try Setup(
      clock: plain.clock, device: plain.device, initialWh: 0.0025, models: plain.models, wishes: plain.wishes,
      weights: plain.weights, overheads: overheads)
    let ledger = try Engine(setup: setup, signal: signal).run(
      ScriptedController(decisions: [
        Decision(model: 1, charge: 0),  // 2.25 do not run and load it (2.5): none; 2.25
        Decision(model: 0, charge: setup.slotCharge),  // 2.25 - 0.25 - 1.5 = 0.5, + 3
        Decision(model: 1, charge: 0),  // 3.5 - 0.25 - 2.5 = 0.75; 0.3 s: too late
        Decision(model: Decision.noModel, charge: 0),  // 0.5
        Decision(model: Decision.noModel, charge: setup.slotCharge * 2 / 3),  // 0.25 + 2
        Decision(model: 1, charge: 0),  // still loaded: in time; 2.25 - 0.25 - 2 = 0
      ]))
    #expect(ledger.stored == 0 && ledger.switches == 2 && ledger.overhead == 25_000_000)
    #expect(ledger.count(.success) == 1 && ledger.count(.smallMiss) == 2 && ledger.count(.largeMiss) == 3)
    #expect(close(ledger.usedWh, 0.0075) && close(ledger.overheadWh, 0.0025))
  }

  @Test(arguments: [Charging.continuous, .slots])
  func intervalTracesAddUpToTheRun(charging: Charging) throws {
    var draw = RandomRuns("trace")
    let setup = try draw.setup(intervals: 30, charging: charging)
    let signal = try draw.signal(intervals: 30)
    let engine = try Engine(setup: setup, signal: signal)
    let decisions = draw.decisions(setup)
    var rows: [StepTrace] = []
    let ledger = withoutActuallyEscaping({ rows.append($0) }) { emit in
      var recorder = IntervalRecorder(engine, emit: emit)
      return engine.run(ScriptedController(decisions: decisions), recorder: &recorder)
    }
    #expect(rows.map(\.interval) == Array(0..<30))
    #expect(rows.first?.batteryWh == ledger.initialWh)
    #expect(rows.map { $0.start - setup.clock.start } == (0..<30).map { $0 * 300 })
    #expect(close(rows.map(\.usedMilliwattHours).reduce(0, +) / 1000, ledger.usedWh))
    #expect(close(rows.map(\.gridMilliwattHours).reduce(0, +) / 1000, ledger.gridWh))
    #expect(close(rows.map(\.carbonGrams).reduce(0, +), ledger.carbonGrams))
    #expect(close(rows.map { $0.charge * 300 }.reduce(0, +), ledger.chargingSeconds))
    #expect(rows.allSatisfy { (0...1).contains($0.charge) })
    let ran = ReferenceSimulator(setup, signal, decisions).ran
    for row in rows {
      let tasks = ran[(60 * row.interval)..<(60 * (row.interval + 1))]
      let counts = ([nil] + setup.models.indices.map { $0 }).map { model in tasks.count { $0 == model } }
      #expect(counts[row.model + 1] == counts.max())
      let outcomes = Outcome.allCases.map { outcome in
        tasks.count { ($0.map { setup.modelOutcome[$0] } ?? .largeMiss) == outcome }
      }
      #expect(Outcome.allCases.firstIndex(of: row.outcome) == outcomes.firstIndex(of: outcomes.max() ?? 0))
    }
  }

  @Test(arguments: TraceStep.allCases) func everySoManyStepsAreTraced(step: TraceStep) throws {
    var draw = RandomRuns("sampled trace")
    let engine = try Engine(setup: draw.setup(intervals: 7), signal: draw.signal(intervals: 7))
    let entry = try ControllerRegistry.entry(named: "naive")
    func starts(every: Int) throws -> [Instant] {
      var starts: [Instant] = []
      _ = try withoutActuallyEscaping({ starts.append($0.start) }) { emit in
        try entry.run(engine, ControllerInputs(), tracing: step, every: every, emit: emit)
      }
      return starts
    }
    let all = try starts(every: 1)
    for every in [1, 2, 3, 7, 1000] {
      #expect(try starts(every: every) == stride(from: 0, to: all.count, by: every).map { all[$0] })
    }
  }

  @Test(arguments: [Charging.continuous, .slots])
  func taskTracesAddUpToTheRun(charging: Charging) throws {
    var draw = RandomRuns("task trace")
    let setup = try draw.setup(intervals: 30, charging: charging)
    let engine = try Engine(setup: setup, signal: draw.signal(intervals: 30))
    let decisions = draw.decisions(setup)
    var rows: [StepTrace] = []
    let ledger = withoutActuallyEscaping({ rows.append($0) }) { emit in
      var recorder = TaskRecorder(engine, emit: emit)
      return engine.run(ScriptedController(decisions: decisions), recorder: &recorder)
    }
    let expected = ReferenceSimulator(setup, engine.signal, decisions)
    #expect(rows.map { Int(($0.batteryWh * 1e10).rounded()) } == Array(expected.stored.dropLast()))
    #expect(zip(rows, expected.ran).allSatisfy { $0.model == $1 ?? Decision.noModel })
    #expect(rows.map { $0.start - setup.clock.start } == (0..<1800).map { $0 * 5 })
    #expect(rows.map(\.carbonFree) == (0..<1800).map { engine.signal.carbonFree[$0 / 60] })
    #expect(close(rows.map(\.usedMilliwattHours).reduce(0, +) / 1000, ledger.usedWh))
    #expect(close(rows.map(\.gridMilliwattHours).reduce(0, +) / 1000, ledger.gridWh))
    #expect(close(rows.map(\.carbonGrams).reduce(0, +), ledger.carbonGrams))
    #expect(close(rows.map { $0.charge * 5 }.reduce(0, +), ledger.chargingSeconds))
    for outcome in Outcome.allCases { #expect(rows.count { $0.outcome == outcome } == ledger.count(outcome)) }
  }

  @Test func refusesWhatCannotBeSimulated() throws {
    var draw = RandomRuns("refusal")
    let setup = try draw.setup(intervals: 3)
    #expect(throws: InvalidSetup.self) { try Engine(setup: setup, signal: try draw.signal(intervals: 2)) }
    #expect(throws: InvalidSetup.self) { try GridSignal(carbonFree: [0.5, 0.5], gramsPerKilowattHour: [100]) }
    #expect(throws: InvalidSetup.self) { try GridSignal(carbonFree: [.nan], gramsPerKilowattHour: [1]) }
    #expect(throws: InvalidSetup.self) { try GridSignal(carbonFree: [0.5], gramsPerKilowattHour: [-1]) }
    let clocks = [(300, 7, 600), (300, 0, 600), (300, 5, 400), (0, 5, 600), (300, 5, 0), (300, 5, .max / 300 * 300)]
    for (interval, task, horizon) in clocks {
      #expect(throws: InvalidSetup.self) {
        try WorkloadClock(
          start: setup.clock.start, intervalSeconds: interval, taskIntervalSeconds: task, horizonSeconds: horizon)
      }
    }
    let devices = [
      Device(capacityWh: 0, chargePowerW: 1), Device(capacityWh: .infinity, chargePowerW: 1),
      Device(capacityWh: 5, chargePowerW: -1), Device(capacityWh: 5, chargePowerW: .nan),
      Device(capacityWh: 5, chargePowerW: 1, chargeEfficiency: 0),
      Device(capacityWh: 5, chargePowerW: 1, dischargeEfficiency: 1.1),
    ]
    for device in devices {
      #expect(throws: InvalidSetup.self) {
        try Setup(
          clock: setup.clock, device: device, initialWh: 0, models: cameraModels, wishes: setup.wishes,
          weights: setup.weights)
      }
    }
    for change: (inout Overheads) -> Void in [
      { $0.switchMilliwattHours = -1 }, { $0.decisionMilliwattHours = .nan }, { $0.standbyWatts = 1e300 },
      { $0.switchDelaySeconds = .infinity },
    ] {
      var overheads = Overheads()
      change(&overheads)
      #expect(throws: InvalidSetup.self) {
        try Setup(
          clock: setup.clock, device: setup.device, initialWh: 0, models: cameraModels, wishes: setup.wishes,
          weights: setup.weights, overheads: overheads)
      }
    }
    let broken = [
      ModelProfile(name: "free", energyMilliwattHours: 0, latencySeconds: 1, accuracy: 0.5),
      ModelProfile(name: "sure", energyMilliwattHours: 1, latencySeconds: 1, accuracy: 1.5),
      ModelProfile(name: "late", energyMilliwattHours: 1, latencySeconds: .nan, accuracy: 0.5),
    ]
    for models in broken.map({ [$0] }) + [[]] {
      #expect(throws: InvalidSetup.self) {
        try Setup(
          clock: setup.clock, device: setup.device, initialWh: 0, models: models, wishes: setup.wishes,
          weights: setup.weights)
      }
    }
  }
}

/// Equal to 1e-9 of the larger, or of `scale`.
func close(_ a: Double, _ b: Double, scale: Double = 0) -> Bool {
  abs(a - b) <= 1e-9 * max(abs(a), abs(b), scale) + 1e-15
}
