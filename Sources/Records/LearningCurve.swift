import StreamIO

/// How training went, epoch by epoch: the same of all as columns, as `plot line` and data frames take them.
public struct LearningCurve: Record, Blank, Equatable, Sendable {
  public var round: [Int] = []
  public var epoch: [Int] = []
  public var trainLoss: [Double] = []
  public var validationLoss: [Double] = []

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("round", &round, .nonNegative, "of a policy's relabelling: 0 learns from plans alone")
    try visitor.field("epoch", &epoch, .positive, "counted from 1 in each round")
    try visitor.field("train_loss", &trainLoss, .nonNegative, "weighted sum of the heads' mean losses, with dropout")
    try visitor.field(
      "validation_loss", &validationLoss, .nonNegative, "the same after the epoch, without dropout; empty without examples to judge on")
  }

  /// Losses to six decimals, which is more than a picture or a comparison needs.
  public mutating func append(round: Int, epoch: Int, trainLoss: Double, validationLoss: Double?) {
    self.round.append(round)
    self.epoch.append(epoch)
    self.trainLoss.append((trainLoss * 1e6).rounded() / 1e6)
    if let validationLoss { self.validationLoss.append((validationLoss * 1e6).rounded() / 1e6) }
  }
}
