import StreamIO

/// The head of a trained model's stream; its layers follow, one record each (DESIGN §4).
public struct Network: Record {
  /// What it was trained for.
  public enum Task: String, Choice {
    case forecast, policy
    public init() { self = .forecast }
  }

  public var task = Task.forecast
  public var architecture = ""
  public var layers = 0
  public var features: [String] = []
  public var featureMeans: [Double] = []
  public var featureScales: [Double] = []
  public var penalty = 0.0
  public var prior = RidgePrior.noChange
  public var trainingRows = 0
  public var trainingSeries: [String] = []
  public var trainingScenarios: Int?
  public var trainedOnModelled = false
  public var validationRows = 0
  public var validationSeries: [String] = []
  public var leadRmse: [Double] = []
  public var leadRmseOfPersistence: [Double] = []
  public var leadRmseOfAutoregression: [Double] = []
  public var leadRmseOverSigma: [Double] = []
  public var shape: NetworkShape?
  public var training: TrainingOptions?
  public var seed: Int?
  public var epochsRun: Int?
  public var bestEpoch: Int?
  public var bestLoss: Double?
  public var learningCurve: LearningCurve?
  public var classes: [String] = []
  public var chargeLabel: String?
  public var relabelRounds = 0
  public var labelAccuracy: Double?
  public var modelLabelAccuracy: Double?
  public var chargeLabelAccuracy: Double?
  public var visitedLabelAccuracy: Double?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("network")
    try visitor.field("task", &task, "what it was trained for")
    try visitor.field("architecture", &architecture, "ridge: one linear map of the standardised features; network: dense layers; policy: the same with two heads")
    try visitor.field("layers", &layers, .nonNegative, "layer records that follow")
    try visitor.field("features", &features, "names of the inputs, in order")
    try visitor.field("feature_means", &featureMeans, "subtracted from the inputs")
    try visitor.field("feature_scales", &featureScales, .positive, "the inputs are divided by them")
    try visitor.field("penalty", &penalty, .nonNegative, "on squared weights of the standardised inputs")
    try visitor.field("pull_towards", &prior, default: .noChange, "the forecast that the penalty pulls towards")
    try visitor.field("training_rows", &trainingRows, .nonNegative, "hours it was fitted on")
    try visitor.field("training_series", &trainingSeries, "zone-years it was fitted on")
    try visitor.field(
      "training_scenarios", &trainingScenarios, .nonNegative, default: nil,
      "of a policy: scenarios it learned from, those that said when to stop included")
    try visitor.field("trained_on_modelled", &trainedOnModelled, "whether any of these are modelled, not measured")
    try visitor.field("validation_rows", &validationRows, .nonNegative, default: 0, "hours left out and judged on")
    try visitor.field("validation_series", &validationSeries, default: [], "zone-years left out")
    try visitor.field(
      "lead_rmse", &leadRmse, .nonNegative, default: [], "error of the carbon-free share 1, 2, ... hours ahead")
    try visitor.field(
      "lead_rmse_persistence", &leadRmseOfPersistence, .nonNegative, default: [], "the same, of no change")
    try visitor.field(
      "lead_rmse_ar", &leadRmseOfAutoregression, .nonNegative, default: [],
      "the same, of the 7-day profile with decaying deviation")
    try visitor.field(
      "lead_rmse_over_sigma", &leadRmseOverSigma, .nonNegative, default: [], "error in units of the last week's sigma")
    try visitor.field("shape", &shape, default: nil, "of a network with hidden layers")
    try visitor.field("training", &training, default: nil, "how its parameters were found")
    try visitor.field("seed", &seed, default: nil, "of its first weights, the order of rows, dropout")
    try visitor.field("epochs_run", &epochsRun, .nonNegative, default: nil, "until training ended")
    try visitor.field("best_epoch", &bestEpoch, .nonNegative, default: nil, "the epoch these parameters are from")
    try visitor.field("best_loss", &bestLoss, .nonNegative, default: nil, "then, on the days that said when to stop")
    try visitor.field("learning_curve", &learningCurve, default: nil, "how its training went")
    try visitor.field("classes", &classes, default: [], "of a policy: the models it chooses from, and none")
    try visitor.field("charge_label", &chargeLabel, default: nil, "of a policy: what it learned of charging")
    try visitor.field("relabel_rounds", &relabelRounds, .nonNegative, default: 0, "rounds of labels for its own states")
    try visitor.field(
      "label_accuracy", &labelAccuracy, .fraction, default: nil, "share of the plans' labels left out that it meets whole")
    try visitor.field("label_accuracy_model", &modelLabelAccuracy, .fraction, default: nil, "of the model")
    try visitor.field("label_accuracy_charge", &chargeLabelAccuracy, .fraction, default: nil, "of charging")
    try visitor.field(
      "visited_label_accuracy", &visitedLabelAccuracy, .fraction, default: nil,
      "the same as label_accuracy at the states that it comes to by itself")
  }
}

/// One layer of a network.
public struct Layer: Record, Equatable {
  public var name = ""
  public var shape: [Int] = []
  /// Row-major.
  public var weights: [Double] = []

  public init() {}
  public init(name: String, shape: [Int], weights: [Double]) {
    (self.name, self.shape, self.weights) = (name, shape, weights)
  }

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("layer")
    try visitor.field("name", &name, "which layer")
    try visitor.field("shape", &shape, .positive, "its dimensions: outputs, inputs")
    try visitor.field("weights", &weights, "row-major")
  }
}

/// What a ridge forecast is where its penalty is all that counts.
public enum RidgePrior: String, Choice {
  /// The present share throughout.
  case noChange = "no_change"
  /// The last week's mean day, corrected by the present: the forecast of `mpc_ar`.
  case ar
  public init() { self = .noChange }
}
