import Randomness
import Testing

@testable import CameraPlanning

/// Methods that share little reasoning, on random problems: the dynamic programmes, branch and cut, and brute force.
@Suite struct AgreementTests {
  private func value(_ plan: PlanSolution) -> Double { plan.reward + plan.terminal }

  @Test func branchAndCutAgreesUnderBothChargings() throws {
    var random = RandomStream(seed: 1, "agreement")
    for _ in 0..<250 {
      let continuous = try SmallInstance.problem(&random)
      for problem in [continuous, SlotInstance.slots(of: continuous)] {
        let isContinuous = problem.workload.charging == .continuous
        let exact = try isContinuous ? planByDynamicProgramme(problem) : planByStaircase(problem)
        let tolerance = 1e-6 * max(1, abs(exact.bound))
        let planner = GLPKPlanner(absoluteGap: 1e-6, timeLimitSeconds: 20)
        let plan = try planner.plan(problem, incumbent: exact)
        #expect(value(plan) <= exact.bound + tolerance && value(exact) <= plan.bound + tolerance)
        let certificate = try planner.certify(exact, of: problem)
        #expect(certificate.difference >= 0 && certificate.bound >= value(exact))
        #expect(certificate.bestValue <= exact.bound + tolerance)
      }
    }
  }

  @Test func rolledOutSlotsAreExecutableAndNeverBetterThanTheBest() throws {
    var random = RandomStream(seed: 2, "agreement")
    var (lost, whole) = (0.0, 0.0)
    for _ in 0..<300 {
      let problem = try SlotInstance.problem(&random)
      let (best, quick) = (try planByStaircase(problem), try planBySlotRollOut(problem))
      #expect(value(quick) <= best.bound + 1e-6 && quick.bound >= value(best) - 1e-6)
      #expect(quick.intervals.charge.allSatisfy { $0 % max(1, problem.workload.chargePerTask) == 0 })
      lost += value(best) - value(quick)
      whole += value(best) - problem.idleReward
    }
    #expect(lost < 0.1 * whole)
  }

  /// Whenever the time is up, there is a plan, its bound holds, and it says whether it was cut short.
  @Test func slotsStopWhenAsked() throws {
    var random = RandomStream(seed: 3, "agreement")
    for _ in 0..<60 {
      let problem = try SlotInstance.problem(&random)
      let best = try planByStaircase(problem)
      for patience in 0..<20 {
        var asked = 0
        let plan = try planByStaircase(problem, sampling: .levels(2)) {
          asked += 1
          return asked > patience
        }
        #expect(plan.bound >= value(best) - 1e-6 && value(plan) <= best.bound + 1e-6)
        if asked > patience {
          #expect(plan.termination != .gap && plan.samples.isEmpty)
        } else {
          #expect(plan.termination == best.termination && plan.intervals == best.intervals)
        }
      }
    }
  }
}
