import Records

/// Hands each interval of a run, or each so many, to `emit`, as the difference of the ledger at its ends.
public struct IntervalRecorder: Recorder {
  public static var recordsIntervals: Bool { true }

  private let engine: Engine
  private let every: Int
  private let emit: (StepTrace) -> Void
  /// At the beginning of the interval: the price; tasks so far by model, none first, and by outcome; energies so far.
  private var price: Double?
  private var tasks: [Int]
  private var outcomes = Outcome.allCases.map { _ in 0 }
  private var (stored, used, charged): (Int64, Int64, Int64) = (0, 0, 0)

  /// - Parameter every: from one interval that is handed over to the next, the first being one; at least 1.
  public init(_ engine: Engine, every: Int = 1, emit: @escaping (StepTrace) -> Void) {
    (self.engine, self.every, self.emit) = (engine, every, emit)
    tasks = Array(repeating: 0, count: engine.setup.models.count + 1)
  }

  public mutating func begins(_ interval: Int, at start: Instant, ledger: Ledger, price: Double?) {
    guard interval.isMultiple(of: every) else { return }
    self.price = price
    (stored, used, charged) = (ledger.stored, ledger.used, ledger.charged)
    for column in tasks.indices { tasks[column] = ledger.tasks(model: column - 1) }
    for (index, outcome) in Outcome.allCases.enumerated() { outcomes[index] = ledger.count(outcome) }
  }

  public mutating func ends(_ interval: Int, ledger: Ledger) {
    guard interval.isMultiple(of: every) else { return }
    let clock = engine.setup.clock
    var (model, most) = (Decision.noModel, ledger.tasks(model: Decision.noModel) - tasks[0])
    for candidate in engine.setup.models.indices {
      let count = ledger.tasks(model: candidate) - tasks[candidate + 1]
      if count > most || count == most && model == Decision.noModel { (model, most) = (candidate, count) }
    }
    var (outcome, often) = (Outcome.largeMiss, 0)
    for (index, candidate) in Outcome.allCases.enumerated() {
      let count = ledger.count(candidate) - outcomes[index]
      if count > often { (outcome, often) = (candidate, count) }
    }
    emit(
      StepTrace(
        engine, interval: interval, start: clock.start + interval * clock.intervalSeconds,
        tasks: clock.tasksPerInterval, stored: stored, price: price, model: model, outcome: outcome,
        used: ledger.used - used, charged: ledger.charged - charged))
  }
}
