import StreamIO

/// A trained network as the registry knows it: what it was made of, how it did where it was left out, and whether it is
/// the one to use.
public struct RegisteredNetwork: Record {
  public var name = ""
  public var version = 1
  public var isPromoted = false
  public var networkChecksum = ""
  public var seriesChecksums: [String] = []
  public var command = ""
  public var task = Network.Task.forecast
  public var architecture = ""
  public var trainingSeries: [String] = []
  public var trainedOnModelled = false
  public var validationRows = 0
  public var leadRmse: [Double] = []
  public var leadRmseOfAutoregression: [Double] = []
  public var controller = ""
  public var missing = 0
  public var regretRatio: Double?
  public var ciLow: Double?
  public var ciHigh: Double?
  public var comparedWith: Int?
  public var pairs: Int?
  public var difference: Double?
  public var differenceLow: Double?
  public var differenceHigh: Double?
  public var rollOuts: [RollOut] = []

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("registered_network")
    try visitor.field("name", &name, "what it is for")
    try visitor.field("version", &version, .positive, "counted from 1 under a name")
    try visitor.field("promoted", &isPromoted, "whether it is the one to use under this name")
    try visitor.field("network_sha256", &networkChecksum, "of its file, uncompressed")
    try visitor.field("series_sha256", &seriesChecksums, "of the files it learned from, uncompressed")
    try visitor.field("command", &command, "that trained it")
    try visitor.field("task", &task, "what it was trained for")
    try visitor.field("architecture", &architecture, "how it computes")
    try visitor.field("training_series", &trainingSeries, "zone-years it was fitted on")
    try visitor.field("trained_on_modelled", &trainedOnModelled, "whether any of these are modelled, not measured")
    try visitor.field("validation_rows", &validationRows, .nonNegative, default: 0, "hours left out and judged on")
    try visitor.field("lead_rmse", &leadRmse, .nonNegative, default: [], "its error 1, 2, ... hours ahead")
    try visitor.field("lead_rmse_ar", &leadRmseOfAutoregression, .nonNegative, default: [], "the same, of mpc_ar's forecast")
    try visitor.field("controller", &controller, "that was rolled out with it")
    try visitor.field("missing", &missing, .nonNegative, "runs without a regret")
    try visitor.field("regret_ratio", &regretRatio, "summed regret over that of naive: 0 for the clairvoyant")
    try visitor.field("ci_low", &ciLow, "lower end of its confidence interval, bootstrapped by zone and start")
    try visitor.field("ci_high", &ciHigh, "upper end")
    try visitor.field("compared_with", &comparedWith, .positive, default: nil, "the version promoted when it came")
    try visitor.field("pairs", &pairs, .nonNegative, default: nil, "scenarios both ran")
    try visitor.field("difference", &difference, default: nil, "of regret_ratio on these; below 0 is better")
    try visitor.field("difference_low", &differenceLow, default: nil, "lower end of its confidence interval")
    try visitor.field("difference_high", &differenceHigh, default: nil, "upper end")
    try visitor.field("rollouts", &rollOuts, "its runs, so that those to come are paired with them")
  }

  /// One run, as far as another is paired with it.
  public struct RollOut: Record, Blank, Equatable {
    public var id = ""
    public var zone = ""
    public var start = ""
    public var regret = 0.0
    public var naiveRegret = 0.0

    public init() {}

    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("id", &id, "the scenario's")
      try visitor.field("zone", &zone, "where")
      try visitor.field("start", &start, "when")
      try visitor.field("regret", &regret, "the run's")
      try visitor.field("naive_regret", &naiveRegret, "the naive rule's")
    }
  }
}
