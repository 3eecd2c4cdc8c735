import StreamIO

/// Statistics of one metric in one group (DESIGN §4).
public struct Summary: Record {
  public var by = Group()
  public var metric = ""
  public var n = 0
  public var missing = 0
  public var sum: Double?
  public var mean: Double?
  public var sd: Double?
  public var minimum: Double?
  public var p05: Double?
  public var p25: Double?
  public var median: Double?
  public var p75: Double?
  public var p95: Double?
  public var maximum: Double?
  public var rankError: Double?
  public var skewness: Double?
  public var kurtosis: Double?
  public var normalityP: Double?
  public var lowOutliers: Int?
  public var highOutliers: Int?
  public var ciLow: Double?
  public var ciHigh: Double?
  public var ciMethod = ""
  public var confidence = 0.95
  public var weight: String?
  /// Fraction of the group's records whose data are modelled, by the name of the field that says so.
  public var modelled: NamedShare?
  public var reason: String?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("summary")
    try visitor.field("by", &by, "the group")
    try visitor.field("metric", &metric, "the field summarised, or a ratio of two")
    try visitor.field("n", &n, .nonNegative, "values")
    try visitor.field("missing", &missing, .nonNegative, "records where it is null or absent")
    try visitor.field("sum", &sum, default: nil, "of the values")
    try visitor.field("mean", &mean, "arithmetic mean, or weighted; of a ratio, sum over sum")
    try visitor.field("sd", &sd, .nonNegative, "standard deviation, n - 1")
    try visitor.field("min", &minimum, "least value")
    try visitor.field("p05", &p05, "5 % quantile")
    try visitor.field("p25", &p25, "lower quartile")
    try visitor.field("median", &median, "median")
    try visitor.field("p75", &p75, "upper quartile")
    try visitor.field("p95", &p95, "95 % quantile")
    try visitor.field("max", &maximum, "greatest value")
    try visitor.field(
      "rank_error", &rankError, .fraction, default: nil,
      "how far from its place a quantile may stand, in fractions of n; 0 where it is absent")
    try visitor.field("skewness", &skewness, default: nil, "third central moment over sd cubed, both over n")
    try visitor.field("kurtosis", &kurtosis, default: nil, "fourth central moment over sd to the fourth, less 3")
    try visitor.field("normality_p", &normalityP, .fraction, default: nil, "p of D'Agostino and Pearson's test of normality")
    try visitor.field(
      "low_outliers", &lowOutliers, .nonNegative, default: nil, "values over 1.5 interquartile ranges below p25")
    try visitor.field("high_outliers", &highOutliers, .nonNegative, default: nil, "values as far above p75")
    try visitor.field("ci_low", &ciLow, "lower end of the mean's confidence interval")
    try visitor.field("ci_high", &ciHigh, "upper end")
    try visitor.field("ci_method", &ciMethod, "how the interval was found")
    try visitor.field("confidence", &confidence, .fraction, "its level")
    try visitor.field("weight", &weight, default: nil, "the field the mean is weighted by")
    try visitor.share(suffix: "modelled", &modelled, "fraction of the records whose data are modelled, by the field that says so")
    try visitor.field("reason", &reason, default: nil, "why something is null")
  }
}
