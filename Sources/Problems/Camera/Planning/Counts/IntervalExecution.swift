/// What a camera does in one task slot.
public struct SlotDecision: Sendable, Hashable {
  public enum Task: Sendable { case success, fallback, none }
  public var task: Task
  /// Energy delivered to the battery, after the task took its own; under slot charging what does not fit is lost
  /// [units of 10⁻⁷ mWh].
  public var charge: Int64
}

/// Puts the counts of one interval in order in time, slot by slot.
///
/// Charge is placed as early as it fits, and tasks make room for it: they run first while a slot's charge would not
/// fit, last otherwise, so that what they need is there. This order executes every count that `CountRules` passes;
/// simpler ones fail some per cent of them. Under slot charging a slot is charged where all of it fits, or
/// where the charged slots left need every slot left, or (small batteries) where nothing else is left that can be done.
public struct IntervalExecution: Sendable {
  /// What is still to be done.
  public private(set) var left: Counts
  public private(set) var tasksLeft: Int
  private let successEnergy, fallbackEnergy, chargePerTask, capacity: Int64
  private let charging: Charging

  public init(_ counts: Counts, of workload: Workload, capacity: Int64) {
    left = counts
    tasksLeft = workload.tasksPerInterval
    charging = workload.charging
    chargePerTask = charging == .slots ? workload.chargePerTask : min(workload.chargePerTask, capacity)
    self.capacity = capacity
    successEnergy = workload.successEnergy ?? .max
    fallbackEnergy = workload.fallbackEnergy ?? .max
  }

  /// Whether nothing is left to be done.
  public var isComplete: Bool { left == Counts() }

  /// What to do in the next slot with `stored` energy before charging [units]. What does not fit is left over, never
  /// forced: the decision can always be carried out.
  public mutating func next(stored: Int64) -> SlotDecision {
    let task = nextTask(stored: stored)
    var after = stored
    switch task {
    case .success:
      left.success -= 1
      after -= successEnergy
    case .fallback:
      left.fallback -= 1
      after -= fallbackEnergy
    case .none: break
    }
    let charge = nextCharge(after: after)
    left.charge -= charge
    tasksLeft -= 1
    return SlotDecision(task: task, charge: charge)
  }

  private func nextCharge(after stored: Int64) -> Int64 {
    switch charging {
    case .continuous: return max(0, min(left.charge, chargePerTask, capacity - stored))
    case .slots:
      guard chargePerTask > 0, left.charge >= chargePerTask else { return 0 }
      let fits = stored <= capacity - chargePerTask
      return fits || left.charge / chargePerTask >= Int64(tasksLeft) || isStarved(at: stored) ? chargePerTask : 0
    }
  }

  /// Whether tasks are left and none of them could run.
  private func isStarved(at stored: Int64) -> Bool {
    (left.success > 0 || left.fallback > 0)
      && !(left.success > 0 && stored >= successEnergy) && !(left.fallback > 0 && stored >= fallbackEnergy)
  }

  private func nextTask(stored: Int64) -> SlotDecision.Task {
    let canSucceed = left.success > 0 && stored >= successEnergy
    let canFallBack = left.fallback > 0 && stored >= fallbackEnergy
    if left.charge > 0, stored > capacity - chargePerTask {
      return canSucceed ? .success : canFallBack ? .fallback : .none
    }
    if tasksLeft > left.success + left.fallback { return .none }
    return canFallBack ? .fallback : canSucceed ? .success : .none
  }
}

extension IntervalExecution {
  /// What of `counts` this order gets done from a stored energy [units], and the energy left.
  static func achieved(
    _ counts: Counts, of workload: Workload, capacity: Int64, stored: Int64
  ) -> (done: Counts, stored: Int64) {
    var (execution, stored) = (IntervalExecution(counts, of: workload, capacity: capacity), stored)
    for _ in 0..<workload.tasksPerInterval { _ = execution.carryOut(&stored) }
    let done = Counts(
      success: counts.success - execution.left.success, fallback: counts.fallback - execution.left.fallback,
      charge: counts.charge - execution.left.charge)
    return (done, stored)
  }

  /// The order itself.
  static func decisions(
    _ counts: Counts, of workload: Workload, capacity: Int64, stored: Int64
  ) -> [SlotDecision] {
    var (execution, stored) = (IntervalExecution(counts, of: workload, capacity: capacity), stored)
    return (0..<workload.tasksPerInterval).map { _ in execution.carryOut(&stored) }
  }

  private mutating func carryOut(_ stored: inout Int64) -> SlotDecision {
    let decision = next(stored: stored)
    switch decision.task {
    case .success: stored -= successEnergy
    case .fallback: stored -= fallbackEnergy
    case .none: break
    }
    stored = min(capacity, stored + decision.charge)
    return decision
  }
}
