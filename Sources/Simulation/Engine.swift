import Planning
import Records

/// Plays one run: a setup, on a grid, under a controller.
public struct Engine: Sendable {
  public let setup: Setup
  public let signal: GridSignal

  /// - Throws: `InvalidRun` where the grid does not reach to the end of the horizon.
  public init(setup: Setup, signal: GridSignal) throws(InvalidRun) {
    guard signal.carbonFree.count >= setup.clock.intervals else {
      throw InvalidRun(
        "the grid is known for \(signal.carbonFree.count) intervals; the horizon has \(setup.clock.intervals)")
    }
    self.setup = setup
    self.signal = signal
  }

  public func run(_ controller: some Controller) -> Ledger {
    var recorder = NoRecorder()
    return run(controller, recorder: &recorder)
  }

  /// Runs the horizon; `recorder` sees what it asks for.
  public func run<C: Controller, R: Recorder>(_ initial: C, recorder: inout R) -> Ledger {
    var controller = initial
    let clock = setup.clock
    for (index, share) in signal.history.enumerated() {
      let start = clock.start + (index - signal.history.count) * clock.intervalSeconds
      controller.observe(GridReading(start: start, carbonFree: share))
    }
    var ledger = Ledger(setup)
    var battery = Battery(capacity: setup.capacity, stored: setup.initialEnergy)
    var wasCharging = false
    for interval in 0..<clock.intervals {
      let start = clock.start + interval * clock.intervalSeconds
      let share = signal.carbonFree[interval]
      controller.observe(GridReading(start: start, carbonFree: share))
      if R.recordsIntervals {
        recorder.begins(
          interval, at: start, ledger: ledger, price: controller.priceOfStoredEnergy(at: battery.stored))
      }
      let (charged, lost) =
        setup.charging == .slots
        ? play(interval, WholeSlots.self, &controller, &battery, &ledger, &wasCharging, &recorder)
        : play(interval, PartSlots.self, &controller, &battery, &ledger, &wasCharging, &recorder)
      ledger.charged += charged
      ledger.lost += lost
      let paid = EnergyUnits.milliwattHours(charged)
      ledger.dirtyCharged += paid * (1 - share)
      ledger.carbonCharged += paid * signal.gramsPerKilowattHour[interval]
      ledger.stored = battery.stored
      assert(ledger.isBalanced)
      if R.recordsIntervals { recorder.ends(interval, ledger: ledger) }
    }
    precondition(ledger.isBalanced, "energy appeared or vanished")
    ledger.figures = controller.figures
    return ledger
  }

  /// The tasks of one interval, in which the grid is constant.
  ///
  /// - Returns: The energy charged, and how much of it did not fit.
  private func play<C: Controller, S: SlotRule, R: Recorder>(
    _ interval: Int, _ rule: S.Type, _ controller: inout C, _ battery: inout Battery, _ ledger: inout Ledger,
    _ wasCharging: inout Bool, _ recorder: inout R
  ) -> (charged: Int64, lost: Int64) {
    let models = setup.models.count
    let slotCharge = setup.slotCharge
    let first = interval * setup.clock.tasksPerInterval
    var charged: Int64 = 0
    var entered: Int64 = 0
    var storedSum: Int64 = 0
    var least = ledger.leastStored
    var starts = 0
    setup.modelEnergy.withUnsafeBufferPointer { energy in
      setup.energyLadder.withUnsafeBufferPointer { ladder in
        ledger.counts.withUnsafeMutableBufferPointer { counts in
          for task in first..<(first + setup.clock.tasksPerInterval) {
            let stored = battery.stored
            let decision = controller.decide(Observation(task: task, stored: stored))
            var affordable = models
            while affordable > 0, stored < ladder[affordable - 1] { affordable -= 1 }
            var model = decision.model
            var used: Int64 = 0
            if model >= 0, model < models, energy[model] <= stored {
              used = energy[model]
            } else {
              model = Decision.noModel
            }
            let offered = S.isWhole && decision.charge > 0 ? slotCharge : min(max(decision.charge, 0), slotCharge)
            let fitted = battery.step(used: used, offered: offered)
            let drawn = S.isWhole ? offered : fitted
            if R.recordsTasks {
              recorder.plays(
                PlayedTask(task: task, stored: stored, model: model, used: used, charged: drawn),
                price: controller.priceOfStoredEnergy(at: stored))
            }
            counts[affordable * (models + 1) + model + 1] += 1
            storedSum += stored
            charged += drawn
            entered += fitted
            starts += drawn > 0 && !wasCharging ? 1 : 0
            wasCharging = drawn > 0
            least = min(least, battery.stored)
          }
        }
      }
    }
    ledger.storedSum += Int128(storedSum)
    ledger.leastStored = least
    ledger.chargeStarts += starts
    return (charged, charged - entered)
  }
}

/// Whether a charged slot is drawn whole. The loop over tasks is generic over it: neither rule costs the other time.
private protocol SlotRule {
  static var isWhole: Bool { get }
}

private enum WholeSlots: SlotRule {
  static var isWhole: Bool { true }
}

private enum PartSlots: SlotRule {
  static var isWhole: Bool { false }
}
