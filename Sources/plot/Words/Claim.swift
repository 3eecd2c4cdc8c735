import StreamIO

/// A sentence of the answer: what it is about decides which of its texts may be said.
struct Claim: Record, Blank {
  enum Kind: String, Choice {
    /// What the best contender reaches.
    case best
    /// The best against the baseline.
    case change
    /// The best against the strongest other.
    case rival
    /// The best against the bound.
    case bound
    /// What the answer rests on.
    case extent
    /// The largest value of a metric.
    case largest
    init() { self = .best }
  }

  enum Name: String, Placeholder {
    case asSubject = "Best", best, bestID = "best_id", value, interval, baselineValue = "baseline_value", change, difference, test, rest
    case scenarios, places, contenders, origin, n, records, each, largest
  }

  var kind = Kind.best
  var metric = ""
  var compared = ""
  var isSamePoint = false
  var text = Template<Name>()
  var better = Template<Name>()
  var worse = Template<Name>()
  var worseByFew = Template<Name>()
  var noun = ""
  var least = 0.0
  var belowLeast = ""

  init() {}
  init(_ kind: Kind) { self.kind = kind }

  static let usual = [Claim(.best), Claim(.rival), Claim(.extent)]

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("claim", &kind, "what it is about")
    try visitor.field("metric", &metric, default: "", "of change, bound and largest")
    try visitor.field("compared", &compared, default: "", "of bound: the metric whose {difference} is told")
    try visitor.field("same_point", &isSamePoint, default: false, "whether it follows the sentence before, in one point")
    try visitor.field("text", &text, default: Template(), "of bound, extent and largest")
    try visitor.field("better", &better, default: Template(), "of change: the best is no worse than the baseline")
    try visitor.field("worse", &worse, default: Template(), "of change: the best is worse")
    try visitor.field(
      "worse_by_few", &worseByFew, default: Template(), "of change: its mean is worse, but the test of ranks finds it better")
    try visitor.field("noun", &noun, default: "", "of largest: what its {records} are")
    try visitor.field("least", &least, .nonNegative, default: 0, "of largest: a value up to it is told as below_least")
    try visitor.field("below_least", &belowLeast, default: "", "what is said of such a value")
  }
}

/// One number that a reader takes home: what the best reaches in a metric.
struct KeyNumberWords: Record, Blank {
  var title = ""
  var metric = ""
  var isChange = false
  var detail = Template<Claim.Name>()

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("title", &title, "above it")
    try visitor.field("metric", &metric, "what it is of")
    try visitor.field("change", &isChange, default: false, "whether it is the change against the baseline")
    try visitor.field("detail", &detail, default: Template(), "under it: {value}, {baseline_value}")
  }
}
