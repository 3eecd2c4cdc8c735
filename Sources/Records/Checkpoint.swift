import StreamIO

/// The head of a checkpoint: all that training goes on from, beside the examples. The parameters, their moments and the
/// best parameters follow as layers.
public struct Checkpoint: Record {
  public var shape = NetworkShape()
  public var options = TrainingOptions()
  public var seed = 1
  /// Of the examples, so that training does not go on with others.
  public var dataChecksum = ""
  public var epoch = 0
  public var steps = 0
  public var bestEpoch = 0
  public var bestLoss: Double?
  public var learningCurve = LearningCurve()
  public var plateauLearningRate = 0.0
  public var plateauBest: Double?
  public var plateauBadEpochs = 0
  public var layers = 0

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("checkpoint")
    try visitor.field("shape", &shape, "of the network")
    try visitor.field("options", &options, "how it is trained")
    try visitor.field("seed", &seed, "of the order of rows and of dropout")
    try visitor.field("data_checksum", &dataChecksum, "of the examples")
    try visitor.field("epoch", &epoch, .nonNegative, "epochs done")
    try visitor.field("steps", &steps, .nonNegative, "steps of the optimiser done")
    try visitor.field("best_epoch", &bestEpoch, .nonNegative, "the epoch of the lowest validation loss")
    try visitor.field("best_loss", &bestLoss, .any, "the lowest validation loss; null before the first")
    try visitor.field("learning_curve", &learningCurve, "how training went, in rounds before this one as well")
    try visitor.field("plateau_learning_rate", &plateauLearningRate, .positive, "of the schedule plateau")
    try visitor.field("plateau_best", &plateauBest, .any, "the loss it last saw as lower; null before the first")
    try visitor.field("plateau_bad_epochs", &plateauBadEpochs, .nonNegative, "epochs since then")
    try visitor.field("layers", &layers, .nonNegative, "layer records that follow")
  }
}
