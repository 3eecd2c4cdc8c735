import CameraPlanning
import Records

/// Plays one run: a setup, on a grid, under a controller.
///
/// It goes from event to event: a grid interval begins, a task has to be decided, or, where a controller says at which
/// energies it decides alike, the task at which the decision or what comes of it changes; the tasks between are booked at once.
public struct Engine: Sendable {
  public let setup: Setup
  public let signal: GridSignal

  /// - Throws: `InvalidSetup` where the grid does not reach to the end of the horizon.
  public init(setup: Setup, signal: GridSignal) throws(InvalidSetup) {
    guard signal.carbonFree.count >= setup.clock.intervals else {
      throw InvalidSetup(
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
    var state = RunState(setup)
    for interval in 0..<clock.intervals {
      let start = clock.start + interval * clock.intervalSeconds
      let share = signal.carbonFree[interval]
      controller.observe(
        GridReading(start: start, carbonFree: share, published: signal.published(at: interval, clock)))
      if R.recordsIntervals {
        recorder.begins(
          interval, at: start, ledger: ledger, price: controller.priceOfStoredEnergy(at: state.battery.stored))
      }
      let sums =
        setup.charging == .slots
        ? play(interval, WholeSlots.self, &controller, &state, &ledger, &recorder)
        : play(interval, PartSlots.self, &controller, &state, &ledger, &recorder)
      ledger.book(sums, carbonFree: share, gramsPerKilowattHour: signal.gramsPerKilowattHour[interval])
      ledger.stored = state.battery.stored
      assert(ledger.isBalanced)
      if R.recordsIntervals { recorder.ends(interval, ledger: ledger) }
    }
    precondition(ledger.isBalanced, "energy appeared or vanished")
    ledger.cyclesByDepth = state.cycles.cyclesByDepth
    ledger.figures = controller.figures
    return ledger
  }

  /// The tasks of one interval, in which the grid is constant.
  private func play<C: Controller, S: SlotRule, R: Recorder>(
    _ interval: Int, _ rule: S.Type, _ controller: inout C, _ state: inout RunState, _ ledger: inout Ledger,
    _ recorder: inout R
  ) -> IntervalSums {
    let models = setup.models.count
    let slotCharge = setup.slotCharge
    let (perTask, perSwitch) = (setup.overheadUnits.perTask, setup.overheadUnits.perSwitch)
    let end = (interval + 1) * setup.clock.tasksPerInterval
    var task = end - setup.clock.tasksPerInterval
    var sums = IntervalSums(leastStored: ledger.leastStored)
    setup.modelEnergy.withUnsafeBufferPointer { energy in
      setup.energyLadder.withUnsafeBufferPointer { ladder in
        setup.overheadUnits.missesWhenSwitched.withUnsafeBufferPointer { missesWhenSwitched in
          ledger.counts.withUnsafeMutableBufferPointer { counts in
            while task < end {
              let stored = state.battery.stored
              let decision = controller.decide(Observation(task: task, stored: stored))
              // A device that cannot even stand by loses what was loaded, and runs nothing.
              let idle = min(perTask, stored)
              if idle < perTask { state.loaded = Decision.noModel }
              let rest = stored &- idle
              var affordable = models
              while affordable > 0, rest < ladder[affordable - 1] { affordable -= 1 }
              var model = decision.model
              var used = idle
              var isSwitched = false
              if model >= 0, model < models, energy[model] &+ (model == state.loaded ? 0 : perSwitch) <= rest {
                isSwitched = model != state.loaded
                used &+= energy[model] &+ (isSwitched ? perSwitch : 0)
                state.loaded = model
                sums.switches &+= isSwitched ? 1 : 0
                sums.missedBySwitching &+= isSwitched && missesWhenSwitched[model] ? 1 : 0
              } else {
                model = Decision.noModel
              }
              let offered = S.isWhole && decision.charge > 0 ? slotCharge : min(max(decision.charge, 0), slotCharge)
              let fitted = state.battery.step(used: used, offered: offered)
              let drawn = S.isWhole ? offered : fitted
              if R.recordsTasks {
                recorder.plays(
                  PlayedTask(
                    task: task, stored: stored, model: model, isSwitched: isSwitched, used: used, charged: drawn),
                  price: controller.priceOfStoredEnergy(at: stored))
              }
              sums.stored &+= stored
              var times: Int64 = 1
              if !R.recordsTasks, model == decision.model, !isSwitched, idle == perTask,
                fitted == offered || fitted == used, let same = controller.decisionRange(containing: stored)
              {
                // Until the decision, what can be afforded, what fits or the interval comes to an end, it is the same again.
                let lowest = max(same.lowerBound, perTask + (affordable > 0 ? ladder[affordable - 1] : 0))
                let highest = min(
                  same.upperBound, affordable < models ? perTask + ladder[affordable] - 1 : .max,
                  fitted == offered ? setup.capacity - fitted + used : setup.capacity)
                times += state.battery.repeatStep(
                  by: fitted - used, while: lowest, highest, atMost: Int64(end - task - 1), sum: &sums.stored)
              }
              task += Int(times)
              counts[affordable * (models + 1) + model + 1] += Int(times)
              sums.idle &+= times * idle
              sums.charged &+= times * drawn
              sums.entered &+= times * fitted
              sums.chargeStarts &+= drawn > 0 && !state.isCharging ? 1 : 0
              state.isCharging = drawn > 0
              // The stored energy goes one way while a task repeats itself: its end tells of all between.
              sums.leastStored = min(sums.leastStored, state.battery.stored)
              state.cycles.record(state.battery.stored)
            }
          }
        }
      }
    }
    return sums
  }
}

/// What of a device changes from task to task.
private struct RunState {
  var battery: Battery
  var cycles: CycleCounter
  /// The model that is in memory, or `Decision.noModel`.
  var loaded = Decision.noModel
  var isCharging = false

  init(_ setup: Setup) {
    battery = Battery(capacity: setup.capacity, stored: setup.initialEnergy)
    cycles = CycleCounter(capacity: setup.capacity, level: battery.stored)
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
