import Forecasting
import Testing

@testable import Camera

struct PlannerTests {
  /// With the true future in place of the forecast nothing but the executor can lose.
  @Test func clairvoyantPlannerIsNearlyOptimal() throws {
    var draw = RandomRuns("clairvoyant")
    var mean = 0.0
    var count = 0
    for ratio in [0.15, 0.3, 0.6, 1, 1.5, 2.5, 4, 10] {
      for _ in 0..<3 {
        let setup = try draw.week(chargePerEnergy: ratio)
        let signal = try draw.signal(intervals: 9 * 24, history: 7 * 24, intervalSeconds: 3600)
        let engine = try Engine(setup: setup, signal: signal)
        let truth = ClairvoyantForecast(
          start: setup.clock.start, intervalSeconds: 3600, carbonFree: signal.carbonFree)
        let hindsight = try Hindsight(setup, signal)
        let naive = engine.run(NaiveController(setup))
        let regret = hindsight.regret(engine.run(try PlannerController(setup, truth)), naive: naive)
        guard let normalised = regret.normalised else { continue }
        mean += normalised
        count += 1
      }
    }
    #expect(count > 12)
    #expect(mean / Double(count) < 0.015)
  }

  /// The same of whole slots, which the planner values as if they could be divided.
  @Test func clairvoyantPlannerChargesWholeSlotsSensibly() throws {
    var draw = RandomRuns("clairvoyant slots")
    var (lost, naiveLost) = (0.0, 0.0)
    for ratio in [0.3, 0.6, 1, 1.5, 2.5, 4, 10] {
      for _ in 0..<2 {
        let setup = try draw.week(chargePerEnergy: ratio, taskIntervalSeconds: 1800, days: 3, charging: .slots)
        let signal = try draw.signal(intervals: 4 * 24, history: 7 * 24, intervalSeconds: 3600)
        let engine = try Engine(setup: setup, signal: signal)
        let truth = ClairvoyantForecast(
          start: setup.clock.start, intervalSeconds: 3600, carbonFree: signal.carbonFree)
        let hindsight = try Hindsight(setup, signal)
        let planned = hindsight.credited(engine.run(try PlannerController(setup, truth)))
        let naive = hindsight.credited(engine.run(NaiveController(setup)))
        lost += hindsight.plan.bound - planned
        naiveLost += hindsight.plan.bound - naive
      }
    }
    #expect(lost < 0.05 * naiveLost)
  }
}
