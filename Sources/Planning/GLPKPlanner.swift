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
    let terminalValue = problem.terminalValue()
    let programme = try CountsProgramme(problem, terminal: terminalValue.curve)
    let outcome = try programme.programme.solve(absoluteGap: absoluteGap, timeLimitSeconds: timeLimitSeconds)
    guard programme.programme.hasSolution else {
      throw .solver("GLPK: no plan within \(timeLimitSeconds) s; the dynamic programme needs none of them")
    }
    var history = problem.history(terminal: terminalValue.curve)
    let rules = CountRules(problem, tasks: problem.tasksPerStep)
    let steps = problem.workload.tasksPerInterval / problem.tasksPerStep
    var recorder = PlanRecorder(problem)
    for interval in 0..<problem.judgedIntervals {
      var (planned, stored) = (Counts(), recorder.stored)
      let shadowPrice = history.withCurves(of: interval * steps) { before, _ in before.slope(rightOf: stored) }
      for step in (interval * steps)..<((interval + 1) * steps) {
        let counts = programme.counts(of: step, stored: stored)
        stored += counts.charge - rules.use(counts.success, counts.fallback)
        planned = planned + counts
      }
      recorder.carryOut(planned, shadowPrice: shadowPrice)
    }
    return try recorder.solution(
      .glpk, bound: programme.programme.bound, terminalValue: terminalValue, timedOut: outcome == .timedOut)
  }
}
