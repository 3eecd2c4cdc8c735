import CommandSupport
import StreamIO

/// A configuration checked and its fields numbered: which columns are taken out of the records, and what is made of
/// them.
struct Question: Sendable {
  /// A column of numbers: a field, multiplied by another where it is weighted.
  struct NumberColumn: Sendable, Equatable {
    let field: Int
    var weight: Int?
    /// Whether a time counts as a number, in days since 1970.
    var isTimeToo = false
  }

  /// A metric, or a ratio of two sums, by their columns of numbers; a weighted mean is such a ratio.
  struct Quantity: Sendable {
    let name: String
    let numerator: Int
    let denominator: Int?
  }

  /// Two columns of numbers whose pairs of values are kept: a correlation, or a trend of `y` over `x`.
  struct Association: Sendable {
    let isTrend: Bool
    let names: (x: String, y: String)
    let x: Int
    let y: Int
  }

  /// A metric by its column of numbers, and the edges or the number of the bins it is counted in.
  struct Distribution: Sendable {
    let metric: String
    let column: Int
    let bins: BinRule
  }

  /// A quantity that should be small or large.
  struct Objective: Sendable {
    let quantity: Int
    let text: String
    let isMaximised: Bool
  }

  /// One --by, by its columns of keys.
  struct Grouping: Sendable {
    let fields: [String]
    let groups: Int
    /// Of group and cluster, where there are clusters.
    let cells: Int?
  }

  /// The comparisons of one --by, by their columns of keys.
  struct Pairing: Sendable {
    let fields: [String]
    let groups: Int
    /// Of group and pair.
    let pairs: Int
    let contenders: Int
    let clusters: Int?
  }

  /// As they were asked for; of some only a part is wanted.
  private(set) var fields: [String] = []
  private(set) var parts: [Int: TimePart] = [:]
  /// Of each column of keys, its fields by number.
  private(set) var keys: [[Int]] = []
  private(set) var numbers: [NumberColumn] = []
  private(set) var conditions: [Condition] = []
  /// Of each field, its edges where it is grouped by them.
  private(set) var bins: [Int: Bins] = [:]
  /// The fields before this one must be in some record.
  private(set) var demandedCount = 0
  /// The field that says whether a record's data are modelled, where one is named.
  private(set) var modelled: Int?
  private(set) var quantities: [Quantity] = []
  private(set) var associations: [Association] = []
  private(set) var distributions: [Distribution] = []
  private(set) var objectives: [Objective] = []
  private(set) var groupings: [Grouping] = []
  private(set) var pairings: [Pairing] = []
  let configuration: AggregateConfiguration
  let seed: UInt64

  init(_ configuration: AggregateConfiguration, seed: UInt64) throws(Failure) {
    (self.configuration, self.seed) = (configuration, seed)
    try configuration.check()
    try numberQuantities()
    try numberAssociations()
    let (lists, cluster) = (configuration.by.isEmpty ? [[]] : configuration.by.map(fieldList), configuration.cluster)
    for list in lists {
      groupings.append(
        Grouping(fields: list, groups: key(list), cells: cluster.isEmpty ? nil : key(list + cluster)))
    }
    if let compare = configuration.compare, !configuration.baselines.isEmpty || configuration.isRankingWanted {
      compareAll(by: lists, of: compare)
    }
    for text in configuration.conditions {
      conditions.append(try Condition(text, field: { field($0) }))
    }
    for text in configuration.bins {
      guard let (name, bins) = Bins.named(text) else {
        throw Failure(.usage, "\"\(text)\" gives no edges; write them ascending, as in capacity_wh=2,5,10")
      }
      self.bins[field(name)] = bins
    }
    modelled = configuration.modelled.map { field($0) }
    demandedCount = fields.count
    if fields.contains("") { throw Failure(.usage, "a field without a name is asked for") }
    try FieldScanner.check(fields)
  }

  /// The names that records have for the fields.
  var sources: [String] { fields.map { TimePart.named($0)?.field ?? $0 } }

