import Randomness
import Testing

@testable import CameraPlanning

@Suite struct DynamicProgrammeTests {
  /// Slot orders enumerated: the best any camera can do lies between plan and bound, and the plan is near it.
  @Test func bruteForceLiesBetweenPlanAndBound() throws {
    var (exact, lost, count) = (0, 0.0, 0)
    for seed in 0..<600 {
      var random = RandomStream(seed: UInt64(seed), "brute force")
      let problem = try SmallInstance.problem(&random)
      let plan = try planByDynamicProgramme(problem)
      let best = SmallInstance.optimum(problem, terminal: plan.terminalValue.curve)
      let (achieved, rounding) = (plan.reward + plan.terminal, 1e-9 * max(1, abs(best)))
      #expect(plan.bound >= best - rounding && achieved <= best + rounding, "seed \(seed)")
      #expect(plan.gap >= 0)
      #expect(best - achieved <= problem.workload.successGain, "seed \(seed)")
      exact += best - achieved <= rounding ? 1 : 0
      lost += (best - achieved) / problem.workload.successGain
      count += 1
    }
    #expect(exact > count * 9 / 10)
    #expect(lost / Double(count) < 0.03)
  }

  @Test func executedPlansEarnWhatTheyPromise() throws {
    for seed in 0..<40 {
      var random = RandomStream(seed: UInt64(seed), "execution")
      let problem = try SmallInstance.day(&random, chargeOverNeed: 0.1 + 6 * random.unit(), tailHours: seed % 2 * 24)
      let plan = try planByDynamicProgramme(problem)
      let workload = problem.workload
      var (stored, reward) = (problem.initial, 0.0)
      for interval in 0..<problem.judgedIntervals {
        #expect(stored == plan.intervals.battery[interval])
        var execution = IntervalExecution(plan.intervals[interval], of: workload, capacity: problem.capacity)
        for _ in 0..<workload.tasksPerInterval {
          let decision = execution.next(stored: stored)
          switch decision.task {
          case .success: (stored, reward) = (stored - (workload.successEnergy ?? 0), reward + 20)
          case .fallback: (stored, reward) = (stored - (workload.fallbackEnergy ?? 0), reward - 5)
          case .none: reward -= 8
          }
          #expect(stored >= 0)
          stored += decision.charge
          #expect(decision.charge <= workload.chargePerTask && stored <= problem.capacity)
          reward -= problem.deliveredPrice[interval] * EnergyUnits.milliwattHours(decision.charge)
        }
        #expect(execution.isComplete)
      }
      #expect(abs(reward - plan.reward) <= 1e-6)
      #expect(abs(plan.terminalValue.value(at: stored) - plan.terminal) <= 1e-6)
      #expect(plan.gap <= 4)
    }
  }

  @Test func pricesAreRightDerivatives() throws {
    var random = RandomStream(seed: 11, "prices")
    let problem = try SmallInstance.day(&random, chargeOverNeed: 0.7, tailHours: 12)
    let plan = try planByDynamicProgramme(problem)
    let step: Int64 = 1000
    for interval in [0, 5, 23] {
      func bound(_ initial: Int64) throws -> Double {
        try planByDynamicProgramme(
          PlanningProblem(
            workload: problem.workload, capacity: problem.capacity, initial: initial,
            deliveredPrice: Array(problem.deliveredPrice[interval...]), judgedIntervals: 24 - interval,
            largeMissWeight: problem.largeMissWeight)
        ).bound
      }
      let stored = plan.intervals.battery[interval]
      let rise = try (bound(stored + step) - bound(stored)) / EnergyUnits.milliwattHours(step)
      #expect(abs(rise - plan.intervals.price[interval]) < 1e-3)
    }
  }

  @Test func terminalValueIsConcaveAndZeroAtEmpty() throws {
    var random = RandomStream(seed: 3, "terminal")
    let tail = try planByDynamicProgramme(try SmallInstance.day(&random, chargeOverNeed: 0.8, tailHours: 48))
    #expect(tail.terminalValue.values.count == 17 && tail.terminalValue.values[0] == 0)
    let rises = zip(tail.terminalValue.values.dropFirst(), tail.terminalValue.values).map { $0 - $1 }
    #expect(rises.allSatisfy { $0 >= 0 } && zip(rises, rises.dropFirst()).allSatisfy { $0 >= $1 - 1e-6 })
    #expect(rises[0] > 0)
    let none = try planByDynamicProgramme(try SmallInstance.day(&random, chargeOverNeed: 0.8))
    #expect(none.terminalValue.values == [Double](repeating: 0, count: 17) && none.terminal == 0)
  }
}
