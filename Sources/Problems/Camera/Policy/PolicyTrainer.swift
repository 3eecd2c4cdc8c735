import Learning
import Randomness
import Records
import StreamIO

/// Trains a policy on plans, and then in rounds on what would have been best in the states it comes to by itself: the
/// dataset aggregation of Ross, Gordon and Bagnell 2011 (arXiv:1011.0686). Plans show only good states; what to do in
/// the others, which a learner's own mistakes lead to, is read off the value function.
///
/// The same lessons and seed give the same network, whatever their order and the number of threads.
public struct PolicyTrainer {
  private let settings: PolicyTraining
  private let models: [String]
  private let seed: UInt64
  private let threads: Int
  /// What is learned from, what says when to stop, and what was left out to judge on.
  private let training, stopping, leftOut: [PolicyLesson]

  /// - Parameters:
  ///   - names: of zones, years or both ("US-NY-NYIS/2023") to leave out and judge on.
  ///   - models: what there is to choose from.
  /// - Throws: `Failure`: usage where a name to leave out is not there; data where nothing is left to learn from.
  public init(
    _ lessons: [PolicyLesson], leavingOut names: [String], models: [String], _ settings: PolicyTraining, seed: UInt64,
    threads: Int
  ) throws(Failure) {
    guard !settings.features.isEmpty, Set(settings.features).count == settings.features.count else {
      throw Failure(.usage, "features are \(settings.features.map(\.rawValue)); one at least, and each once, would be right")
    }
    let lessons = lessons.sorted { $0.id.exact < $1.id.exact }
    let known = lessons.reduce(into: Set<ExactText>()) { $0.formUnion($1.leaveOutNames) }
    if let name = names.first(where: { !known.contains($0.exact) }) {
      throw Failure(
        .usage, "no scenario of \"\(name)\" to leave out; there are \(known.sorted().map(\.text).joined(separator: ", "))")
    }
    leftOut = lessons.filter { !$0.leaveOutNames.isDisjoint(with: names.map(\.exact)) }
    let kept = lessons.filter { $0.leaveOutNames.isDisjoint(with: names.map(\.exact)) }
    let stops = kept.map { lesson in
      var random = RandomStream(seed: seed, "policy stopping", lesson.id)
      return random.unit() < settings.validationSplit
    }
    stopping = zip(kept, stops).filter(\.1).map(\.0)
    training = zip(kept, stops).filter { !$0.1 }.map(\.0)
    guard !training.isEmpty else {
      throw Failure(
        .data, "nothing to learn from: \(lessons.count) scenarios with plans, \(leftOut.count) of them left out and "
          + "\(stopping.count) only to say when to stop (validation_split)")
    }
    (self.settings, self.models, self.seed, self.threads) = (settings, models, seed, threads)
  }

  /// - Parameters:
  ///   - checkpoint: to go on from, if any, in the round that it is of.
  ///   - report: is told of each epoch, by whom, and given its record.
  /// - Throws: `Failure` (data) where training diverges, a lesson cannot be run, or a checkpoint is of another training.
  public func train(
    resuming checkpoint: String? = nil,
    report: (NetworkTrainer, EpochMetrics, Epoch) throws(Failure) -> Void = { _, _, _ in }
  ) throws(Failure) -> PolicyNetwork {
    var known = examples(of: training)
    var stop = examples(of: stopping)
    var header = header(known)
    let shape = settings.shape(models: models.count)
    var policy = PolicyNetwork(header, DenseNetwork(shape, seed: seed), features: settings.features)
    let earlier = try checkpoint.map { path throws(Failure) in
      try NetworkTrainer.earlierRounds(ofCheckpoint: path, shape)
    } ?? []
    guard earlier.count <= settings.relabelRounds else {
      throw Failure(
        .data, "the checkpoint is of round \(earlier.count) of relabelling; here are \(settings.relabelRounds)",
        at: checkpoint.map { Place(file: $0) })
    }
    var (rounds, curve): ([DenseNetwork], LearningCurve) = ([], LearningCurve())
    for round in 0...settings.relabelRounds {
      if round > 0 {
        try relabel(training, by: policy, into: &known)
        try relabel(stopping, by: policy, into: &stop)
      }
      if round < earlier.count {
        rounds.append(earlier[round])
        policy = PolicyNetwork(header, earlier[round], features: settings.features)
        continue
      }
      let trainer = try NetworkTrainer(
        policy.network, settings.options, training: known.standardised(policy), validation: stop.standardised(policy),
        seed: seed &+ UInt64(round), threads: threads)
      (trainer.earlierRounds, trainer.curve) = (rounds, curve)
      if let checkpoint, round == earlier.count { try trainer.resume(from: checkpoint) }
      while !trainer.isFinished {
        let metrics = try trainer.runEpoch()
        var epoch = metrics.record(of: shape)
        epoch.round = round
        try report(trainer, metrics, epoch)
      }
      (header.epochsRun, header.bestEpoch) = (trainer.epochsDone, trainer.bestEpoch)
      (header.bestLoss, curve) = (trainer.bestLoss, trainer.curve)
      policy = PolicyNetwork(header, trainer.best, features: settings.features)
      rounds.append(trainer.best)
    }
    try judge(policy, &header)
    (header.trainingRows, header.learningCurve) = (known.rows, curve)
    return PolicyNetwork(header, policy.network, features: settings.features)
  }

