import Planning
import Records

/// Hands each interval of a run to `emit`, as the difference of the ledger at its ends.
public struct IntervalRecorder: Recorder {
  public static var recordsIntervals: Bool { true }

  private let signal: GridSignal
  private let emit: (StepTrace) -> Void
  private var begin: (start: Instant, ledger: Ledger, price: Double?)?

  public init(signal: GridSignal, emit: @escaping (StepTrace) -> Void) {
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
      StepTrace(
        interval: interval, start: start, batteryWh: before.finalWh, carbonFree: signal.carbonFree[interval],
        carbonGramsPerKilowattHour: carbon, price: price, tasksByModel: tasksByModel,
        model: ran.map { $0 - 1 } ?? Decision.noModel, outcome: Outcome.allCases[outcome],
        charge: charged > 0 ? Double(charged) / mostCharged : 0,
        usedMilliwattHours: EnergyUnits.milliwattHours(ledger.used - before.used),
        gridMilliwattHours: drawn, carbonGrams: drawn / 1e6 * carbon))
  }
}
