/// What one step of the dynamic programme offers, but for the price: prepared once, used at every step.
///
/// A step of `tasks` tasks is, in the order time has them: a first task, which may use stored energy only; the other
/// tasks together with the charge that can still feed them; and the charge of the last slot, which comes too late for
/// any of them. A task's options are replaced by their concave hull, which is what makes the step a relaxation.
public struct StepTerms: Sendable {
  typealias Segment = ValueCurve.Segment

  /// Uses of energy by the first task and by the later ones: what a mWh gains, steepest first; length 0 for none.
  let first, later: (steep: Segment, flat: Segment)
  /// Energy the charger delivers in time for the later tasks, and after the last of them [units].
  let earlyCharge, lateCharge: Int64

  /// - Parameters:
  ///   - tasks: Tasks in the step, from 1 (to plan at task level) to those of an interval.
  ///   - capacity: The battery's capacity [units]: models that need more never run.
  public init(_ workload: Workload, tasks: Int, capacity: Int64) {
    let rules = CountRules(workload, tasks: tasks, capacity: capacity)
    first = StepTerms.hull(of: rules.options)
    later = (first.steep.times(tasks - 1), first.flat.times(tasks - 1))
    (earlyCharge, lateCharge) = rules.chargeInTime(forUse: rules.options.largestEnergy * Int64(tasks))
  }

  init(
    first: (steep: Segment, flat: Segment), later: (steep: Segment, flat: Segment), earlyCharge: Int64, lateCharge: Int64
  ) {
    (self.first, self.later) = (first, later)
    (self.earlyCharge, self.lateCharge) = (earlyCharge, lateCharge)
  }

  /// Terms of a step whose tasks are settled: their energy is worth any price.
  init(settled counts: Counts, rules: CountRules) {
    func required(_ energy: Int64) -> (steep: Segment, flat: Segment) {
      (Segment(length: energy, slope: .infinity), Segment(length: 0, slope: 0))
    }
    let use = rules.use(counts.success, counts.fallback)
    let isBusy = counts.success + counts.fallback == rules.tasks
    let firstUse = isBusy ? counts.fallback > 0 ? rules.fallbackEnergy : rules.successEnergy : 0
    (first, later) = (required(firstUse), required(use - firstUse))
    (earlyCharge, lateCharge) = rules.chargeInTime(forUse: use)
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
      return steep.slope.exceeds(flat.slope) ? (steep, flat) : (piece(success, above: nothing), none)
    }
  }
}
