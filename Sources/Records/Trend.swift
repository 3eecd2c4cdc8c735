import StreamIO

/// Whether a metric rises or falls with another field in one group, by the order of the values alone (DESIGN §4).
public struct Trend: Record {
  public var by = Group()
  public var metric = ""
  public var over = ""
  public var n = 0
  public var missing = 0
  public var slope: Double?
  public var ciLow: Double?
  public var ciHigh: Double?
  public var ciMethod = "Sen"
  public var confidence = 0.95
  public var tau: Double?
  public var test = "Mann-Kendall"
  public var p: Double?
  public var reason: String?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("trend")
    try visitor.field("by", &by, "the group")
    try visitor.field("metric", &metric, "the field that may rise or fall")
    try visitor.field("over", &over, "the field it does so with; a time counts in days")
    try visitor.field("n", &n, .nonNegative, "records with both")
    try visitor.field("missing", &missing, .nonNegative, "records where one is null or absent")
    try visitor.field("slope", &slope, "Theil and Sen's: the median of the slopes of all pairs of records")
    try visitor.field("ci_low", &ciLow, "lower end of its confidence interval")
    try visitor.field("ci_high", &ciHigh, "upper end")
    try visitor.field("ci_method", &ciMethod, "how the interval was found")
    try visitor.field("confidence", &confidence, .fraction, "its level")
    try visitor.field("tau", &tau, "Kendall's tau-b, -1 to 1")
    try visitor.field("test", &test, "the test that there is no trend")
    try visitor.field("p", &p, .fraction, "its two-sided p value")
    try visitor.field("reason", &reason, default: nil, "why something is null")
  }
}
