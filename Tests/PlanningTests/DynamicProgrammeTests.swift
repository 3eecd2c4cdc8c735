import Randomness
import Testing

@testable import Planning

@Suite struct DynamicProgrammeTests {
  /// Slot orders enumerated: the best any camera can do lies between plan and bound, and the plan is near both.
  @Test func bruteForceLiesBetweenPlanAndBound() throws {
    var lost: [Double] = []; var small: [Double] = []
    for seed in 0..<600 {
      var random = RandomStream(seed: UInt64(seed), "brute force")
      let problem = try SmallInstance.problem(&random)
      let plan = try planByDynamicProgramme(problem)
      let terminal = plan.terminalValue.curve
      let best = SmallInstance.optimum(problem, terminal: terminal)
      let achieved = plan.reward + plan.terminal
      #expect(plan.bound >= best - 1e-9 * max(1, abs(best)), "seed \(seed)")
      #expect(achieved <= best + 1e-9 * max(1, abs(best)), "seed \(seed)")
      #expect(plan.gap >= 0)
      if problem.tasksPerStep == problem.workload.tasksPerInterval { lost.append((best - achieved) / problem.workload.successGain); if best - achieved > problem.workload.successGain { print("seed", seed, best-achieved, plan.bound-best) } } else { small.append((best - achieved) / problem.workload.successGain) }
    }
    print("small mean \(small.reduce(0, +) / Double(small.count)) max \(small.max() ?? 0) exact \(small.count { $0 < 1e-9 }) of \(small.count)")
    print("lost mean \(lost.reduce(0, +) / Double(lost.count)) max \(lost.max() ?? 0) exact \(lost.count { $0 < 1e-9 }) of \(lost.count)")
  }
}
