import Randomness
import Testing

@testable import CameraPlanning

/// Counts against every order of an interval's slots: the rules pass exactly the counts that can be executed, and the
/// one order of `IntervalExecution` executes each of them.
@Suite struct CountRulesTests {
  @Test func rulesPassExactlyWhatSomeOrderExecutes() throws {
    var passed = 0
    for seed in 0..<150 {
      var random = RandomStream(seed: UInt64(seed), "count rules")
      let workload = try SmallInstance.workload(&random)
      let needed = workload.chargePerTask + max(workload.successEnergy ?? 0, workload.fallbackEnergy ?? 0)
      let capacity = needed + Int64(random.index(below: 5))
      let problem = try PlanningProblem(
        workload: workload, capacity: capacity, initial: Int64(random.index(below: Int(capacity) + 1)),
        deliveredPrice: [1], judgedIntervals: 1, largeMissWeight: 0)
      #expect(problem.tasksPerStep == workload.tasksPerInterval)
      let rules = CountRules(problem)
      var allowed = Set<Counts>()
      for success in 0...rules.mostSuccesses(stored: problem.initial) {
        let most = rules.mostFallbacks(beside: success, stored: problem.initial)
        guard most >= 0 else { continue }
        for fallback in 0...most {
          let use = rules.use(success, fallback)
          for charge in rules.charge(stored: problem.initial, use: use) {
            let counts = Counts(success: success, fallback: fallback, charge: charge)
            allowed.insert(counts)
            let (done, stored) = IntervalExecution.achieved(
              counts, of: workload, capacity: capacity, stored: problem.initial)
            #expect(done == counts, "seed \(seed)")
            #expect(stored == problem.initial + charge - use)
          }
        }
      }
      #expect(allowed == everyOrder(problem, rules.options), "seed \(seed)")
      passed += allowed.count
    }
    #expect(passed > 3_000)
  }

  /// Whole slots: whatever some order does of tasks and charged slots, the one order does too, and keeps as much energy.
  @Test func everyCountOfSlotsIsExecuted() throws {
    var executed = 0
    for seed in 0..<400 {
      var random = RandomStream(seed: UInt64(seed), "slot counts")
      let workload = SlotInstance.slots(of: try SmallInstance.problem(&random)).workload
      let needed = workload.chargePerTask + max(workload.successEnergy ?? 0, workload.fallbackEnergy ?? 0)
      let capacity = needed + Int64(random.index(below: 5))
      let initial = Int64(random.index(below: Int(capacity) + 1))
      var most: [Counts: Int64] = [Counts(): initial]
      for _ in 0..<workload.tasksPerInterval {
        var next: [Counts: Int64] = [:]
        for (counts, stored) in most {
          for (energy, success, fallback) in [
            (0, 0, 0), (workload.successEnergy, 1, 0), (workload.fallbackEnergy, 0, 1),
          ] as [(Int64?, Int, Int)] {
            guard let energy, energy <= stored else { continue }
            for charge in Set([0, workload.chargePerTask]) {
              let done = counts + Counts(success: success, fallback: fallback, charge: charge)
              next[done] = max(next[done] ?? 0, min(capacity, stored - energy + charge))
            }
          }
        }
        most = next
      }
      for (counts, stored) in most {
        let achieved = IntervalExecution.achieved(counts, of: workload, capacity: capacity, stored: initial)
        #expect(achieved.done == counts && achieved.stored == stored, "seed \(seed)")
        executed += 1
      }
    }
    #expect(executed > 3_000)
  }

  @Test func whatDoesNotFitIsLeftOver() throws {
    let workload = try Workload(
      tasksPerInterval: 3, chargePerTask: 4, successEnergy: 5, fallbackEnergy: 2, successGain: 9, fallbackGain: 1)
    let counts = Counts(success: 3, fallback: 1, charge: 100)
    var execution = IntervalExecution(counts, of: workload, capacity: 6)
    var stored: Int64 = 1
    for _ in 0..<5 {  // also beyond the interval's end
      let decision = execution.next(stored: stored)
      stored += decision.charge - (decision.task == .success ? 5 : decision.task == .fallback ? 2 : 0)
      #expect((0...6).contains(stored))
    }
    #expect(!execution.isComplete)
  }

  private func everyOrder(_ problem: PlanningProblem, _ options: TaskOptions) -> Set<Counts> {
    var reached: Set<[Int64]> = [[problem.initial, 0, 0, 0]]  // stored, successes, fallbacks, charge
    for _ in 0..<problem.workload.tasksPerInterval {
      var next = Set<[Int64]>()
      for state in reached {
        for (energy, success, fallback) in [
          (0, 0, 0), (options.success?.energy, 1, 0), (options.fallback?.energy, 0, 1),
        ] as [(Int64?, Int64, Int64)] {
          guard let energy, energy <= state[0] else { continue }
          let after = state[0] - energy
          for charge in 0...min(problem.workload.chargePerTask, problem.capacity - after) {
            next.insert([after + charge, state[1] + success, state[2] + fallback, state[3] + charge])
          }
        }
      }
      reached = next
    }
    return Set(reached.map { Counts(success: Int($0[1]), fallback: Int($0[2]), charge: $0[3]) })
  }
}
