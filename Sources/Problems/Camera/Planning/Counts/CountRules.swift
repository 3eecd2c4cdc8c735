/// Which counts of one step can be put in order in time: for a battery that holds a slot's charge and a
/// task, exactly those that pass.
struct CountRules: Sendable {
  var options: TaskOptions
  let tasks: Int
  let capacity: Int64
  /// Energy the charger delivers before the last slot, and in all [units].
  let chargeBeforeLast, chargeInAll: Int64

  /// - Parameter tasks: Tasks in the step, from 1 to those of an interval.
  init(_ workload: Workload, tasks: Int, capacity: Int64) {
    precondition((1...workload.tasksPerInterval).contains(tasks))
    self.capacity = max(0, capacity)
    options = workload.options(capacity: capacity)
    self.tasks = tasks
    let charge = min(workload.chargePerTask, self.capacity)
    let (product, overflow) = charge.multipliedReportingOverflow(by: Int64(tasks - 1))
    chargeBeforeLast = overflow ? .max / 2 : min(product, .max / 2)
    chargeInAll = chargeBeforeLast + charge
  }

  /// The rules of one step of a problem.
  init(_ problem: PlanningProblem) {
    self.init(problem.workload, tasks: problem.tasksPerStep, capacity: problem.capacity)
  }

  var successEnergy: Int64 { options.success?.energy ?? 0 }
  var fallbackEnergy: Int64 { options.fallback?.energy ?? 0 }

  func use(_ success: Int, _ fallback: Int) -> Int64 {
    successEnergy * Int64(success) + fallbackEnergy * Int64(fallback)
  }

  func gain(_ success: Int, _ fallback: Int) -> Double {
    (options.success?.gain ?? 0) * Double(success) + (options.fallback?.gain ?? 0) * Double(fallback)
  }

  /// The most successes from a stored energy, and the most fallbacks beside them. Energy before charging: the last
  /// slot's charge feeds no task, and if every slot runs one, the first runs on stored energy alone.
  func mostSuccesses(stored: Int64) -> Int {
    guard options.success != nil else { return 0 }
    let fed = Int((stored + chargeBeforeLast) / successEnergy)
    return min(fed, stored >= successEnergy ? tasks : tasks - 1)
  }

  func mostFallbacks(beside success: Int, stored: Int64) -> Int {
    guard options.fallback != nil else { return 0 }
    let fed = Int((stored + chargeBeforeLast - use(success, 0)) / fallbackEnergy)
    return min(fed, (stored >= fallbackEnergy ? tasks : tasks - 1) - success)
  }

  /// Energies that can be delivered beside a use of energy that passes [units].
  func charge(stored: Int64, use: Int64) -> ClosedRange<Int64> {
    let least = max(0, use - stored)
    return least...max(least, min(chargeInAll, capacity - stored + use))
  }

  /// The one of them that ends nearest to a stored energy [units].
  func charge(reaching target: Int64, stored: Int64, use: Int64) -> Int64 {
    let allowed = charge(stored: stored, use: use)
    return min(max(target - (stored - use), allowed.lowerBound), allowed.upperBound)
  }

  /// Charge that comes in time for the tasks, and charge that does not [units]. If the first slots' charge covers the
  /// use, the last slot's need not be told apart.
  func chargeInTime(forUse use: Int64) -> (early: Int64, late: Int64) {
    use <= chargeBeforeLast ? (chargeInAll, 0) : (chargeBeforeLast, chargeInAll - chargeBeforeLast)
  }
}
