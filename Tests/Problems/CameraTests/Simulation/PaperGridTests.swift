import Records
import Testing

@testable import Camera

/// The published study's eight configurations (README.md of the camera), of a day of 24 tasks.
enum PaperGrid {
  static func scenarios(carbonFree: [Double]) -> [Scenario] {
    var scenarios: [Scenario] = []
    for (accuracy, latency) in [(0.95, 0.015), (0.819, 0.006)] {
      for (hit, small, large, dirty) in [(20.0, 5.0, 8.0, 7.0), (5, 7, 10, 15)] {
        for (capacityMilliwattHours, chargePerSecond) in [(610.0, 0.000269), (105, 0.001598)] {
          var scenario = Scenario()
          scenario.start = Instant(year: 2024, month: 2, day: 20)
          (scenario.intervalSeconds, scenario.taskIntervalSeconds, scenario.horizonSeconds) = (3600, 3600, 86_400)
          (scenario.capacityWh, scenario.initialWh) = (capacityMilliwattHours / 1000, capacityMilliwattHours / 1000)
          (scenario.chargePowerW, scenario.dischargeEfficiency) = (chargePerSecond * 3.6, 1)
          scenario.charging = .slots
          (scenario.accuracyWish, scenario.latencyWishSeconds) = (accuracy, latency)
          (scenario.successWeight, scenario.smallMissWeight, scenario.largeMissWeight) = (hit, small, large)
          scenario.dirtyMwhWeight = dirty
          scenario.carbonFree = carbonFree
          scenario.carbonGramsPerKwh = carbonFree.map { 500 * (1 - $0) }
          scenarios.append(scenario)
        }
      }
    }
    return scenarios
  }

  /// What the optimum earns by its plan, what its plan earns carried out, and what `naive` earns.
  static func rewards(_ scenario: Scenario) throws -> (plan: Double, oracle: Double, naive: Double) {
    let setup = try Setup(scenario, models: cameraModels)
    let signal = try GridSignal(
      carbonFree: scenario.carbonFree, gramsPerKilowattHour: scenario.carbonGramsPerKwh)
    let engine = try Engine(setup: setup, signal: signal)
    let hindsight = try Hindsight(setup, signal)
    let oracle = engine.run(try OracleController(setup, plan: hindsight.counts))
    return (hindsight.plan.reward, oracle.utility, engine.run(NaiveController(setup)).utility)
  }
}

struct PaperGridTests {
  @Test func thePlanEarnsItsRewardAndNaiveNeverMore() throws {
    let solar = (0..<24).map { (hour: Int) -> Double in
      let fromNoon = Double(abs(hour - 13))
      return 0.35 + 0.5 * max(0, 1 - fromNoon / 6)
    }
    let flat = [Double](repeating: 0.3, count: 24)
    for scenario in PaperGrid.scenarios(carbonFree: solar) + PaperGrid.scenarios(carbonFree: flat) {
      let rewards = try PaperGrid.rewards(scenario)
      #expect(abs(rewards.plan - rewards.oracle) <= 1e-6)
      #expect(rewards.naive <= rewards.oracle + 1e-6)
    }
  }

  /// A full battery of 610 mWh runs every task of the day on the wished model: nothing is charged, nothing missed.
  @Test func theLargeBatteryNeedsNoCharge() throws {
    for scenario in PaperGrid.scenarios(carbonFree: [Double](repeating: 0.3, count: 24)) where scenario.capacityWh > 0.5 {
      #expect(abs(try PaperGrid.rewards(scenario).oracle - 24 * scenario.successWeight) <= 1e-9)
    }
  }
}
