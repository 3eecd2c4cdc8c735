import Records
import StreamIO

/// How a policy is trained: what it is shown, its network, and its rounds of relabelling.
public struct PolicyTraining: Record, Blank, Equatable {
  public var features = PolicyFeature.original
  public var chargeLabel = PolicyChargeLabel.share
  public var hidden = [64, 32, 16]
  public var dropout = 0.2
  /// Of the heads' losses in the sum that is minimised.
  public var modelWeight = 1.0
  public var chargeWeight = 1.0
  public var options = PolicyTraining.usual
  /// Share of the lessons that only say when to stop.
  public var validationSplit = 0.2
  public var relabelRounds = 0

  /// The original study's, but for its 1000 epochs: it learns no more in them.
  private static let usual = TrainingOptions(epochs: 30, batch: 512, patience: 5)

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("features", &features, default: PolicyFeature.original, "inputs of the network")
    try visitor.field("charge_label", &chargeLabel, default: .share, "what is learned of charging in an interval")
    try visitor.field("hidden", &hidden, .range(1, 4096), default: [64, 32, 16], "units of the hidden layers")
    try visitor.field("dropout", &dropout, .range(0, 0.99), default: 0.2, "share of hidden units left out in training")
    try visitor.field("model_weight", &modelWeight, .nonNegative, default: 1, "of the model head's loss")
    try visitor.field("charge_weight", &chargeWeight, .nonNegative, default: 1, "of the charge head's loss")
    try options.visitFields(&visitor, default: Self.usual)
    try visitor.field(
      "validation_split", &validationSplit, .range(0, 0.99), default: 0.2, "share of scenarios that only say when to stop")
    try visitor.field("relabel", &relabelRounds, .range(0, 100), default: 0, "rounds of labels for its own states")
  }

  func shape(models: Int) -> NetworkShape {
    NetworkShape(
      inputs: features.count, hidden: hidden, activation: .relu, dropout: dropout,
      heads: [
        NetworkHead(name: "model", outputs: models + 1, loss: .crossEntropy, weight: modelWeight),
        NetworkHead(name: "charge", outputs: 1, loss: .binaryCrossEntropy, weight: chargeWeight),
      ])
  }
}
