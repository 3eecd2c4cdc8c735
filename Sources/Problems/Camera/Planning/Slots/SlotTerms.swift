import Programmes

/// What one task slot offers under slot charging, in the whole numbers a `Staircase` counts in.
///
/// Rewards are whole quanta, the finest power of two with which no sum of a horizon overflows: then sums do not depend
/// on their order, plans that are equally good compare equal, and only a slot's price and gain are rounded, each by half
/// a quantum at most (about 10⁻¹³ in a day worth 10⁵).
struct SlotTerms: Sendable {
  let capacity: Int64
  /// What a charged slot draws [units].
  let charge: Int64
  let success, fallback: (energy: Int64, gain: Int64)?
  /// Quanta in a reward unit.
  let scale: Double
  /// At least what any plan earns [quanta]: no slot is charged at that cost.
  let limit: Int64
  /// Plans whose values differ by no more than this tie [quanta].
  let tie: Int64

  /// - Throws: `ProgrammeError.outOfRange` if rewards exceed the largest number.
  init(_ problem: PlanningProblem, terminal: TerminalValue) throws(ProgrammeError) {
    let options = problem.workload.options(capacity: problem.capacity)
    let slots = Double(problem.judgedIntervals) * Double(problem.workload.tasksPerInterval)
    let most = slots * max(options.success?.gain ?? 0, options.fallback?.gain ?? 0) + (terminal.values.last ?? 0)
    guard most.isFinite, most < 0x1p900 else {
      throw .outOfRange("rewards beyond the largest number: smaller weights can be planned")
    }
    // Rewards of less than any that can be told from none are none.
    let exponent = max(most, 0x1p-900).exponent
    let scale = Double(sign: .plus, exponent: 58 - exponent, significand: 1)
    func quanta(_ option: TaskOption?) -> (energy: Int64, gain: Int64)? {
      option.map { ($0.energy, Int64(($0.gain * scale).rounded())) }
    }
    (success, fallback) = (quanta(options.success), quanta(options.fallback))
    (capacity, charge) = (problem.capacity, problem.workload.chargePerTask)
    (self.scale, limit) = (scale, 1 << 59)
    tie = Int64(Double.tieTolerance * most * scale)
  }

  /// What charging a slot costs at a price per mWh [quanta].
  func cost(price: Double) -> Int64 {
    Int64(min(price * EnergyUnits.milliwattHours(charge) * scale, Double(limit)).rounded())
  }
}

extension SlotTerms {
  /// What a task takes [units] and gains [quanta]; nil if there is none.
  func option(_ task: SlotDecision.Task) -> (energy: Int64, gain: Int64)? {
    switch task {
    case .success: success
    case .fallback: fallback
    case .none: (0, 0)
    }
  }
}
