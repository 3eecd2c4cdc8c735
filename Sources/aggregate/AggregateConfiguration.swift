import CommandSupport
import Records
import StreamIO

/// What is asked of the records: the section `aggregate` of the study's configuration, its keys those of the options.
struct AggregateConfiguration: Record {
  var by: [String] = []
  var metrics: [String] = []
  var ratios: [String] = []
  var conditions: [String] = []
  var bins: [String] = []
  var cluster: [String] = []
  var compare: String?
  var baselines: [String] = []
  var pair = ["id"]
  var confidence = 0.95
  var replicates = 2000

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("by", &by, default: [], "groupings: each the fields that tell its groups apart, by commas")
    try visitor.field("metric", &metrics, default: [], "fields to summarise")
    try visitor.field("ratio", &ratios, default: [], "numerator/denominator, of which sum over sum is taken")
    try visitor.field("where", &conditions, default: [], "field=value: the records that count; all must hold")
    try visitor.field("bin", &bins, default: [], "field=edge,edge,...: a number that groups by the greatest edge not above it")
    try visitor.field("cluster", &cluster, default: [], "fields that name a cluster of dependent records")
    try visitor.field("compare", &compare, default: nil, "the field whose values are compared")
    try visitor.field("baseline", &baselines, default: [], "the values they are compared with")
    try visitor.field("pair", &pair, default: ["id"], "fields that name a pair")
    try visitor.field("confidence", &confidence, .range(0.001, 0.999_999), default: 0.95, "level of the intervals")
    try visitor.field("replicates", &replicates, .range(1, 1_000_000), default: 2000, "of the bootstrap")
  }
}
