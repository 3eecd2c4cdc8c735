import Records
import Simulation
import StreamIO

/// The trace records of one scenario's runs, as text.
final class TraceLines {
  let step: TraceStep
  private var writer = JSONWriter(capacity: 1 << 16)
  private var record = Trace()

  init(by step: TraceStep) { self.step = step }

  var text: String { writer.text }

  func add(
    _ trace: StepTrace, of scenario: Scenario, controller: String, models: [ModelProfile], planPrices: [Double]
  ) {
    record.id = scenario.id
    record.controller = controller
    record.time = trace.start
    record.gridModelled = scenario.gridModelled
    record.batteryWh = trace.batteryWh
    record.carbonFree = trace.carbonFree
    record.carbonGramsPerKwh = trace.carbonGramsPerKilowattHour
    switch step {
    case .interval:
      record.intervalSeconds = scenario.intervalSeconds
      record.price = planPrices.indices.contains(trace.interval) ? planPrices[trace.interval] : nil
    case .task:
      record.intervalSeconds = scenario.taskIntervalSeconds
      record.price = trace.price.map { max(0, $0) }
    }
    record.model = models.indices.contains(trace.model) ? models[trace.model].name : nil
    record.charge = trace.charge
    record.usedMwh = trace.usedMilliwattHours
    record.gridMwh = trace.gridMilliwattHours
    record.carbonGrams = trace.carbonGrams
    record.outcome = TaskOutcome(trace.outcome)
    writer.writeLine(&record)
  }
}

extension TaskOutcome {
  init(_ outcome: Outcome) {
    switch outcome {
    case .success: self = .success
    case .smallMiss: self = .smallMiss
    case .largeMiss: self = .largeMiss
    }
  }
}
