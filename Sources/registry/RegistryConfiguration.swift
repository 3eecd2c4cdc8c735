import CommandSupport
import StreamIO

/// What judges networks: the section `registry` of the study's configuration.
struct RegistryConfiguration: Record {
  var metric: String?
  var conditions: [String] = []
  var pair = "id"
  var cluster: [String] = []
  var series: [String] = []

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("metric", &metric, default: nil, "numerator/denominator, of which sum over sum judges; less is better")
    try visitor.field("where", &conditions, default: [], "field=value, or with !=, <, <=, >, >=: the runs that judge")
    try visitor.field("pair", &pair, default: "id", "the field that names a scenario")
    try visitor.field("cluster", &cluster, default: [], "fields that name a cluster of dependent runs")
    try visitor.field("of_series", &series, default: [], "fields, or year(field), that name the series a run is on, as networks name theirs")
  }
}
