import Charting
import Records
import Statistics
import StreamIO

/// The runs of one controller, as far as they judge a network.
struct RollOuts {
  private(set) var runs: [RegisteredNetwork.RollOut] = []
  private(set) var missing = 0
  /// The other controllers that the input has.
  private(set) var others = Set<ExactText>()
  private var numbers: [ExactText: Int] = [:]

  mutating func add(_ run: JudgedRun, of controller: String, at place: Place) throws(Failure) {
    guard run.controller.exact == controller.exact else {
      others.insert(run.controller.exact)
      return
    }
    guard let regret = run.regret, let naiveRegret = run.naiveRegret else {
      missing += 1
      return
    }
    guard numbers.updateValue(runs.count, forKey: run.id.exact) == nil else {
      throw Failure(.data, "a second run of \(controller) on scenario \(run.id)", at: place)
    }
    var rollOut = RegisteredNetwork.RollOut()
    (rollOut.id, rollOut.zone, rollOut.start) = (run.id, run.zone, run.start)
    (rollOut.regret, rollOut.naiveRegret) = (regret, naiveRegret)
    runs.append(rollOut)
  }
}

/// What is read of a run.
struct JudgedRun: Record {
  var id = ""
  var zone = ""
  var start = ""
  var controller = ""
  var regret: Double?
  var naiveRegret: Double?

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("run")
    try visitor.field("id", &id, "the scenario's")
    try visitor.field("zone", &zone, "where")
    try visitor.field("start", &start, "when")
    try visitor.field("controller", &controller, "who decided")
    try visitor.field("regret", &regret, default: nil, "against the clairvoyant")
    try visitor.field("naive_regret", &naiveRegret, default: nil, "the naive rule's")
  }
}

/// A regret over that of naive, or a difference of two; weeks of a zone that begin together depend on each other.
struct RegretRatio: CustomStringConvertible {
  var pairs = 0
  var value: Double?
  var low: Double?
  var high: Double?

  init(value: Double?, low: Double?, high: Double?) { (self.value, self.low, self.high) = (value, low, high) }

  /// Of runs by themselves.
  init(of runs: [RegisteredNetwork.RollOut], seed: UInt64) {
    self.init(runs.map { ($0, $0.regret) }, seed: seed)
  }

  /// Of runs less that of others on the same scenarios: the same name, and the same regret of naive.
  init(of runs: [RegisteredNetwork.RollOut], less others: [RegisteredNetwork.RollOut], seed: UInt64) {
    let known = Dictionary(others.map { ($0.id.exact, $0) }, uniquingKeysWith: { first, _ in first })
    self.init(
      runs.compactMap { run in
        guard let other = known[run.id.exact], other.naiveRegret == run.naiveRegret, other.start == run.start else { return nil }
        return (run, run.regret - other.regret)
      }, seed: seed)
  }

  private init(_ pairs: [(run: RegisteredNetwork.RollOut, numerator: Double)], seed: UInt64) {
    self.pairs = pairs.count
    var (ratio, cluster) = (RatioOfSums(), "".exact)
    let key = { (run: RegisteredNetwork.RollOut) in "\(run.zone) \(run.start)".exact }
    // Which draws a cluster gets must not depend on the order of the records.
    for pair in pairs.sorted(by: { (key($0.run), $0.run.id.exact) < (key($1.run), $1.run.id.exact) }) {
      if ratio.clusterCount == 0 || key(pair.run) != cluster { _ = ratio.openCluster() }
      cluster = key(pair.run)
      ratio.add(numerator: pair.numerator, denominator: pair.run.naiveRegret, cluster: ratio.clusterCount - 1)
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
