import StreamIO

/// A sentence made from the numbers, with the record it rests on (DESIGN §4).
public struct Insight: Record {
  public var rank = 0
  public var sentence = ""
  public var effect = 0.0
  public var p = 0.0
  public var evidence: [RawJSON] = []

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("insight")
    try visitor.field("rank", &rank, .range(1, .infinity), "1 for the largest effect; equal ones by d_z")
    try visitor.field("sentence", &sentence, "what the numbers say, with interval and p")
    try visitor.field("effect", &effect, .range(-1, 1), "what ranks it: rank-biserial, tau, Spearman's correlation, Kendall's W")
    try visitor.field("p", &p, .fraction, "adjusted for all tests that could have made a sentence")
    try visitor.field("evidence", &evidence, "the records it rests on")
  }
}
