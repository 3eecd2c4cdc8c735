import Glibc
import Programmes
import Randomness
import Testing

@testable import CameraPlanning

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

  @Test func optionsThatAreNoNumbersAreRefused() throws {
    var random = RandomStream(seed: 1, "options")
    let problem = try SmallInstance.problem(&random)
    for planner in [GLPKPlanner(absoluteGap: .nan), GLPKPlanner(timeLimitSeconds: 0), GLPKPlanner(timeLimitSeconds: .nan)] {
      #expect(throws: ProgrammeError.self) { try planner.plan(problem) }
    }
  }
}
