import Programmes

/// Plans by GLPK on the counts programme: a second opinion on the dynamic programme, sharing none of its reasoning but
/// the counts. Prices of stored energy are the dynamic programme's, at the energies of this plan.
public struct GLPKPlanner: Sendable {
  /// Branch and cut stops once its bound is this close to its best plan [reward].
  public var absoluteGap: Double
  /// And after this wall time at the latest; then the plan found so far may differ from run to run.
  public var timeLimitSeconds: Double

  public init(absoluteGap: Double = 1, timeLimitSeconds: Double = 60) {
    (self.absoluteGap, self.timeLimitSeconds) = (absoluteGap, timeLimitSeconds)
  }

  /// - Parameter incumbent: A plan of the same problem to start from, as the dynamic programme makes it: branch and cut
  ///   then looks for better ones only, and a time-out always has a plan.
  /// - Throws: `ProgrammeError.timeLimit` if no plan is found in time; `.solver` if GLPK fails; `.outOfRange` for rewards
  ///   or options that are no numbers.
  public func plan(_ problem: PlanningProblem, incumbent: PlanSolution? = nil) throws(ProgrammeError) -> PlanSolution {
    var plan = PlanRecorder(problem, terminalValue: problem.terminalValue())
    let (counts, result) = try solve(problem, terminal: plan.terminalValue, incumbent: incumbent)
    guard let solution = result.solution else {
      throw .timeLimit("GLPK: no plan within \(timeLimitSeconds) s; give it more, or plan by the dynamic programme")
    }
    while plan.interval < problem.judgedIntervals {
      plan.carryOut(counts.counts(of: plan.interval, in: solution, stored: plan.stored))
    }
    return try plan.solution(.glpk, bound: result.bound, timedOut: result.isTimedOut)
  }

  /// Has GLPK prove a plan of the dynamic programme again.
  ///
  /// - Throws: `ProgrammeError.solver` if GLPK fails; `.outOfRange` for rewards or options that are no numbers.
  public func certify(_ plan: PlanSolution, of problem: PlanningProblem) throws(ProgrammeError) -> PlanCertificate {
    let (counts, result) = try solve(problem, terminal: plan.terminalValue, incumbent: plan)
    let value = plan.reward + plan.terminal
    let best = result.solution.map { problem.idleReward + counts.programme.objective(of: $0) } ?? value
    return PlanCertificate(
      bound: max(problem.idleReward + result.bound, value), planValue: value, bestValue: max(best, value),
      isTimedOut: result.isTimedOut)
  }

  private func solve(
    _ problem: PlanningProblem, terminal: TerminalValue, incumbent: PlanSolution?
  ) throws(ProgrammeError) -> (CountsProgramme, GLPKProgramme.Result) {
    guard absoluteGap >= 0, timeLimitSeconds > 0 else {
      throw .outOfRange("gap \(absoluteGap), time limit \(timeLimitSeconds) s: a gap from 0 and a time above 0 are needed")
    }
    let counts = CountsProgramme(problem, terminal: terminal.curve, totals: GLPKPlanner.totals)
    let result = try GLPKProgramme(counts.programme).solve(
      absoluteGap: absoluteGap, timeLimitSeconds: timeLimitSeconds,
      incumbent: incumbent.flatMap { counts.values(of: $0.intervals) })
    return (counts, result)
  }

  /// Parts of the horizon at whose ends tasks are counted.
  private static let totals = 12
}

/// What GLPK has to say of a plan.
public struct PlanCertificate: Sendable, Hashable {
  /// No plan's reward + terminal exceeds this, by GLPK's relaxations.
  public var bound: Double
  /// Reward + terminal of the plan, and of the best that GLPK found in its place, ≥ the plan's.
  public var planValue, bestValue: Double
  /// Whether the time was up before the gap was reached; the bound holds all the same.
  public var isTimedOut: Bool

  /// What the plan may be short of the best possible at most, as GLPK proved it.
  public var difference: Double { bound - planValue }
}
