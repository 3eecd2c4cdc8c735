import Records

/// Hands each task of a run, or each so many, to `emit`.
public struct TaskRecorder: Recorder {
  public static var recordsTasks: Bool { true }

  private let engine: Engine
  private let every: Int
  private let emit: (StepTrace) -> Void

  /// - Parameter every: from one task that is handed over to the next, the first being one; at least 1.
  public init(_ engine: Engine, every: Int = 1, emit: @escaping (StepTrace) -> Void) {
    (self.engine, self.every, self.emit) = (engine, every, emit)
  }

  @inline(__always)
  public mutating func plays(_ task: PlayedTask, price: @autoclosure () -> Double?) {
    guard task.task.isMultiple(of: every) else { return }
    let setup = engine.setup
    emit(
      StepTrace(
        engine, interval: task.task / setup.clock.tasksPerInterval,
        start: setup.clock.start + task.task * setup.clock.taskIntervalSeconds, tasks: 1, stored: task.stored,
        price: price(), model: task.model,
        outcome: setup.outcome(of: task.model, isSwitched: task.isSwitched), used: task.used, charged: task.charged))
  }
}
