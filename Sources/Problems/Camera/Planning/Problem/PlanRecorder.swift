import Programmes

/// Carries a plan out, interval by interval, and keeps what really happened: every plan leaving this library has been
/// executed slot by slot.
struct PlanRecorder {
  let problem: PlanningProblem
  let terminalValue: TerminalValue
  /// The dynamic programme's value curves, which price stored energy whoever made the plan.
  var history: CurveHistory<SlopeProgramme>
  private(set) var intervals = IntervalPlans()
  private(set) var stored: Int64
  private var gain = 0.0
  private let options: TaskOptions

  init(_ problem: PlanningProblem, terminalValue: TerminalValue) {
    (self.problem, self.terminalValue) = (problem, terminalValue)
    options = problem.workload.options(capacity: problem.capacity)
    stored = problem.initial
    history = CurveHistory(
      SlopeProgramme(problem, terminal: terminalValue.curve, tasksPerStep: problem.tasksPerStep))
  }

  /// The interval to be carried out next.
  var interval: Int { intervals.battery.count }

  /// Reward + value of the energy left, of what has been carried out, against running nothing.
  var value: Double { gain + terminalValue.value(at: stored) }

  mutating func restart() {
    (intervals, stored, gain) = (IntervalPlans(), problem.initial, 0)
  }

  /// Executes the counts of the next interval. Counts that cannot be put in order, which happens to batteries planned
  /// task by task, give way to what the order achieves of them, until that is executed as it stands.
  mutating func carryOut(_ planned: Counts) {
    let (counts, left) = execute(planned)
    gain = sum(gain, counts)
    intervals.append(counts, battery: stored, price: shadowPrice(of: interval, at: stored))
    stored = left
  }

  /// What of the next interval's counts is executed as it stands, and the energy left.
  func execute(_ planned: Counts) -> (done: Counts, stored: Int64) {
    var counts = planned
    while true {
      let outcome = IntervalExecution.achieved(
        counts, of: problem.workload, capacity: problem.capacity, stored: stored)
      if outcome.done == counts { return outcome }
      counts = outcome.done
    }
  }

  /// Adds the reward of the next interval's counts, against running nothing.
  func sum(_ gain: Double, _ counts: Counts) -> Double {
    gain + (options.success?.gain ?? 0) * Double(counts.success)
      + (options.fallback?.gain ?? 0) * Double(counts.fallback)
      - problem.deliveredPrice[interval] * EnergyUnits.milliwattHours(counts.charge)
  }

  /// The plan with its proof. `bound` is against running nothing.
  func solution(
    _ method: PlanSolution.Method, bound: Double, timedOut: Bool = false
  ) throws(ProgrammeError) -> PlanSolution {
    let terminal = terminalValue.value(at: stored)
    let reward = problem.idleReward + gain
    let bound = max(problem.idleReward + bound, reward + terminal)  // they may differ by rounding
    guard bound.isFinite, reward.isFinite else {
      throw .outOfRange("rewards beyond the largest number: smaller weights can be planned")
    }
    let isOptimal = bound - (reward + terminal) <= PlanSolution.optimalGap * problem.rewardScale
    return PlanSolution(
      method: method, termination: isOptimal ? .optimal : timedOut ? .time : .gap, reward: reward, terminal: terminal,
      bound: bound, terminalValue: terminalValue, intervals: intervals)
  }
}
