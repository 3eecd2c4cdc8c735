import Learning
import Records

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

  init(features: [PolicyFeature], models: [String]) { (self.features, self.models) = (features, models) }

  /// Outputs of the network: the model head's classes and the charge head.
  var outputs: Int { models.count + 2 }

  /// - Parameter labels: of the lesson's states, in the order of intervals.
  mutating func append(_ labels: [PolicyLabel], of lesson: PolicyLesson) {
    let (setup, signal) = (lesson.engine.setup, lesson.engine.signal)
    var state = PolicyInputs(setup, features: features)
    let place = { [models] (model: Int?) in model.flatMap { models.firstIndex(of: setup.models[$0].name) } }
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
      target[models.count + 1] = Float(label.charge)
      targets.append(contentsOf: target)
      rows += 1
    }
  }
}
