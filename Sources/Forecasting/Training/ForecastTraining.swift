import Records
import StreamIO

/// The network that forecasts the grid, and how it is trained.
public struct ForecastTraining: Record, Blank, Equatable {
  public var hidden = [48, 48]
  public var activation = Activation.silu
  public var hasLinearSkip = true
  public var dropout = 0.5
  public var options = ForecastTraining.usual
  /// Share of whole days that only say when to stop.
  public var validationSplit = 0.2

  private static let usual = TrainingOptions(
    optimiser: .adamw, learningRate: 0.001, weightDecay: 0.01, schedule: .oneCycle, epochs: 20, batch: 512)

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("hidden", &hidden, .range(1, 4096), default: [48, 48], "units of the hidden layers")
    try visitor.field("activation", &activation, default: .silu, "of the hidden layers")
    try visitor.field(
      "linear_skip", &hasLinearSkip, default: true, "a linear map of the inputs, at first the ridge's, is added")
    try visitor.field("dropout", &dropout, .range(0, 0.99), default: 0.5, "share of hidden units left out in training")
    try options.visitFields(&visitor, default: Self.usual)
    try visitor.field(
      "validation_split", &validationSplit, .range(0, 0.99), default: 0.2, "share of days that only say when to stop")
  }

  var shape: NetworkShape {
    NetworkShape(
      inputs: ForecastFeatures.count, hidden: hidden, activation: activation, dropout: dropout,
      hasLinearSkip: hasLinearSkip,
      heads: [NetworkHead(name: "change", outputs: ForecastTargets.count, loss: .smoothL1)])
  }
}
