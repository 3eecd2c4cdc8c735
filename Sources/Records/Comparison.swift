import StreamIO

/// Two groups of paired records compared.
public struct Comparison: Record {
  public var a = ""
  public var b = ""
  public var by = Group()
  public var metric = ""
  public var pairs = 0
  public var unpaired = 0
  public var meanOfB: Double?
  public var meanDifference: Double?
  public var ciLow: Double?
  public var ciHigh: Double?
  public var ciMethod = ""
  public var confidence = 0.95
  public var effectSize: Double?
  public var rankBiserial: Double?
  public var cliffsDelta: Double?
  public var ratioOfSums: Double?
  public var ratioLow: Double?
  public var ratioHigh: Double?
  public var test = ""
  public var statistic: Double?
  public var p: Double?
  public var pMethod: String?
  public var zeros: Int?
  public var pAdjusted: Double?
  public var adjustment: String?
  public var reason: String?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("comparison")
    try visitor.field("a", &a, "what is compared")
    try visitor.field("b", &b, "with what")
    try visitor.field("by", &by, "the group")
    try visitor.field("metric", &metric, "the field compared")
    try visitor.field("pairs", &pairs, .nonNegative, "pairs with both values")
    try visitor.field("unpaired", &unpaired, .nonNegative, "records left out for want of a partner or a value")
    try visitor.field("mean_b", &meanOfB, default: nil, "mean of b over the pairs")
    try visitor.field("mean_difference", &meanDifference, "mean of a - b")
    try visitor.field("ci_low", &ciLow, "lower end of its confidence interval")
    try visitor.field("ci_high", &ciHigh, "upper end")
    try visitor.field("ci_method", &ciMethod, "how the interval was found")
    try visitor.field("confidence", &confidence, .fraction, "its level")
    try visitor.field(
      "effect_size", &effectSize,
      "Cohen's d_z: mean over standard deviation of the differences, of a ratio those of its numerators")
    try visitor.field(
      "rank_biserial", &rankBiserial, default: nil,
      "rank sum of the positive differences less that of the negative ones over both, -1 to 1")
    try visitor.field("cliffs_delta", &cliffsDelta, default: nil, "share of a above b less that below, pairs aside, -1 to 1")
    try visitor.field(
      "ratio_of_sums", &ratioOfSums, default: nil, "of a ratio: sum of its numerator under a over that under b")
    try visitor.field("ratio_low", &ratioLow, default: nil, "lower end of its confidence interval")
    try visitor.field("ratio_high", &ratioHigh, default: nil, "upper end")
    try visitor.field("test", &test, "the paired test")
    try visitor.field("statistic", &statistic, "its statistic")
    try visitor.field("p", &p, .fraction, "its two-sided p value")
    try visitor.field("p_method", &pMethod, default: nil, "exact, or the distribution that approximates")
    try visitor.field("zeros", &zeros, .nonNegative, default: nil, "differences of zero, which signed ranks leave out")
    try visitor.field("p_adjusted", &pAdjusted, .fraction, "p adjusted for the comparisons made")
    try visitor.field("adjustment", &adjustment, default: nil, "how: holm or bh (Benjamini and Hochberg)")
    try visitor.field("reason", &reason, default: nil, "why something is null")
  }
}
