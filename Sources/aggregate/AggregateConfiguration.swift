import CommandSupport
import Records
import StreamIO

/// What is asked of the records: the section `aggregate` of the study's configuration, its keys those of the options.
struct AggregateConfiguration: Record {
  var by: [String] = []
  var bins: [String] = []
  var conditions: [String] = []
  var modelled: String?
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
  var about: [String] = []

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("by", &by, default: [], "groupings, each of comma-separated fields")
    try visitor.field("bin", &bins, default: [], "field=edge,edge,...: a number that groups by the greatest edge not above it")
    try visitor.field("where", &conditions, default: [], "field=value, or with !=, <, <=, >, >=: the records that count")
    try visitor.field(
      "modelled", &modelled, default: nil, "the field that is true where a record's data are modelled; its name ends in modelled")
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
    try visitor.field("about", &about, default: [], "the values of the compared field that sentences are about; all where empty")
  }
}

extension AggregateConfiguration {
  /// Refuses what contradicts itself.
  func check() throws(Failure) {
    guard ![metrics, ratios, histograms, correlations, trends].allSatisfy(\.isEmpty) else {
      throw Failure(
        .usage,
        "nothing is asked for; name fields with --metric, a ratio of two with --ratio, or see --histogram, --correlate "
          + "and --trend")
    }
    guard baselines.isEmpty || compare != nil else {
      throw Failure(.usage, "--baseline VALUE needs --compare FIELD, the field whose values are compared")
    }
    guard compare == nil || !baselines.isEmpty || isRankingWanted || !pareto.isEmpty else {
      throw Failure(.usage, "--compare FIELD needs --baseline VALUE; or --rank, or --pareto")
    }
    guard compare != nil || !isRankingWanted else {
      throw Failure(.usage, "--rank needs --compare FIELD, the field whose values are ranked")
    }
    let groupings = by.map(fieldList)
    if let compare, !pareto.isEmpty, !groupings.contains(where: { $0.contains(exactly: compare) }) {
      throw Failure(.usage, "--pareto judges the values of \(compare); name \(compare) in a --by, too")
    }
    guard insights == 0 || !baselines.isEmpty || isRankingWanted || !trends.isEmpty || !correlations.isEmpty else {
      throw Failure(.usage, "--insights speak of tests; ask for some by --baseline, --rank, --trend or --correlate")
    }
    guard about.isEmpty || compare != nil && insights > 0 else {
      throw Failure(.usage, "--about says which values of --compare FIELD the --insights are about; give both")
    }
    if let modelled, !modelled.hasSuffix("modelled") {
      throw Failure(.usage, "--modelled is \(modelled); a field whose name ends in modelled is needed")
    }
    guard !pair.isEmpty else {
      throw Failure(.usage, "--pair names no field; give those that name a pair")
    }
    guard weight == nil || compare == nil && ratios.isEmpty && !metrics.isEmpty && interval != .wilson else {
      throw Failure(.usage, "--weight weighs the means of --metric alone; leave out --ratio, --compare and --interval wilson")
    }
    guard cluster.isEmpty || interval != .student && interval != .wilson else {
      throw Failure(
        .usage, "--interval \(interval.rawValue) takes records for independent; leave out --cluster, or take bootstrap or bca")
    }
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
