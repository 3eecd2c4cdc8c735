/// Plans by GLPK on the counts programme: a second opinion on the dynamic programme, sharing none of its reasoning but
/// the counts. Prices of stored energy are the dynamic programme's, at the energies of this plan.
public struct GLPKPlanner: Sendable {
  /// Branch and cut stops once its bound is this close to its best plan [reward].
  public var absoluteGap: Double
  /// And after this time at the latest; then the plan found so far may differ from run to run.
  public var timeLimitSeconds: Double

  public init(absoluteGap: Double = 1, timeLimitSeconds: Double = 60) {
    (self.absoluteGap, self.timeLimitSeconds) = (absoluteGap, timeLimitSeconds)
  }

  /// - Throws: `PlanningError.solver` if GLPK fails or finds no plan in time; `.outOfRange` for rewards or options that
  ///   are no numbers.
  public func plan(_ problem: PlanningProblem) throws(PlanningError) -> PlanSolution {
    guard absoluteGap >= 0, timeLimitSeconds > 0 else {
      throw .outOfRange("gap \(absoluteGap), time limit \(timeLimitSeconds) s: a gap from 0 and a time above 0 are needed")
    }
    var plan = PlanRecorder(problem, terminalValue: problem.terminalValue())
    let programme = try CountsProgramme(problem, terminal: plan.terminalValue.curve)
    let outcome = try programme.programme.solve(absoluteGap: absoluteGap, timeLimitSeconds: timeLimitSeconds)
    guard programme.programme.hasSolution else {
      throw .solver("GLPK: no plan within \(timeLimitSeconds) s; give it more, or plan by the dynamic programme")
    }
    while plan.interval < problem.judgedIntervals {
      plan.carryOut(
        programme.counts(of: plan.interval, stored: plan.stored, stepsPerInterval: problem.stepsPerInterval))
    }
    return try plan.solution(.glpk, bound: programme.programme.bound, timedOut: outcome == .timedOut)
  }
}
