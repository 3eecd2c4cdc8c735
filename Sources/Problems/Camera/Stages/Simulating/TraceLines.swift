import Camera
import CommandSupport
import Stages
import StreamIO

/// What `--trace` and its companions ask for.
struct TraceSelection: Sendable {
  var step: TraceStep
  /// From one step that is traced to the next.
  var every = 1
  /// Nil for all.
  var controllers: [String]?

  /// With the controllers by the names they run under.
  ///
  /// - Throws: `Failure` where one is not among those that run.
  func resolved(among running: [String]) throws(Failure) -> TraceSelection {
    guard controllers?.isEmpty != true else {
      throw Failure(.usage, "--trace-controllers names none; there run \(running.joined(separator: ", "))")
    }
    var result = self
    result.controllers = try controllers?.map { name throws(Failure) in
      let resolved = ControllerRegistry.aliases[name] ?? name
      // One that is swept goes by each of its names.
      let named = running.filter { $0.exact == resolved.exact || $0.dropping(prefix: resolved + ":") != nil }
      guard !named.isEmpty else {
        throw Failure(
          .usage, "--trace-controllers names \"\(name)\", which does not run; "
            + (nearestName(to: name, among: running).map { "did you mean \($0)?" }
              ?? "there run \(running.joined(separator: ", "))"))
      }
      return named
    }.flatMap(\.self)
    return result
  }
}

/// Writes the trace of one run to the second stream, step by step.
final class TraceLines {
  private let output: OutputLines
  private let models: [ModelProfile]
  /// The plan's price in each interval; nil where the controller's own stands.
  private let planPrices: [Double]?
  /// The record's beginning, which is the same in all: it is encoded once.
  private var beginning = JSONWriter(capacity: 256)
  private var record = Trace()

  init(
    _ step: TraceStep, of scenario: Scenario, controller: String, models: [ModelProfile], planPrices: [Double],
    to output: OutputLines
  ) {
    (self.output, self.models) = (output, models)
    self.planPrices = step == .interval ? planPrices : nil
    record.id = scenario.id
    (record.zone, record.longitude) = (scenario.zone, scenario.longitude)
    (record.controller, record.capacityWh) = (controller, scenario.capacityWh)
    record.intervalSeconds = step == .interval ? scenario.intervalSeconds : scenario.taskIntervalSeconds
    record.gridModelled = scenario.gridModelled
    beginning.append(byte: UInt8(ascii: "{"))
    // Writing throws nothing: only reading does.
    try? record.visitRunFields(&beginning)
  }

  func add(_ step: StepTrace) {
    record.time = step.start
    record.batteryWh = step.batteryWh
    record.carbonFree = step.carbonFree
    record.carbonGramsPerKwh = step.carbonGramsPerKilowattHour.isNaN ? nil : step.carbonGramsPerKilowattHour
    if let planPrices {
      record.price = planPrices.indices.contains(step.interval) ? planPrices[step.interval] : nil
    } else {
      record.price = step.price.map { max(0, $0) }
    }
    record.model = models.indices.contains(step.model) ? models[step.model].name : nil
    record.charge = step.charge
    record.usedMwh = step.usedMilliwattHours
    record.gridMwh = step.gridMilliwattHours
    record.carbonGrams = step.carbonGrams.isNaN ? nil : step.carbonGrams
    record.outcome = TaskOutcome(step.outcome)
    write(to: &output.side)
    output.handOverIfFull()
  }

  private func write(to writer: inout JSONWriter) {
    writer.append(beginning.bytes)
    try? record.visitStepFields(&writer)
    writer.append("}\n")
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
