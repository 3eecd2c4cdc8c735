import Randomness
import Testing

@testable import Planning

@Suite struct ValueSampleTests {
  @Test func slotValuesAreBestFromTheirStates() throws {
    for seed in 0..<200 {
      var random = RandomStream(seed: UInt64(seed), "slot samples")
      let problem = try SlotInstance.problem(&random)
      let plan = try planByStaircase(problem, sampling: 5)
      #expect(plan.samples.count == 5 * problem.judgedIntervals)
      var exhaustive = SlotInstance.Exhaustive(problem, plan.terminalValue)
      let tasks = problem.workload.tasksPerInterval
      for sample in plan.samples {
        let idle = -problem.largeMissWeight * Double((problem.judgedIntervals - sample.interval) * tasks)
        let best = exhaustive.best(sample.interval * tasks, sample.stored)
        #expect(abs(sample.value - (idle + best)) <= 1e-9 * max(1, abs(best)), "seed \(seed)")
        #expect(sample.counts.success + sample.counts.fallback <= tasks)
      }
      #expect(plan.slots == (try planByStaircase(problem)).slots)
    }
  }

  /// A sample is the plan of a problem that starts there.
  @Test func continuousValuesAreBoundsFromTheirStates() throws {
    for seed in 0..<100 {
      var random = RandomStream(seed: UInt64(seed), "samples")
      let problem = try SmallInstance.problem(&random)
      let plan = try planByDynamicProgramme(problem, sampling: 4)
      #expect(plan.samples.map(\.interval) == (0..<problem.judgedIntervals).flatMap { [$0, $0, $0, $0] })
      for sample in plan.samples {
        let rest = try planByDynamicProgramme(
          PlanningProblem(
            workload: problem.workload, capacity: problem.capacity, initial: sample.stored,
            deliveredPrice: Array(problem.deliveredPrice[sample.interval...]),
            judgedIntervals: problem.judgedIntervals - sample.interval, largeMissWeight: problem.largeMissWeight))
        #expect(abs(rest.bound - sample.value) <= 1e-9 * max(1, abs(rest.bound)))
        #expect(rest.intervals.price[0] == sample.price)
      }
    }
  }
}
