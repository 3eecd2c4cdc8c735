import ArgumentParser
import CommandSupport
import Forecasting
import Records
import Stages
import StreamIO

/// How networks are trained: the section `trainnet` of the study's configuration.
struct TrainnetConfiguration: Record {
  var task = Network.Task.forecast
  var architecture = Architecture.ridge
  var penalty = RidgeTrainer.defaultPenalty
  var prior = RidgeTrainer.defaultPrior
  var network = ForecastTraining()
  var policy = ProblemSection<Problems>()
  var checkpointEvery = LearningOptions.defaultCheckpointEvery

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("task", &task, default: .forecast, "what is learned")
    try visitor.field("architecture", &architecture, default: .ridge, "what a forecast is made by")
    try visitor.field("penalty", &penalty, .positive, default: Self().penalty, "ridge penalty on standardised features")
    try visitor.field("pull_towards", &prior, default: Self().prior, "where the penalty pulls the forecast")
    try visitor.field("network", &network, default: ForecastTraining(), "the forecast's network and its training")
    let blank = policy
    try visitor.field("policy", &policy, default: blank, "the policy's inputs, network and training")
    try visitor.field("checkpoint_every", &checkpointEvery, .positive, default: 10, "epochs from one to the next")
  }
}

extension TrainnetConfiguration: SectionOfProblem {
  static var problems: [StaticString] { ProblemSection<Problems>.problems }

  init(problem: Int) { policy = ProblemSection(problem: problem) }
}

extension RidgePrior: ExpressibleByArgument {}

/// What a forecast is made by.
enum Architecture: String, Choice, ExpressibleByArgument {
  /// One linear map, in closed form.
  case ridge
  /// Dense layers beside it, trained step by step.
  case network
  init() { self = .ridge }
}
