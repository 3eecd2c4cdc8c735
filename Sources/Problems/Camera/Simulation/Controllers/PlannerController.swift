import Forecasting
import Records

/// `mpc` and `forecast`: a `DecisionCore` that sees a run's tasks.
public struct PlannerController<Forecast: CarbonForecast>: Controller {
  private let clock: WorkloadClock
  private var core: DecisionCore<Forecast>

  /// - Throws: `InvalidSetup` where the setup cannot be planned.
  public init(_ setup: Setup, _ forecast: Forecast) throws(InvalidSetup) {
    clock = setup.clock
    core = try DecisionCore(setup, forecast)
  }

  public mutating func observe(_ reading: GridReading) {
    if reading.start < clock.start { core.record(reading) } else { core.observe(reading) }
  }

  @inline(__always)
  public mutating func decide(_ observation: Observation) -> Decision {
    core.decide(stored: observation.stored, at: clock.start + observation.task * clock.taskIntervalSeconds)
  }

  public func priceOfStoredEnergy(at stored: Int64) -> Double? { core.priceOfStoredEnergy(at: stored) }

  public var figures: ControllerFigures {
    var figures = ControllerFigures()
    (figures.plans, figures.forecasts) = (core.plans, core.forecasts)
    figures.forecastDisagreement = core.forecast.disagreement
    return figures
  }
}
