/// What one step of the dynamic programme offers, but for the price: prepared once, used at every step.
///
/// A step of `tasks` tasks is, in the order time has them: a first task, which may use stored energy only; the other
/// tasks together with the charge that can still feed them; and the charge of the last slot, which comes too late for
/// any of them. A task's options are replaced by their concave hull, which is what makes the step a relaxation.
public struct StepTerms: Sendable {
  /// The hull of one task: gain per mWh and energy, steepest first; length 0 where there is no such piece.
  let steep, flat: ValueCurve.Segment
  /// Tasks after the first.
  let laterTasks: Int64
  /// Energy the charger delivers in time for the later tasks, and after the last of them [units].
  let earlyCharge, lateCharge: Int64

  /// - Parameters:
  ///   - tasks: Tasks in the step, from 1 (to plan at task level) to those of an interval.
  ///   - capacity: The battery's capacity [units]: models that need more never run.
  public init(_ workload: Workload, tasks: Int, capacity: Int64) {
    precondition((1...workload.tasksPerInterval).contains(tasks))
    let options = workload.options(capacity: capacity)
    (steep, flat) = StepTerms.hull(of: options)
    laterTasks = Int64(tasks) - 1
    let charge = min(workload.chargePerTask, capacity)
    let (product, overflow) = charge.multipliedReportingOverflow(by: laterTasks)
    let early = overflow ? .max / 2 : min(product, .max / 2)
    // If the charge of the first slots feeds every task, the last slot need not be told apart: one pass less.
    if options.largestEnergy * Int64(tasks) <= early {
      (earlyCharge, lateCharge) = (early + charge, 0)
    } else {
      (earlyCharge, lateCharge) = (early, charge)
    }
  }

  private static func hull(of options: TaskOptions) -> (steep: ValueCurve.Segment, flat: ValueCurve.Segment) {
    let nothing = TaskOption(energy: 0, gain: 0)
    let none = ValueCurve.Segment(length: 0, slope: 0)
    func piece(_ option: TaskOption, above lower: TaskOption) -> ValueCurve.Segment {
      let length = option.energy - lower.energy
      return ValueCurve.Segment(
        length: length, slope: (option.gain - lower.gain) / EnergyUnits.milliwattHours(length))
    }
    switch (options.success, options.fallback) {
    case (nil, nil): return (none, none)
    case (let only?, nil), (nil, let only?): return (piece(only, above: nothing), none)
    case (let success?, let fallback?):
      let (steep, flat) = (piece(fallback, above: nothing), piece(success, above: fallback))
      return steep.slope > flat.slope ? (steep, flat) : (piece(success, above: nothing), none)
    }
  }
}
