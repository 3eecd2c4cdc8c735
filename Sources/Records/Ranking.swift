import StreamIO

/// One contender's place among all that were compared on the same pairs: Friedman's test with Nemenyi's critical
/// difference.
public struct Ranking: Record {
  public var by = Group()
  public var metric = ""
  public var contender = ""
  public var meanRank: Double?
  public var contenders = 0
  public var n = 0
  public var incomplete = 0
  public var test = "Friedman"
  public var statistic: Double?
  public var p: Double?
  public var criticalDifference: Double?
  public var confidence = 0.95
  public var firstP: Double?
  public var reason: String?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("ranking")
    try visitor.field("by", &by, "the group")
    try visitor.field("metric", &metric, "what is ranked by")
    try visitor.field("contender", &contender, "the value of the compared field")
    try visitor.field("mean_rank", &meanRank, "its mean rank; 1 is the least value of a pair, equal values share ranks")
    try visitor.field("contenders", &contenders, .nonNegative, "how many are ranked")
    try visitor.field("n", &n, .nonNegative, "pairs in which all contenders have a value")
    try visitor.field("incomplete", &incomplete, .nonNegative, "pairs left out because one has none")
    try visitor.field("test", &test, "the test that none ranks higher than another")
    try visitor.field("statistic", &statistic, "its statistic, corrected for ties")
    try visitor.field("p", &p, .fraction, "its p value")
    try visitor.field(
      "critical_difference", &criticalDifference, .nonNegative,
      "Nemenyi's: mean ranks that differ by as much do so beyond chance, whatever pair it is")
    try visitor.field("confidence", &confidence, .fraction, "its level")
    try visitor.field(
      "first_p", &firstP, .fraction, "Nemenyi's p of the distance to the least mean rank, adjusted for all pairs")
    try visitor.field("reason", &reason, default: nil, "why something is null")
  }
}
