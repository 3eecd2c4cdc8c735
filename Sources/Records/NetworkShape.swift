import StreamIO

/// What a unit of a hidden layer makes of its sum.
public enum Activation: String, Choice {
  /// max(0, x).
  case relu
  /// x / (1 + e⁻ˣ).
  case silu
  public init() { self = .relu }
}

/// What an output is trained for; each is the mean over rows (and, where a row has several independent outputs, over
/// these).
public enum Loss: String, Choice {
  /// Half the squared error up to an error of 1, then the error less a half.
  case smoothL1 = "smooth_l1"
  /// Of the softmax of the head's outputs against shares that add up to 1.
  case crossEntropy = "cross_entropy"
  /// Of the sigmoid of each output against a share 0...1.
  case binaryCrossEntropy = "binary_cross_entropy"
  public init() { self = .smoothL1 }
}

/// Some of a network's outputs, which are one answer.
public struct NetworkHead: Record, Blank, Equatable {
  public var name = ""
  public var outputs = 1
  public var loss = Loss.smoothL1
  /// Of this loss in the sum that is minimised.
  public var weight = 1.0

  public init() {}
  public init(name: String, outputs: Int, loss: Loss, weight: Double = 1) {
    (self.name, self.outputs, self.loss, self.weight) = (name, outputs, loss, weight)
  }

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("name", &name, "what it answers")
    try visitor.field("outputs", &outputs, .range(1, 4096), "how many")
    try visitor.field("loss", &loss, "what they were trained for")
    try visitor.field("weight", &weight, .nonNegative, default: 1, "of its loss in the sum that is minimised")
  }
}

/// A network of dense layers: what it takes, its hidden layers, and the heads, whose outputs stand one after another.
public struct NetworkShape: Record, Blank, Equatable {
  public var inputs = 1
  /// Units of each hidden layer.
  public var hidden: [Int] = []
  public var activation = Activation.relu
  /// Share of a hidden layer's units left out at each row in training.
  public var dropout = 0.0
  /// Whether a linear map of the inputs is added to the outputs.
  public var hasLinearSkip = false
  public var heads: [NetworkHead] = []

  public init() {}
  public init(
    inputs: Int, hidden: [Int], activation: Activation, dropout: Double = 0, hasLinearSkip: Bool = false,
    heads: [NetworkHead]
  ) {
    (self.inputs, self.hidden, self.activation) = (inputs, hidden, activation)
    (self.dropout, self.hasLinearSkip, self.heads) = (dropout, hasLinearSkip, heads)
  }

  /// Of all heads.
  public var outputs: Int { heads.reduce(0) { $0 + $1.outputs } }

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("inputs", &inputs, .range(1, 4096), "how many")
    try visitor.field("hidden", &hidden, .range(1, 4096), default: [], "units of the hidden layers")
    try visitor.field("activation", &activation, default: .relu, "of the hidden layers")
    try visitor.field("dropout", &dropout, .range(0, 0.99), default: 0, "share of hidden units left out in training")
    try visitor.field("linear_skip", &hasLinearSkip, default: false, "a linear map of the inputs is added to the outputs")
    try visitor.field("heads", &heads, "the outputs, one answer after another")
  }
}
