import Learning
import Records
import StreamIO

/// States and what is best in them, as a network takes them: an input a feature; a share for each class of the model
/// head, the models by name and then none; and the charged share.
struct PolicyExamples: Sendable {
  let features: [PolicyFeature]
  /// Names of the models that can be run.
  let models: [String]
  private(set) var rows = 0
  /// Row by row, as they are: not yet standardised.
  private(set) var inputs: ContiguousArray<Double> = []
  private(set) var targets: ContiguousArray<Float> = []

  private let chargeLabel: PolicyChargeLabel

  init(features: [PolicyFeature], chargeLabel: PolicyChargeLabel = .share, models: [String]) {
    (self.features, self.chargeLabel, self.models) = (features, chargeLabel, models)
  }

  /// Outputs of the network: the model head's classes and the charge head.
  var outputs: Int { models.count + 2 }

  /// - Parameter labels: of the lesson's states, in the order of intervals.
  mutating func append(_ labels: [PolicyLabel], of lesson: PolicyLesson) {
    let (setup, signal) = (lesson.engine.setup, lesson.engine.signal)
    var state = PolicyInputs(setup, features: features)
    let place = { [models] (model: Int?) in model.flatMap { models.firstIndex(exactly: setup.models[$0].name) } }
    let (success, fallback) = (place(setup.successModel), place(setup.cheapestModel))
    let intervalStart = { (interval: Int) in setup.clock.start + interval * setup.clock.intervalSeconds }
    if let before = signal.history.last { state.observe(GridReading(start: intervalStart(-1), carbonFree: before)) }
    var shown = 0
    for label in labels {
      while shown <= label.interval {
        state.observe(GridReading(start: intervalStart(shown), carbonFree: signal.carbonFree[shown]))
        shown += 1
      }
      state.set(stored: label.stored)
      inputs.append(contentsOf: state.values)
      var target = ContiguousArray<Float>(repeating: 0, count: outputs)
      if let success { target[success] += Float(label.success) }
      if let fallback { target[fallback] += Float(label.fallback) }
      target[models.count] = Float(max(0, 1 - label.success - label.fallback))
      target[models.count + 1] = Float(chargeLabel == .share ? label.charge : label.firstCharge)
      targets.append(contentsOf: target)
      rows += 1
    }
  }
}

extension PolicyExamples {
  /// Mean and standard deviation of each input, 1 for a constant one.
  var normalisation: (means: [Double], scales: [Double]) {
    let width = features.count
    var (means, scales) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
    for (index, value) in inputs.enumerated() { means[index % width] += value }
    for place in means.indices { means[place] /= Double(max(1, rows)) }
    for (index, value) in inputs.enumerated() {
      let difference = value - means[index % width]
      scales[index % width] += difference * difference
    }
    for place in scales.indices {
      let deviation = (scales[place] / Double(max(1, rows))).squareRoot()
      // Rounding alone gives a constant input a deviation: it is not to be blown up.
      scales[place] = deviation > 1e-9 * max(1e-3, abs(means[place])) ? deviation : 1
    }
    return (means, scales)
  }

  /// As the policy's network takes them.
  func standardised(_ policy: PolicyNetwork) -> Examples {
    var examples = Examples(inputs: features.count, outputs: outputs)
    examples.reserve(rows: rows)
    for row in 0..<rows {
      let first = row * features.count
      examples.append(
        features: features.indices.map { policy.standardised(inputs[first + $0], feature: $0) },
        targets: targets[(row * outputs)..<((row + 1) * outputs)])
    }
    return examples
  }

  /// Shares of the rows whose likeliest model, whose charging, and whose both are the label's.
  func accuracy(of policy: PolicyNetwork) -> (model: Double, charge: Double, both: Double) {
    let answers = policy.network.evaluate(rows: standardised(policy).features)
    let classes = outputs - 1
    var (model, charge, both) = (0, 0, 0)
    for first in stride(from: 0, to: rows * outputs, by: outputs) {
      let isModel = PolicyNetwork.likeliest(answers[first..<(first + classes)])
        == PolicyNetwork.likeliest(targets[first..<(first + classes)])
      let isCharge = (answers[first + classes] > 0) == (targets[first + classes] > 0.5)
      model += isModel ? 1 : 0
      charge += isCharge ? 1 : 0
      both += isModel && isCharge ? 1 : 0
    }
    let share = { (count: Int) in Double(count) / Double(max(1, rows)) }
    return (share(model), share(charge), share(both))
  }
}
