import Randomness
import Testing

@testable import CameraPlanning

@Suite struct ValueSampleTests {
  @Test func slotValuesAreBestFromTheirStates() throws {
    for seed in 0..<200 {
      var random = RandomStream(seed: UInt64(seed), "slot samples")
      let problem = try SlotInstance.problem(&random)
      let plan = try planByStaircase(problem, sampling: .levels(5))
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
      let plan = try planByDynamicProgramme(problem, sampling: .levels(4))
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

  /// Given states are valued as levels are, in the order they are given; a plan is not needed for it.
  @Test func givenStatesAreValuedLikeLevels() throws {
    for seed in 0..<60 {
      var random = RandomStream(seed: UInt64(seed), "states")
      let small = try SmallInstance.problem(&random)
      for problem in [small, SlotInstance.slots(of: small)] {
        let byLevels = try valueStates(.levels(5), of: problem)
        let energies = (0..<5).map { ValueCurve.level($0, of: 5, capacity: problem.capacity) }
        let given = [[Int64]](repeating: energies.reversed(), count: problem.judgedIntervals)
        let byEnergies = try valueStates(.energies(given), of: problem)
        for interval in 0..<problem.judgedIntervals {
          let rows = (interval * 5)..<(interval * 5 + 5)
          #expect(byEnergies[rows].reversed() == Array(byLevels[rows]))
        }
        #expect(try valueStates(.energies([[], [1, .max, -1]]), of: problem).map(\.stored)
          == (problem.judgedIntervals > 1 ? [min(1, problem.capacity), problem.capacity, 0] : []))
      }
    }
  }

  /// What is best in the interval, by trying all counts there are: reward and the bound of the problem that is left.
  @Test func labelsOfContinuousStatesAreBest() throws {
    var tried = 0
    for seed in 0..<150 {
      var random = RandomStream(seed: UInt64(seed), "labels")
      let problem = try SmallInstance.problem(&random)
      guard problem.stepsPerInterval == 1, problem.judgedIntervals > 1 else { continue }
      let (workload, interval) = (problem.workload, random.index(below: problem.judgedIntervals - 1))
      let stored = Int64(random.index(below: Int(problem.capacity) + 1))
      var states = [[Int64]](repeating: [], count: interval)
      states.append([stored])
      let sample = try #require(try valueStates(.energies(states), of: problem).first)
      var rest: [Int64: Double] = [:]
      /// Against running nothing; nil where the order of an interval's slots cannot carry the counts out.
      func worth(_ counts: Counts) throws -> Double? {
        let outcome = IntervalExecution.achieved(
          counts, of: workload, capacity: problem.capacity, stored: stored)
        guard outcome.done == counts else { return nil }
        if rest[outcome.stored] == nil {
          rest[outcome.stored] = try planByDynamicProgramme(
            PlanningProblem(
              workload: workload, capacity: problem.capacity, initial: outcome.stored,
              deliveredPrice: Array(problem.deliveredPrice[(interval + 1)...]),
              judgedIntervals: problem.judgedIntervals - interval - 1, largeMissWeight: 0)).bound
        }
        return Double(counts.success) * workload.successGain + Double(counts.fallback) * workload.fallbackGain
          - problem.deliveredPrice[interval] * EnergyUnits.milliwattHours(counts.charge) + rest[outcome.stored, default: 0]
      }
      var best = -Double.infinity
      let tasks = workload.tasksPerInterval
      for success in 0...(workload.successEnergy == nil ? 0 : tasks) {
        for fallback in 0...(workload.fallbackEnergy == nil ? 0 : tasks - success) {
          for charge in 0...(workload.chargePerTask * Int64(tasks)) {
            best = max(best, try worth(Counts(success: success, fallback: fallback, charge: charge)) ?? -.infinity)
          }
        }
      }
      let chosen = try #require(try worth(sample.counts))
      #expect(abs(chosen - best) <= 1e-9 * max(1, abs(best)), "seed \(seed)")
      tried += 1
    }
    #expect(tried > 30)
  }
}
