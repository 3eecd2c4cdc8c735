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

  /// What judges it; empty where it has no runs.
  public var metric: String { rollOuts.first?.metric ?? "" }

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
    try visitor.field("controller", &controller, "what its runs have in common: whose they are")
    try visitor.field("missing", &missing, .nonNegative, "runs without the numbers that judge")
    try visitor.field("regret_ratio", &regretRatio, "what judges it, sum over sum: less is better")
    try visitor.field("ci_low", &ciLow, "lower end of its confidence interval, bootstrapped by cluster")
    try visitor.field("ci_high", &ciHigh, "upper end")
    try visitor.field("compared_with", &comparedWith, .positive, default: nil, "the version promoted when it came")
    try visitor.field("pairs", &pairs, .nonNegative, default: nil, "scenarios both ran")
    try visitor.field("difference", &difference, default: nil, "of regret_ratio on these; below 0 is better")
    try visitor.field("difference_low", &differenceLow, default: nil, "lower end of its confidence interval")
    try visitor.field("difference_high", &differenceHigh, default: nil, "upper end")
    try visitor.field("rollouts", &rollOuts, "its runs, so that those to come are paired with them")
  }

  /// One run, as far as another is paired with it: the scenario's name, what depends on each other, and two numbers whose sums
  /// judge, under the names that runs have for them.
  public struct RollOut: FieldValue, Blank, Equatable {
    public private(set) var fields = Group()
    public private(set) var numerator = 0.0
    public private(set) var denominator = 0.0

    public init() {}

    /// - Parameter names: of the scenario and of what it depends on, with their values in JSON.
    public init(_ names: [(key: String, value: RawJSON)], numerator: (String, Double), denominator: (String, Double)) {
      let numbers = [numerator, denominator].map { name, value in
        var writer = JSONWriter(capacity: 32)
        writer.write(value)
        return (key: name, value: RawJSON(text: writer.text))
      }
      fields = Group(names + numbers)
      (self.numerator, self.denominator) = (numerator.1, denominator.1)
    }

    public var id: ExactText { fields.entries.first?.value.text.exact ?? "".exact }
    /// Equal where runs depend on each other.
    public var cluster: ExactText { fields.entries.dropFirst().dropLast(2).map { unquoted($0.value.text) }.joined(separator: " ").exact }
    /// "regret/naive_regret"
    public var metric: String { fields.entries.suffix(2).map(\.key).joined(separator: "/") }

    public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
      let place = reader.place
      try fields.decode(from: &reader, bounds)
      let numbers = fields.entries.suffix(2).compactMap { Double($0.value.text) }
      guard fields.entries.count > 2, numbers.count == 2 else {
        throw Failure(.data, "a run's name and, at the end, two numbers are expected here", at: place)
      }
      (numerator, denominator) = (numbers[0], numbers[1])
    }

    public mutating func encode(to writer: inout JSONWriter) { fields.encode(to: &writer) }
    public static func schema(_ bounds: Bounds) -> SchemaNode { .anything }
  }
}
