import Planning
import Records

/// Hands each task of a run to `emit`.
public struct TaskRecorder: Recorder {
  public static var recordsTasks: Bool { true }

  private let setup: Setup
  private let signal: GridSignal
  private let emit: (StepTrace) -> Void

  public init(_ engine: Engine, emit: @escaping (StepTrace) -> Void) {
    (setup, signal, self.emit) = (engine.setup, engine.signal, emit)
  }

  public mutating func plays(_ task: PlayedTask, price: Double?) {
    let interval = task.task / setup.clock.tasksPerInterval
    let drawn = EnergyUnits.milliwattHours(task.charged) / setup.device.chargeEfficiency
    let carbon = signal.gramsPerKilowattHour[interval]
    let columns = [Decision.noModel] + setup.models.indices
    emit(
      StepTrace(
        interval: interval, start: setup.clock.start + task.task * setup.clock.taskIntervalSeconds,
        batteryWh: EnergyUnits.milliwattHours(task.stored) / 1000, carbonFree: signal.carbonFree[interval],
        carbonGramsPerKilowattHour: carbon, price: price, tasksByModel: columns.map { $0 == task.model ? 1 : 0 },
        model: task.model, outcome: setup.outcome(of: task.model, isSwitched: task.isSwitched),
        charge: task.charged > 0 ? Double(task.charged) / Double(setup.slotCharge) : 0,
        usedMilliwattHours: EnergyUnits.milliwattHours(task.used), gridMilliwattHours: drawn,
        carbonGrams: drawn / 1e6 * carbon))
  }
}
