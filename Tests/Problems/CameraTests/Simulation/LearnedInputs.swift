import Forecasting
import Records

@testable import Camera

extension ControllerInputs {
  /// Everything that any controller may need but a plan: two small forecasts averaged, and imitations of small plans.
  static func learned() throws -> ControllerInputs { try made.get() }

  private static let made = Result { () throws -> ControllerInputs in
    var draw = RandomRuns("learned inputs")
    let series = try ["one", "two"].map { name in
      ForecastSeries(
        zone: name, longitudeDegrees: -90, start: Instant(year: 2023, month: 1, day: 1), intervalSeconds: 3600,
        carbonFree: try draw.signal(intervals: 60 * 24, intervalSeconds: 3600).carbonFree)
    }
    let networks = try series.map { try ForecastNetwork.trainRidge(on: [$0]) }
    var inputs = ControllerInputs()
    inputs.forecast = try LearnedForecast(networks, priorHours: 100)
    inputs.fixedForecast = try LearnedForecast(networks, priorHours: nil)
    inputs.policy = try PolicySchool.trainer(features: PolicyFeature.allCases, relabel: 0).train()
    inputs.relabelledPolicy = try PolicySchool.trainer(relabel: 1, chargeLabel: .start).train()
    return inputs
  }
}
