import Glibc
import Randomness
import Testing

@testable import Planning

@Suite struct GLPKTests {
  /// Two solvers that share only the counts programme: each one's plan lies below the other's bound.
  @Test func dynamicProgrammeAndGLPKAgree() throws {
    let planner = GLPKPlanner(absoluteGap: 1e-6)
    for seed in 0..<300 {
      var random = RandomStream(seed: UInt64(seed), "glpk")
      let problem = try SmallInstance.problem(&random)
      let (ours, theirs) = (try planByDynamicProgramme(problem), try planner.plan(problem))
      let scale = max(1, abs(ours.bound))
      #expect(theirs.reward + theirs.terminal <= ours.bound + 1e-6 * scale, "seed \(seed)")
      #expect(ours.reward + ours.terminal <= theirs.bound + 1e-6 * scale, "seed \(seed)")
      #expect(theirs.bound <= ours.bound + 1e-6 * scale, "seed \(seed)")
      if theirs.termination == .optimal, problem.tasksPerStep == problem.workload.tasksPerInterval {
        let best = SmallInstance.optimum(problem, terminal: theirs.terminalValue.curve)
        #expect(abs(theirs.reward + theirs.terminal - best) <= 1e-6 * scale, "seed \(seed)")
      }
    }
  }

  @Test func realDaysAgree() throws {
    for seed in 0..<20 {
      var random = RandomStream(seed: UInt64(seed), "glpk days")
      let problem = try SmallInstance.day(&random, chargeOverNeed: 1.2 + 4 * random.unit())
      let (ours, theirs) = (try planByDynamicProgramme(problem), try GLPKPlanner().plan(problem))
      #expect(theirs.reward + theirs.terminal <= ours.bound + 1e-4)
      #expect(ours.reward + ours.terminal <= theirs.bound + 1e-4)
      #expect(ours.gap <= 1)
    }
  }

  private func programme(upTo upper: Double = 1, cost: Double = 1, rows: [([LinearProgramme.Term], Double)] = []) -> LinearProgramme {
    var programme = LinearProgramme()
    _ = programme.addColumn(.init(stem: "x"), (0, upper), cost: cost)
    for (terms, most) in rows { programme.addRow(.init(stem: "row"), terms, atMost: most) }
    return programme
  }

  @Test func misuseIsAnErrorAndTheProcessLives() throws {
    for _ in 0..<3 {
      let sound = try GLPKProgramme(programme())
      #expect(throws: PlanningError.self) { try GLPKProgramme(programme(rows: [([(7, 1)], 1)])) }  // no such column
      do {
        _ = try GLPKProgramme(programme(rows: [([(0, 1), (0, 1)], 1)]))
        Issue.record("GLPK took one column twice")
      } catch {
        #expect("\(error)".contains("GLPK: glp_set_mat_row"), "\(error)")
      }
      // Freeing GLPK's memory took the thread's other programmes along: they know.
      do {
        _ = try sound.solve(absoluteGap: 0, timeLimitSeconds: 1)
        Issue.record("a programme outlived its memory")
      } catch {
        #expect("\(error)".contains("another programme of this thread"), "\(error)")
      }
      #expect(try GLPKProgramme(programme()).solve(absoluteGap: 0, timeLimitSeconds: 1).solution == [1])
    }
  }

  @Test func numbersThatAreNoneAreRefused() throws {
    for upper: Double in [.nan, -1, -.infinity] {
      #expect(throws: PlanningError.self) { try GLPKProgramme(programme(upTo: upper)) }
    }
    for cost: Double in [.nan, .infinity] {
      #expect(throws: PlanningError.self) { try GLPKProgramme(programme(cost: cost)) }
    }
    #expect(throws: PlanningError.self) { try GLPKProgramme(programme(rows: [([(0, .nan)], 1)])) }
    #expect(throws: PlanningError.self) { try GLPKProgramme(programme(rows: [([], .nan)])) }
    let sound = try GLPKProgramme(programme(upTo: 2, rows: [([(0, 1)], 1.5)]))
    #expect(throws: PlanningError.self) { try sound.solve(absoluteGap: .nan, timeLimitSeconds: 1) }
    #expect(throws: PlanningError.self) { try sound.solve(absoluteGap: 0, timeLimitSeconds: .nan) }
    #expect(throws: PlanningError.self) { try sound.solve(absoluteGap: 0, timeLimitSeconds: 1, incumbent: [.nan]) }
    #expect(throws: PlanningError.self) { try sound.relaxAgain(lower: [0], upper: [1], cost: [.nan]) }
    #expect(throws: PlanningError.self) { try sound.relaxAgain(lower: [1], upper: [0], cost: [1]) }
    #expect(try sound.solve(absoluteGap: 0, timeLimitSeconds: 1).solution == [1.5])  // refusing is not breaking
  }

  @Test func infeasibleAndUnboundedAreExplained() throws {
    let infeasible = try GLPKProgramme(programme(rows: [([(0, 1)], -1)]))
    #expect(throws: PlanningError.self) { try infeasible.solve(absoluteGap: 0, timeLimitSeconds: 1) }
    #expect(try infeasible.relaxAgain(lower: [0], upper: [1], cost: [1]) == nil)
    let unbounded = try GLPKProgramme(programme(upTo: .infinity))
    #expect(throws: PlanningError.self) { try unbounded.solve(absoluteGap: 0, timeLimitSeconds: 1) }
    var random = RandomStream(seed: 1, "options")
    let problem = try SmallInstance.problem(&random)
    for planner in [GLPKPlanner(absoluteGap: .nan), GLPKPlanner(timeLimitSeconds: 0), GLPKPlanner(timeLimitSeconds: .nan)] {
      #expect(throws: PlanningError.self) { try planner.plan(problem) }
    }
  }
}
