import Planning
import Records

/// What happened in one grid interval.
public struct IntervalTrace: Sendable {
  public let interval: Int
  public let start: Instant
  /// Energy stored at the start.
  public let batteryWh: Double
  public let carbonFree: Double
  public let carbonGramsPerKilowattHour: Double
  /// The controller's value of one more stored mWh at the start, where it has one [reward/mWh].
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

/// Hands each interval of a run to `emit`, as the difference of the ledger at its ends.
public struct IntervalRecorder: Recorder {
  public static var records: Bool { true }

  private let signal: GridSignal
  private let emit: (IntervalTrace) -> Void
  private var begin: (start: Instant, ledger: Ledger, price: Double?)?

  public init(signal: GridSignal, emit: @escaping (IntervalTrace) -> Void) {
    self.signal = signal
    self.emit = emit
  }

  public mutating func begins(_ interval: Int, at start: Instant, ledger: Ledger, price: Double?) {
    begin = (start, ledger, price)
  }

  public mutating func ends(_ interval: Int, ledger: Ledger) {
    guard let (start, before, price) = begin else { return }
    let setup = ledger.setup
    let models = [Decision.noModel] + setup.models.indices
    let tasksByModel = models.map { ledger.tasks(model: $0) - before.tasks(model: $0) }
    let most = tasksByModel.dropFirst().max() ?? 0
    let ran = tasksByModel[0] > most ? nil : tasksByModel.dropFirst().firstIndex(of: most)
    let outcomes = Outcome.allCases.map { ledger.count($0) - before.count($0) }
    let outcome = outcomes.firstIndex(of: outcomes.max() ?? 0) ?? 0
    let charged = ledger.charged - before.charged
    let mostCharged = Double(setup.slotCharge) * Double(setup.clock.tasksPerInterval)
    let drawn = EnergyUnits.milliwattHours(charged) / setup.device.chargeEfficiency
    let carbon = signal.gramsPerKilowattHour[interval]
    emit(
      IntervalTrace(
        interval: interval, start: start, batteryWh: before.finalWh, carbonFree: signal.carbonFree[interval],
        carbonGramsPerKilowattHour: carbon, price: price, tasksByModel: tasksByModel,
        model: ran.map { $0 - 1 } ?? Decision.noModel, outcome: Outcome.allCases[outcome],
        charge: charged > 0 ? Double(charged) / mostCharged : 0,
        usedMilliwattHours: EnergyUnits.milliwattHours(ledger.used - before.used),
        gridMilliwattHours: drawn, carbonGrams: drawn / 1e6 * carbon))
  }
}
