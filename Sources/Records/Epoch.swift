import StreamIO

/// How an epoch of training went; a line of the log.
public struct Epoch: Record {
  public var round = 0
  public var epoch = 0
  public var trainLoss = 0.0
  public var validationLoss: Double?
  public var heads: [String] = []
  public var trainLossByHead: [Double] = []
  public var validationLossByHead: [Double] = []
  public var leadRmseOverSigma: [Double] = []
  public var learningRate = 0.0
  public var seconds = 0.0

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("epoch")
    try visitor.field("round", &round, .nonNegative, default: 0, "of a policy's relabelling: 0 learns from plans alone")
    try visitor.field("epoch", &epoch, .positive, "counted from 1")
    try visitor.field("train_loss", &trainLoss, .nonNegative, "weighted sum of the heads' mean losses, with dropout")
    try visitor.field("validation_loss", &validationLoss, .nonNegative, "the same after the epoch, without dropout")
    try visitor.field("heads", &heads, "the answers")
    try visitor.field("train_loss_by_head", &trainLossByHead, .nonNegative, "of each, not weighted")
    try visitor.field("validation_loss_by_head", &validationLossByHead, .nonNegative, "of each, not weighted")
    try visitor.field(
      "lead_rmse_over_sigma", &leadRmseOverSigma, .nonNegative, default: [], "of a forecast, 1, 2, ... hours ahead")
    try visitor.field("learning_rate", &learningRate, .positive, "at its last step")
    try visitor.field("seconds", &seconds, .nonNegative, "it took")
  }
}
