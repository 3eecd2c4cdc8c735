import Randomness
import Testing

@testable import CameraPlanning

/// GLPK started from plans of the dynamic programme.
@Suite struct CertificateTests {
  @Test func startingFromAPlanChangesNoOptimum() throws {
    let planner = GLPKPlanner(absoluteGap: 1e-6)
    for seed in 0..<400 {
      var random = RandomStream(seed: UInt64(seed), "injection")
      let problem = try SmallInstance.problem(&random)
      let ours = try planByDynamicProgramme(problem)
      let (cold, warm) = (try planner.plan(problem), try planner.plan(problem, incumbent: ours))
      let scale = 1e-6 * max(1, abs(cold.bound))
      #expect(abs(cold.reward + cold.terminal - warm.reward - warm.terminal) <= scale, "seed \(seed)")
      #expect(warm.reward + warm.terminal >= ours.reward + ours.terminal - scale, "seed \(seed)")
      let certificate = try planner.certify(ours, of: problem)
      #expect(abs(certificate.bestValue - cold.reward - cold.terminal) <= scale, "seed \(seed)")
      #expect(certificate.bound <= ours.bound + scale && certificate.difference >= 0, "seed \(seed)")
    }
  }

  @Test func everyPlanKeepsTheRows() throws {
    for seed in 0..<300 {
      var random = RandomStream(seed: UInt64(seed), "rows")
      let problem = try SmallInstance.problem(&random)
      let plan = try planByDynamicProgramme(problem)
      let counts = CountsProgramme(problem, terminal: plan.terminalValue.curve, totals: 3)
      let values = try #require(counts.values(of: plan.intervals), "seed \(seed)")
      let value = counts.programme.objective(of: values) + problem.idleReward
      #expect(abs(value - plan.reward - plan.terminal) <= 1e-9 * max(1, abs(value)), "seed \(seed)")
      var stored = problem.initial
      for interval in 0..<problem.judgedIntervals {  // and comes back as it was
        let read = counts.counts(of: interval, in: values, stored: stored)
        #expect(read == plan.intervals[interval], "seed \(seed)")
        stored = min(
          problem.capacity, stored + read.charge - counts.rules.use(read.success, read.fallback))
      }
    }
  }

  @Test func rowsThatAreBrokenAreSeen() throws {
    var random = RandomStream(seed: 2, "rows broken")
    let problem = try SmallInstance.day(&random, chargeOverNeed: 2)
    let plan = try planByDynamicProgramme(problem)
    let counts = CountsProgramme(problem, terminal: plan.terminalValue.curve)
    for change in 0..<4 {
      var intervals = plan.intervals
      switch change {
      case 0: intervals.success[3] += 800
      case 1: intervals.charge[3] += 1 << 40
      case 2: intervals.charge.removeLast()
      default: intervals.fallback[20] = -1
      }
      #expect(counts.values(of: intervals) == nil)
    }
  }

  /// A slow charger loses parts of tasks; counting them over parts of the day proves its plan exact at the root.
  @Test func slowChargersAreProvedExact() throws {
    for (seed, ratio) in [0.2, 0.4, 0.6, 0.8].enumerated() {
      var random = RandomStream(seed: UInt64(seed), "slow")
      let problem = try SmallInstance.day(&random, chargeOverNeed: ratio)
      let plan = try planByDynamicProgramme(problem)
      let certificate = try GLPKPlanner(absoluteGap: 0.01).certify(plan, of: problem)
      #expect(!certificate.isTimedOut && certificate.difference <= max(0.01, plan.gap))
      #expect(certificate.bestValue <= plan.bound + 1e-6)
    }
  }

  @Test func timeUpIsSaidAndNeverLies() throws {
    var random = RandomStream(seed: 3, "time")
    let problem = try SmallInstance.day(&random, chargeOverNeed: 0.3)
    let ours = try planByDynamicProgramme(problem)
    let planner = GLPKPlanner(absoluteGap: 0, timeLimitSeconds: 1e-9)
    do {
      _ = try planner.plan(problem)
      Issue.record("a plan in no time")
    } catch {
      guard case .timeLimit = error else { throw error }
    }
    let plan = try planner.plan(problem, incumbent: ours)
    #expect(plan.termination == .time && plan.intervals.success == ours.intervals.success)
    #expect(plan.bound >= ours.reward + ours.terminal && plan.bound.isFinite)
    let certificate = try planner.certify(ours, of: problem)
    #expect(certificate.isTimedOut && certificate.bound >= ours.reward + ours.terminal)
    #expect(certificate.bestValue == certificate.planValue)
  }

  /// Whatever moment the time is up at, bound and plan hold.
  @Test func anyTimeLimitHolds() throws {
    var random = RandomStream(seed: 4, "any time")
    let problem = try SmallInstance.day(&random, chargeOverNeed: 0.7)
    let best = try GLPKPlanner(absoluteGap: 1e-3).plan(problem, incumbent: planByDynamicProgramme(problem))
    for milliseconds in [0.1, 0.5, 1, 2, 4, 8] {
      let planner = GLPKPlanner(absoluteGap: 0, timeLimitSeconds: milliseconds / 1000)
      guard let plan = try? planner.plan(problem) else { continue }
      #expect(plan.bound >= best.reward + best.terminal - 1e-4)
      #expect(plan.reward + plan.terminal <= best.bound + 1e-4)
    }
  }
}
