import CameraPlanning
import Records

/// What happened in one grid interval, or in one task of it.
public struct StepTrace: Sendable {
  public let interval: Int
  public let start: Instant
  /// Energy stored at the start.
  public let batteryWh: Double
  public let carbonFree: Double
  public let carbonGramsPerKilowattHour: Double
  /// The controller's value of one more stored mWh, where it has one [reward/mWh].
  public let price: Double?
  /// Index of the model that ran most often, `Decision.noModel` where none did so; the first of equals, none last.
  public let model: Int
  /// The outcome met most often; the first of equals in the order of `Outcome.allCases`.
  public let outcome: Outcome
  /// Energy charged over the most the charger could have delivered (0...1).
  public let charge: Double
  public let usedMilliwattHours: Double
  /// Drawn from the grid, the charger's losses included.
  public let gridMilliwattHours: Double
  public let carbonGrams: Double

  /// - Parameters:
  ///   - tasks: how many it lasted.
  ///   - stored: at its start [10⁻⁷ mWh].
  ///   - used: taken from the battery [10⁻⁷ mWh].
  ///   - charged: drawn from the grid less the charger's losses [10⁻⁷ mWh].
  @inline(__always)
  init(
    _ engine: Engine, interval: Int, start: Instant, tasks: Int, stored: Int64, price: Double?, model: Int,
    outcome: Outcome, used: Int64, charged: Int64
  ) {
    let (setup, signal) = (engine.setup, engine.signal)
    self.interval = interval
    self.start = start
    self.price = price
    self.model = model
    self.outcome = outcome
    batteryWh = EnergyUnits.wattHours(stored)
    carbonFree = signal.carbonFree[interval]
    carbonGramsPerKilowattHour = signal.gramsPerKilowattHour[interval]
    charge = charged > 0 ? Double(charged) / (Double(setup.slotCharge) * Double(tasks)) : 0
    usedMilliwattHours = EnergyUnits.milliwattHours(used)
    gridMilliwattHours = EnergyUnits.milliwattHours(charged) / setup.device.chargeEfficiency
    carbonGrams = gridMilliwattHours / 1e6 * carbonGramsPerKilowattHour
  }
}

/// What a trace is cut into.
public enum TraceStep: String, Sendable, CaseIterable {
  case interval, task
}
