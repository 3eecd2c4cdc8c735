import StreamIO

/// One of several groups or contenders judged by more than one objective at once.
public struct ParetoPoint: Record {
  public var by = Group()
  public var contender: Group = Group()
  public var objectives: [String] = []
  public var values: [Double] = []
  public var isOnFront = false
  public var dominatedBy: [String] = []

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("pareto")
    try visitor.field("by", &by, "the group")
    try visitor.field("contender", &contender, "which of its contenders")
    try visitor.field("objectives", &objectives, "metrics, each with min or max")
    try visitor.field("values", &values, "their means")
    try visitor.field("front", &isOnFront, "whether none is as good in all objectives and better in one")
    try visitor.field("dominated_by", &dominatedBy, "those that are")
  }
}
