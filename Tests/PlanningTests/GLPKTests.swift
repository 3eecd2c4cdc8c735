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

  /// Solvers run on threads of their own, each with its own environment and hooks.
  @Test func threadsDoNotMeet() async throws {
    let rewards = try await withThrowingTaskGroup(of: Double.self) { group in
      for _ in 0..<8 {
        group.addTask {
          var random = RandomStream(seed: 5, "glpk threads")
          return try GLPKPlanner().plan(try SmallInstance.day(&random, chargeOverNeed: 2)).reward
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(rewards).count == 1)
  }

  @Test func misuseIsAnErrorAndTheProcessLives() throws {
    for _ in 0..<3 {
      let programme = try GLPKProgramme()
      let column = try programme.addColumn(upTo: 1, cost: 1)
      #expect(throws: PlanningError.self) { try programme.addRow([(column + 7, 1)], atMost: 1) }  // no such column
      #expect(throws: PlanningError.self) { try programme.addColumn(upTo: 1, cost: 1) }  // broken for good
      #expect(throws: PlanningError.self) { try programme.solve(absoluteGap: 0, timeLimitSeconds: 1) }
      #expect(programme.value(column).isNaN && !programme.hasSolution)
    }
    do {
      let programme = try GLPKProgramme()
      let column = try programme.addColumn(upTo: 1, cost: 1)
      try programme.addRow([(column, 1), (column, 1)], atMost: 1)  // one column twice: misuse too
      Issue.record("GLPK took one column twice")
    } catch {
      #expect("\(error)".contains("GLPK: glp_set_mat_row"), "\(error)")
    }
  }

  @Test func numbersThatAreNoneAreRefused() throws {
    let programme = try GLPKProgramme()
    let column = try programme.addColumn(upTo: 2, cost: 1)
    #expect(throws: PlanningError.self) { try programme.addColumn(upTo: .nan, cost: 1) }
    #expect(throws: PlanningError.self) { try programme.addColumn(upTo: 1, cost: .infinity) }
    #expect(throws: PlanningError.self) { try programme.addColumn(upTo: -1, cost: 1) }
    #expect(throws: PlanningError.self) { try programme.addRow([(column, .nan)], atMost: 1) }
    #expect(throws: PlanningError.self) { try programme.addRow([], atMost: .nan) }
    try programme.addRow([(column, 1)], atMost: 1.5)  // refusing is not breaking
    #expect(try programme.solve(absoluteGap: 0, timeLimitSeconds: 1) == .solved)
    #expect(programme.value(column) == 1.5)
  }

  @Test func infeasibleAndUnboundedAreExplained() throws {
    let infeasible = try GLPKProgramme()
    try infeasible.addRow([(try infeasible.addColumn(upTo: 1, cost: 1), 1)], atMost: -1)
    #expect(throws: PlanningError.self) { try infeasible.solve(absoluteGap: 0, timeLimitSeconds: 1) }
    let unbounded = try GLPKProgramme()
    _ = try unbounded.addColumn(upTo: .infinity, cost: 1)
    #expect(throws: PlanningError.self) { try unbounded.solve(absoluteGap: 0, timeLimitSeconds: 1) }
    var random = RandomStream(seed: 1, "options")
    let problem = try SmallInstance.problem(&random)
    for planner in [GLPKPlanner(absoluteGap: .nan), GLPKPlanner(timeLimitSeconds: 0), GLPKPlanner(timeLimitSeconds: .nan)] {
      #expect(throws: PlanningError.self) { try planner.plan(problem) }
    }
  }
}
