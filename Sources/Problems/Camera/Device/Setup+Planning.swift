import CameraPlanning
import Programmes

extension Setup {
  /// The same tasks as planners see them, `tasksPerInterval` to an interval.
  ///
  /// - Throws: `InvalidSetup` for what planners refuse.
  public func workload(tasksPerInterval: Int) throws(InvalidSetup) -> Workload {
    do throws(ProgrammeError) {
      return try Workload(
        tasksPerInterval: tasksPerInterval, chargePerTask: slotCharge,
        successEnergy: successModel.map { modelEnergy[$0] }, fallbackEnergy: modelEnergy[cheapestModel],
        successGain: weights.gain(of: .success), fallbackGain: weights.gain(of: .smallMiss),
        charging: charging)
    } catch { throw InvalidSetup(error.description) }
  }

  /// The horizon and the tail beyond it as planners see them.
  ///
  /// - Parameter carbonFree: the share per interval, from the start of the horizon to the end of the tail.
  /// - Throws: `InvalidSetup` where the shares do not reach to the end of the horizon, or planners refuse a number.
  public func planningProblem(carbonFree: [Double]) throws(InvalidSetup) -> PlanningProblem {
    let workload = try workload(tasksPerInterval: clock.tasksPerInterval)
    do throws(ProgrammeError) {
      return try PlanningProblem(
        workload: workload, capacity: capacity, initial: initialEnergy,
        deliveredPrice: carbonFree.map { price(carbonFree: $0) }, judgedIntervals: clock.intervals,
        largeMissWeight: weights.largeMiss)
    } catch { throw InvalidSetup(error.description) }
  }

  /// The only task of a judged horizon of one interval, nothing following.
  ///
  /// - Throws: `InvalidSetup` where there is more than that.
  public func singleStep(carbonFree: [Double]) throws(InvalidSetup) -> SingleStep {
    guard clock.tasks == 1, carbonFree.count == 1, let share = carbonFree.first else {
      throw InvalidSetup(
        "a single step is one interval of one task without a tail; here are \(clock.tasks) tasks, and a tail of "
          + "\(carbonFree.count - clock.intervals) intervals")
    }
    return SingleStep(
      models: models.indices.map {
        SingleStep.Model(energy: modelEnergy[$0], meetsWishes: modelOutcome[$0] == .success)
      },
      capacity: capacity, stored: initialEnergy, slotCharge: slotCharge, wholeSlots: charging == .slots,
      successWeight: weights.success, smallMissWeight: weights.smallMiss, largeMissWeight: weights.largeMiss,
      carbonFree: share, deliveredPrice: price(carbonFree: share))
  }

  /// A plan's columns, one row an interval, as an oracle carries them out; charging is given as time at full power.
  ///
  /// - Throws: `InvalidSetup` where the columns differ in length or hold what is not a charging time, under slot charging
  ///   a whole number of slots.
  public func plannedCounts(
    success: [Int], fallback: [Int], chargeSeconds: [Double]
  ) throws(InvalidSetup) -> [PlannedCounts] {
    guard success.count == fallback.count, success.count == chargeSeconds.count else {
      throw InvalidSetup("the plan's success, fallback and charge_s must have one value for each interval")
    }
    var plan: [PlannedCounts] = []
    for (interval, seconds) in chargeSeconds.enumerated() {
      guard seconds >= 0, seconds <= Double(clock.intervalSeconds) * (1 + 1e-9) else {
        throw InvalidSetup("the plan charges \(seconds) s of interval \(interval), which has \(clock.intervalSeconds) s")
      }
      let slots = seconds / Double(clock.taskIntervalSeconds)
      guard charging == .continuous || abs(slots - slots.rounded()) <= 1e-6 else {
        throw InvalidSetup(
          "the plan charges \(seconds) s of interval \(interval); the charger draws whole slots of "
            + "\(clock.taskIntervalSeconds) s")
      }
      let units = min((slots * Double(slotCharge)).rounded(), 0x1p62)
      plan.append(PlannedCounts(success: success[interval], fallback: fallback[interval], charge: Int64(units)))
    }
    return plan
  }

  /// The time the charger needs at full power for an energy [10⁻⁷ mWh]: how plans are written.
  public func chargingSeconds(_ energy: Int64) -> Double {
    slotCharge > 0 ? Double(energy) / Double(slotCharge) * Double(clock.taskIntervalSeconds) : 0
  }
}
