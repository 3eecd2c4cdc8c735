import CommandSupport
import Records
import Simulation
import StreamIO

/// How networks are trained: the section `trainnet` of the study's configuration.
struct TrainnetConfiguration: Record {
  var task = Network.Task.forecast
  var penalty = 200.0
  var network = NetworkConfiguration()
  var policy = PolicyTraining()

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("task", &task, default: .forecast, "what is learned")
    try visitor.field("penalty", &penalty, .positive, default: 200, "ridge penalty on standardised features")
    try visitor.field("network", &network, default: NetworkConfiguration(), "the original study's network")
    try visitor.field("policy", &policy, default: PolicyTraining(), "the task policy: inputs, network and training")
  }
}

/// The original study's network and its training. The ridge forecast has no use for them; they are checked and kept
/// for the tasks that train a network.
struct NetworkConfiguration: Record {
  var layers = [64, 32, 16]
  var dropout = 0.2
  var batch = 512
  var learningRate = 0.001
  var epochs = 1000
  var patience = 50
  var validationSplit = 0.2
  var checkpointEvery = 50

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("layers", &layers, .positive, default: [64, 32, 16], "units of the hidden layers")
    try visitor.field("dropout", &dropout, .range(0, 0.99), default: 0.2, "share of units dropped in training")
    try visitor.field("batch", &batch, .positive, default: 512, "examples a step")
    try visitor.field("learning_rate", &learningRate, .positive, default: 0.001, "of the optimiser")
    try visitor.field("epochs", &epochs, .positive, default: 1000, "at most")
    try visitor.field("patience", &patience, .positive, default: 50, "epochs without gain before stopping")
    try visitor.field("validation_split", &validationSplit, .range(0, 0.99), default: 0.2, "share held out")
    try visitor.field("checkpoint_every", &checkpointEvery, .positive, default: 50, "epochs")
  }
}