  private func examples(of lessons: [PolicyLesson]) -> PolicyExamples {
    var examples = PolicyExamples(features: settings.features, chargeLabel: settings.chargeLabel, models: models)
    for lesson in lessons { examples.append(lesson.plan, of: lesson) }
    return examples
  }

  private func header(_ examples: PolicyExamples) -> Network {
    var header = Network()
    header.task = .policy
    header.architecture = "network"
    header.features = settings.features.map(\.rawValue)
    (header.featureMeans, header.featureScales) = examples.normalisation
    header.trainingSeries = Self.series(training + stopping)
    header.trainingScenarios = (training + stopping).count
    header.trainedOnModelled = (training + stopping).contains(where: \.isModelled)
    header.shape = settings.shape(models: models.count)
    header.training = settings.options
    header.classes = models + [PolicyNetwork.none]
    header.chargeLabel = settings.chargeLabel.rawValue
    header.seed = Int(bitPattern: UInt(seed))
    header.relabelRounds = settings.relabelRounds
    return header
  }

  private static func series(_ lessons: [PolicyLesson]) -> [String] {
    lessons.map { "\($0.zone)/\($0.year)" }.distinct().sortedExactly()
  }

  /// Adds the labels of the states the policy comes to.
  private func relabel(
    _ lessons: [PolicyLesson], by policy: PolicyNetwork, into examples: inout PolicyExamples
  ) throws(Failure) {
    var next = lessons.makeIterator()
    try orderedMap(
      threads: threads, makeState: { () throws(Failure) in },
      produce: { () throws(Failure) in next.next() },
      transform: { (_, lesson: PolicyLesson) throws(Failure) -> (PolicyLesson, [PolicyLabel]) in
        do throws(InvalidSetup) {
          let learner = try PolicyController(lesson.engine.setup, policy, isGuarded: false)
          return (lesson, try lesson.labels(visitedBy: learner))
        } catch { throw Failure(.data, "\(lesson.id): \(error)") }
      },
      consume: { (result: (PolicyLesson, [PolicyLabel])) throws(Failure) in examples.append(result.1, of: result.0) })
  }

  /// How often it meets the labels of the lessons left out, or else of those that said when to stop: of their plans, and
  /// of the states it comes to by itself.
  private func judge(_ policy: PolicyNetwork, _ header: inout Network) throws(Failure) {
    let lessons = leftOut.isEmpty ? stopping : leftOut
    guard !lessons.isEmpty else { return }
    let planned = examples(of: lessons)
    let accuracy = planned.accuracy(of: policy)
    header.validationRows = planned.rows
    header.validationSeries = Self.series(lessons)
    (header.modelLabelAccuracy, header.chargeLabelAccuracy) = (accuracy.model, accuracy.charge)
    header.labelAccuracy = accuracy.both
    var visited = PolicyExamples(features: settings.features, chargeLabel: settings.chargeLabel, models: models)
    try relabel(lessons, by: policy, into: &visited)
    header.visitedLabelAccuracy = visited.accuracy(of: policy).both
  }
}
