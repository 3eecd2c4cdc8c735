/// Carries a plan out, interval by interval, and keeps what really happened: every plan leaving this library has been
/// executed slot by slot.
struct PlanRecorder {
  let problem: PlanningProblem
  private(set) var intervals: IntervalPlans
  private(set) var stored: Int64
  private var gain = 0.0
  private let rules: CountRules

  init(_ problem: PlanningProblem) {
    self.problem = problem
    intervals = IntervalPlans()
    stored = problem.initial
    rules = CountRules(problem, tasks: problem.workload.tasksPerInterval)
  }

  /// Executes the counts of the next interval. Counts that cannot be put in order, which happens to batteries planned
  /// task by task, give way to what the order achieves of them, until that is executed as it stands.
  mutating func carryOut(_ planned: Counts, shadowPrice: Double) {
    var counts = planned
    var outcome = execute(counts)
    while outcome.done != counts {
      counts = outcome.done
      outcome = execute(counts)
    }
    let price = problem.deliveredPrice[intervals.battery.count]
    gain += rules.gain(counts.success, counts.fallback) - price * EnergyUnits.milliwattHours(counts.charge)
    intervals.append(counts, battery: stored, price: shadowPrice)
    stored = outcome.stored
  }

  private func execute(_ counts: Counts) -> (done: Counts, stored: Int64) {
    IntervalExecution.achieved(counts, of: problem.workload, capacity: problem.capacity, stored: stored)
  }

  /// The plan with its proof. `bound` holds without −Y·tasks.
  func solution(
    _ method: PlanSolution.Method, bound: Double, terminalValue: TerminalValue, timedOut: Bool = false
  ) throws(PlanningError) -> PlanSolution {
    let terminal = terminalValue.curve.value(at: stored)
    let reward = problem.idleReward + gain
    let bound = max(problem.idleReward + bound, reward + terminal)  // they may differ by rounding
    guard bound.isFinite, reward.isFinite else {
      throw .outOfRange("rewards beyond the largest number: smaller weights can be planned")
    }
    let isOptimal = bound - (reward + terminal) <= 1e-9 * max(1, abs(bound))
    return PlanSolution(
      method: method, termination: isOptimal ? .optimal : timedOut ? .time : .gap, reward: reward, terminal: terminal,
      bound: bound, terminalValue: terminalValue, intervals: intervals)
  }
}
