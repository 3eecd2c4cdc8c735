import Charting
import Records
import Statistics
import StreamIO

/// The metric that judges, or a difference of two; runs of a cluster depend on each other.
struct MetricRatio: CustomStringConvertible {
  var pairs = 0
  var value: Double?
  var low: Double?
  var high: Double?

  init(value: Double?, low: Double?, high: Double?) { (self.value, self.low, self.high) = (value, low, high) }

  /// Of runs by themselves.
  init(of runs: [RegisteredNetwork.RollOut], seed: UInt64) {
    self.init(runs.map { ($0, $0.numerator) }, seed: seed)
  }

  /// Of runs less that of others on the same scenarios: the same name and cluster, and the same denominator.
  init(of runs: [RegisteredNetwork.RollOut], less others: [RegisteredNetwork.RollOut], seed: UInt64) {
    let known = Dictionary(others.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.init(
      runs.compactMap { run in
        guard let other = known[run.id], other.denominator == run.denominator, other.cluster == run.cluster, other.metric == run.metric
        else { return nil }
        return (run, run.numerator - other.numerator)
      }, seed: seed)
  }

  private init(_ pairs: [(run: RegisteredNetwork.RollOut, numerator: Double)], seed: UInt64) {
    self.pairs = pairs.count
    var (ratio, cluster) = (RatioOfSums(), "".exact)
    // Which draws a cluster gets must not depend on the order of the records.
    for pair in pairs.sorted(by: { ($0.run.cluster, $0.run.id) < ($1.run.cluster, $1.run.id) }) {
      if ratio.clusterCount == 0 || pair.run.cluster != cluster { _ = ratio.openCluster() }
      cluster = pair.run.cluster
      ratio.add(numerator: pair.numerator, denominator: pair.run.denominator, cluster: ratio.clusterCount - 1)
    }
    value = ratio.value
    let found = try? ratio.interval(Bootstrap(seed: seed, name: ["registry"]))
    (low, high) = (found?.interval.lower, found?.interval.upper)
  }

  /// "0.137 [0.121, 0.153]"
  var description: String {
    NumberFormat.plain.text(value ?? .nan, low: low ?? .nan, high: high ?? .nan, decimals: 4)
  }
}
