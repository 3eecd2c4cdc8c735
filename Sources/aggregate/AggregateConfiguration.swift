import CommandSupport
import Records
import StreamIO

/// What is asked of the records: the section `aggregate` of the study's configuration, its keys those of the options.
struct AggregateConfiguration: Record {
  var by: [String] = []
  var bins: [String] = []
  var conditions: [String] = []
  var metrics: [String] = []
  var weight: String?
  var ratios: [String] = []
  var isShapeWanted = false
  var histograms: [String] = []
  var correlations: [String] = []
  var trends: [String] = []
  var cluster: [String] = []
  var interval = IntervalMethod.automatic
  var confidence = 0.95
  var replicates = 2000
  var compare: String?
  var baselines: [String] = []
  var pair = ["id"]
  var test = PairedTest.wilcoxon
  var adjustment = Adjustment.holm
  var isRankingWanted = false
  var pareto: [String] = []
  var insights = 0

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("by", &by, default: [], "groupings: each the fields that tell its groups apart, by commas")
    try visitor.field("bin", &bins, default: [], "field=edge,edge,...: a number that groups by the greatest edge not above it")
    try visitor.field("where", &conditions, default: [], "field=value, or with !=, <, <=, >, >=: the records that count")
    try visitor.field("metric", &metrics, default: [], "fields to summarise")
    try visitor.field("weight", &weight, default: nil, "the field that weighs their means")
    try visitor.field("ratio", &ratios, default: [], "numerator/denominator, of which sum over sum is taken")
    try visitor.field("shape", &isShapeWanted, default: false, "skewness, kurtosis, normality and outliers too")
    try visitor.field("histogram", &histograms, default: [], "field=edge,edge,... or field=number of bins")
    try visitor.field("correlate", &correlations, default: [], "field,field: how they go together")
    try visitor.field("trend", &trends, default: [], "field~over: whether it rises or falls with another")
    try visitor.field("cluster", &cluster, default: [], "fields that name a cluster of dependent records")
    try visitor.field("interval", &interval, default: .automatic, "how intervals are found")
    try visitor.field("confidence", &confidence, .range(0.001, 0.999_999), default: 0.95, "level of the intervals")
    try visitor.field("replicates", &replicates, .range(1, 1_000_000), default: 2000, "of the bootstrap")
    try visitor.field("compare", &compare, default: nil, "the field whose values are compared")
    try visitor.field("baseline", &baselines, default: [], "the values they are compared with")
    try visitor.field("pair", &pair, default: ["id"], "fields that name a pair")
    try visitor.field("test", &test, default: .wilcoxon, "of paired differences")
    try visitor.field("adjust", &adjustment, default: .holm, "of p values, within group, metric and baseline")
    try visitor.field("rank", &isRankingWanted, default: false, "Friedman's ranking of the values compared")
    try visitor.field("pareto", &pareto, default: [], "metric:min or metric:max, the objectives of a Pareto front")
    try visitor.field("insights", &insights, .nonNegative, default: 0, "how many sentences to make of the largest effects")
  }
}

enum IntervalMethod: String, Choice {
  case automatic = "auto", student = "t", bootstrap, accelerated = "bca", wilson
  init() { self = .automatic }
}

enum PairedTest: String, Choice {
  case wilcoxon, student = "t"
  init() { self = .wilcoxon }
}

enum Adjustment: String, Choice {
  case holm, benjaminiHochberg = "bh"
  init() { self = .holm }
}
