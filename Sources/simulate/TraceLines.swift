import Records
import Simulation
import StreamIO

/// The trace records of one scenario's runs, as text.
final class TraceLines {
  private var writer = JSONWriter(capacity: 1 << 16)
  private var record = Trace()

  var text: String { writer.text }

  func add(
    _ interval: IntervalTrace, of scenario: Scenario, controller: String, models: [ModelProfile], planPrices: [Double]
  ) {
    record.id = scenario.id
    record.controller = controller
    record.time = interval.start
    record.intervalSeconds = scenario.intervalSeconds
    record.gridModelled = scenario.gridModelled
    record.batteryWh = interval.batteryWh
    record.carbonFree = interval.carbonFree
    record.carbonGramsPerKwh = interval.carbonGramsPerKilowattHour
    record.price = planPrices.indices.contains(interval.interval) ? planPrices[interval.interval] : nil
    record.model = models.indices.contains(interval.model) ? models[interval.model].name : nil
    record.charge = interval.charge
    record.usedMwh = interval.usedMilliwattHours
    record.gridMwh = interval.gridMilliwattHours
    record.carbonGrams = interval.carbonGrams
    record.outcome = TaskOutcome(interval.outcome)
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