  /// Whether a quantity's interval comes from resampling, for which the sums of each cluster or record are kept.
  func isResampled(_ quantity: Int) -> Bool {
    switch configuration.interval {
    case .bootstrap, .accelerated: true
    default: !configuration.cluster.isEmpty || quantities[quantity].denominator != nil
    }
  }

  private mutating func numberQuantities() throws(Failure) {
    let weight = configuration.weight
    for metric in configuration.metrics {
      let column = NumberColumn(field: field(metric), weight: weight.map { field($0) })
      quantities.append(Quantity(name: metric, numerator: number(column), denominator: weight.map { number($0) }))
    }
    for ratio in configuration.ratios {
      let parts = ratio.split(at: "/")
      guard parts.count == 2, !parts.contains("") else {
        throw Failure(.usage, "\"\(ratio)\" is not a ratio of two fields; write it as numerator/denominator")
      }
      quantities.append(Quantity(name: ratio, numerator: number(parts[0]), denominator: number(parts[1])))
    }
    for text in configuration.pareto {
      let parts = text.split(at: ":", omitsEmpty: true)
      guard parts.count == 2, ["min", "max"].contains(parts[1]) else {
        throw Failure(.usage, "\"\(text)\" is not an objective; write it as metric:min or metric:max")
      }
      guard let quantity = quantities.firstIndex(where: { $0.name.exact == parts[0].exact }) else {
        throw Failure(.usage, "--pareto \(text): name \(parts[0]) with --metric or --ratio, too")
      }
      objectives.append(Objective(quantity: quantity, text: text, isMaximised: parts[1] == "max"))
    }
  }

  private mutating func numberAssociations() throws(Failure) {
    for (texts, sign, isTrend) in [(configuration.correlations, ",", false), (configuration.trends, "~", true)] {
      for text in texts {
        let parts = text.split(at: sign, omitsEmpty: true)
        guard parts.count == 2 else {
          throw Failure(.usage, "\"\(text)\" does not name two fields; write \(isTrend ? "metric~over" : "a,b")")
        }
        let (x, y) = isTrend ? (parts[1], parts[0]) : (parts[0], parts[1])
        let column = NumberColumn(field: field(x), isTimeToo: isTrend)
        associations.append(Association(isTrend: isTrend, names: (x, y), x: number(column), y: number(y)))
      }
    }
    for text in configuration.histograms {
      guard let (name, bins) = BinRule.named(text) else {
        throw Failure(.usage, "\"\(text)\" gives no bins; write ascending edges, as in success_rate=0,0.5,1, or a number of bins")
      }
      distributions.append(Distribution(metric: name, column: number(name), bins: bins))
    }
  }

  private mutating func compareAll(by lists: [[String]], of compare: String) {
    for list in lists {
      let reduced = list.filter { $0.exact != compare.exact }
      guard !pairings.contains(where: { $0.fields.map(\.exact) == reduced.map(\.exact) }) else { continue }
      pairings.append(
        Pairing(
          fields: reduced, groups: key(reduced), pairs: key(reduced + configuration.pair), contenders: key([compare]),
          clusters: configuration.cluster.isEmpty ? nil : key(configuration.cluster)))
    }
  }

  private mutating func field(_ name: String) -> Int {
    let field = fields.firstIndex(exactly: name) ?? fields.count
    if field == fields.count { fields.append(name) }
    if let named = TimePart.named(name) { parts[field] = named.part }
    return field
  }
  private mutating func number(_ name: String) -> Int { number(NumberColumn(field: field(name))) }
  private mutating func number(_ column: NumberColumn) -> Int { Self.index(of: column, in: &numbers) }
  private mutating func key(_ names: [String]) -> Int { Self.index(of: names.map { field($0) }, in: &keys) }

  private static func index<T: Equatable>(of element: T, in elements: inout [T]) -> Int {
    if let index = elements.firstIndex(of: element) { return index }
    elements.append(element)
    return elements.count - 1
  }
}
