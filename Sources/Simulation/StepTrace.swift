import Planning
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
  /// Tasks by model that ran, after those in which none did (index 0).
  public let tasksByModel: [Int]
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
}

/// What a trace is cut into.
public enum TraceStep: String, Sendable, CaseIterable {
  case interval, task
}
