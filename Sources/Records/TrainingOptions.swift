import StreamIO

/// How parameters follow their gradients.
public enum Optimiser: String, Choice {
  /// Kingma and Ba 2015, arXiv:1412.6980; weight decay is added to the gradient.
  case adam
  /// Loshchilov and Hutter 2019, arXiv:1711.05101; weight decay shrinks the parameters themselves.
  case adamw
  public init() { self = .adam }
}

/// How the learning rate changes; each as PyTorch's scheduler of that name by its defaults.
public enum Schedule: String, Choice {
  case constant
  /// Up to the learning rate in the first 30 % of the steps and down to a 250,000th of it, by half cosines.
  case oneCycle = "one_cycle"
  /// A tenth of it after 10 epochs in which the validation loss did not fall.
  case plateau
  public init() { self = .constant }
}

/// How a network is trained.
public struct TrainingOptions: Record, Blank, Equatable {
  public var optimiser = Optimiser.adam
  public var learningRate = 0.001
  public var weightDecay = 0.0
  public var schedule = Schedule.constant
  public var epochs = 100
  /// Rows a step.
  public var batch = 512
  /// Epochs without a lower validation loss after which training ends; 0 for never.
  public var patience = 0

  public init() {}
  public init(
    optimiser: Optimiser = .adam, learningRate: Double = 0.001, weightDecay: Double = 0,
    schedule: Schedule = .constant, epochs: Int = 100, batch: Int = 512, patience: Int = 0
  ) {
    (self.optimiser, self.learningRate, self.weightDecay) = (optimiser, learningRate, weightDecay)
    (self.schedule, self.epochs, self.batch, self.patience) = (schedule, epochs, batch, patience)
  }

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitFields(&visitor, default: TrainingOptions())
  }

  /// The same declaration where another set of values is what is meant by fields left out.
  public mutating func visitFields<V: FieldVisitor & ~Copyable>(
    _ visitor: inout V, default usual: TrainingOptions
  ) throws(Failure) {
    try visitor.field("optimiser", &optimiser, default: usual.optimiser, "how parameters follow their gradients")
    try visitor.field(
      "learning_rate", &learningRate, .positive, default: usual.learningRate, "at its highest in the schedule")
    try visitor.field("weight_decay", &weightDecay, .nonNegative, default: usual.weightDecay, "of all parameters")
    try visitor.field("schedule", &schedule, default: usual.schedule, "how the learning rate changes")
    try visitor.field("epochs", &epochs, .range(1, 1_000_000), default: usual.epochs, "at most")
    try visitor.field("batch", &batch, .range(1, 1_000_000), default: usual.batch, "rows a step")
    try visitor.field(
      "patience", &patience, .nonNegative, default: usual.patience,
      "epochs without a lower validation loss before it ends; 0 never")
  }
}
