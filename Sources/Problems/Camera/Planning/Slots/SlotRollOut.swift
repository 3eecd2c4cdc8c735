import Programmes

/// Plans slot charging in milliseconds, for when the exact staircase takes too long: the continuous plan of each interval,
/// its charge rounded to whole slots, whichever way is better by reward + value of the energy left.
///
/// - Parameter bound: What no plan exceeds, against running nothing; that of continuous charging unless it is given.
public func planBySlotRollOut(_ problem: PlanningProblem, bound: Double? = nil) throws(ProgrammeError) -> PlanSolution {
  var plan = PlanRecorder(problem, terminalValue: problem.terminalValue())
  plan.rollOutSlots(CountRules(problem))
  return try plan.solution(
    .dynamicProgramme, bound: bound ?? plan.history.start.value(at: problem.initial), timedOut: true)
}

extension PlanRecorder {
  fileprivate mutating func rollOutSlots(_ rules: CountRules) {
    let slot = max(1, problem.workload.chargePerTask)
    while interval < problem.judgedIntervals {
      for counts in bestCounts(rules, of: interval, from: [stored]) {
        let fewest = counts.charge / slot
        let most = min(fewest + 1, Int64(problem.workload.tasksPerInterval))
        func rounded(_ slots: Int64) -> Counts {
          Counts(success: counts.success, fallback: counts.fallback, charge: slots * problem.workload.chargePerTask)
        }
        let (more, less) = (worth(of: rounded(most)), worth(of: rounded(fewest)))
        let isBetter = more.exceeds(less, inSumsOf: max(problem.rewardScale, abs(less)))
        carryOut(isBetter ? rounded(most) : rounded(fewest))
      }
    }
  }

  /// Reward of what is executed of counts, and the value of the energy left.
  private mutating func worth(of planned: Counts) -> Double {
    let (counts, left) = execute(planned)
    let last = (interval + 1) * problem.stepsPerInterval - 1
    return sum(0, counts) + history.withCurves(of: last) { _, after in after.value(at: left) }
  }
}
