import StreamIO

/// One bin of a metric's histogram in one group.
public struct HistogramBin: Record {
  public var by = Group()
  public var metric = ""
  public var from: Double?
  public var to: Double?
  public var count = 0
  public var n = 0
  public var missing = 0
  public var countError: Int?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("histogram")
    try visitor.field("by", &by, "the group")
    try visitor.field("metric", &metric, "what is counted")
    try visitor.field("from", &from, "lower edge, which belongs to the bin; null below the first edge")
    try visitor.field("to", &to, "upper edge, which belongs only to the last bin; null above it")
    try visitor.field("count", &count, .nonNegative, "values in it")
    try visitor.field("n", &n, .nonNegative, "values of the group")
    try visitor.field("missing", &missing, .nonNegative, "records where it is null or absent")
    try visitor.field(
      "count_error", &countError, .nonNegative, default: nil, "the count may be off by as much; 0 where it is absent")
  }
}
