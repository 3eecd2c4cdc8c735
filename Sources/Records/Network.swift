import StreamIO

/// The head of a trained model's stream; its layers follow, one record each (DESIGN §4).
public struct Network: Record {
  public var task = ""
  public var architecture = ""
  public var layers = 0
  public var features: [String] = []
  public var featureMeans: [Double] = []
  public var featureScales: [Double] = []
  public var leadsHours: [Double] = []
  public var leadRmse: [Double] = []
  public var penalty = 0.0
  public var rows = 0
  public var trainedZones: [String] = []
  public var validatedZones: [String] = []
  public var trainedOnModelled = false
  public var metrics: [Metric] = []

  /// One figure of the validation.
  public struct Metric: Record, Blank {
    public var name = ""
    public var value: Double?

    public init() {}
    public init(name: String, value: Double?) { (self.name, self.value) = (name, value) }

    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("name", &name, "what was measured")
      try visitor.field("value", &value, "on the zones left out; null without any")
    }
  }

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("network")
    try visitor.field("task", &task, "what it was trained for: forecast")
    try visitor.field("architecture", &architecture, "ridge")
    try visitor.field("layers", &layers, .nonNegative, "layer records that follow")
    try visitor.field("features", &features, "names of the inputs, in order")
    try visitor.field("feature_means", &featureMeans, "subtracted from the inputs")
    try visitor.field("feature_scales", &featureScales, .positive, "the inputs are divided by them")
    try visitor.field("leads_h", &leadsHours, .positive, "hours ahead of the outputs")
    try visitor.field("lead_rmse", &leadRmse, .nonNegative, "error per lead, in units of sigma")
    try visitor.field("penalty", &penalty, .nonNegative, "ridge penalty on the standardised inputs")
    try visitor.field("rows", &rows, .nonNegative, "hours it was trained on")
    try visitor.field("trained_zones", &trainedZones, "zones it was trained on")
    try visitor.field("validated_zones", &validatedZones, default: [], "zones left out and validated on")
    try visitor.field("trained_on_modelled", &trainedOnModelled, default: false, "some of the data were modelled")
    try visitor.field("metrics", &metrics, default: [], "figures of the validation")
  }
}

/// One layer of a network: outputs by inputs.
public struct Layer: Record {
  public var name = ""
  public var shape: [Int] = []
  public var weights: [Double] = []

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("layer")
    try visitor.field("name", &name, "which layer")
    try visitor.field("shape", &shape, .positive, "rows (outputs) and columns (inputs)")
    try visitor.field("weights", &weights, "row-major")
  }
}
