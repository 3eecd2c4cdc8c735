import StreamIO

/// How two fields go together in one group.
public struct Correlation: Record {
  public var by = Group()
  public var a = ""
  public var b = ""
  public var n = 0
  public var missing = 0
  public var pearson: Double?
  public var ciLow: Double?
  public var ciHigh: Double?
  public var confidence = 0.95
  public var pearsonP: Double?
  public var spearman: Double?
  public var spearmanP: Double?
  public var test = "Student t"
  public var reason: String?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("correlation")
    try visitor.field("by", &by, "the group")
    try visitor.field("a", &a, "one field")
    try visitor.field("b", &b, "the other")
    try visitor.field("n", &n, .nonNegative, "records with both")
    try visitor.field("missing", &missing, .nonNegative, "records where one is null or absent")
    try visitor.field("pearson", &pearson, "linear correlation, -1 to 1")
    try visitor.field("ci_low", &ciLow, "lower end of its confidence interval, by Fisher's transformation")
    try visitor.field("ci_high", &ciHigh, "upper end")
    try visitor.field("confidence", &confidence, .fraction, "its level")
    try visitor.field("pearson_p", &pearsonP, .fraction, "two-sided p value of the test")
    try visitor.field("spearman", &spearman, "correlation of the ranks, -1 to 1")
    try visitor.field("spearman_p", &spearmanP, .fraction, "two-sided p value of the test")
    try visitor.field("test", &test, "the test that there is none, of both")
    try visitor.field("reason", &reason, default: nil, "why something is null")
  }
}
