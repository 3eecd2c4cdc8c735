import StreamIO

/// One configuration that was tried, judged at the budget of one rung.
public struct Trial: Record {
  public var trial = 0
  public var rung = 0
  public var scenarios = 0
  public var parameters = Group()
  public var metric = ""
  public var n = 0
  public var value: Double?
  public var ciLow: Double?
  public var ciHigh: Double?
  public var reason: String?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("trial")
    try visitor.field("trial", &trial, .nonNegative, "which; 0 is the configuration as it stands")
    try visitor.field("rung", &rung, .positive, "of successive halving, 1 first")
    try visitor.field("scenarios", &scenarios, .positive, "it was judged on, of each season and zone")
    try visitor.field("parameters", &parameters, "what was drawn, by its path in the configuration")
    try visitor.field("metric", &metric, "what it is judged by; less is better")
    try visitor.field("n", &n, .nonNegative, "runs behind it")
    try visitor.field("value", &value, "of the metric")
    try visitor.field("ci_low", &ciLow, "lower end of its confidence interval")
    try visitor.field("ci_high", &ciHigh, "upper end")
    try visitor.field("reason", &reason, default: nil, "why something is null")
  }
}
