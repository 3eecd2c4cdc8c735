import StreamIO

/// A configuration checked and its fields numbered: which columns are taken out of the records, and what is made of
/// them.
struct Question: Sendable {
  /// A metric, or a ratio of two, by their columns of numbers.
  struct Quantity: Sendable {
    let name: String
    let numerator: Int
    let denominator: Int?
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

  private(set) var fields: [String] = []
  /// Of each column of keys, its fields by number.
  private(set) var keys: [[Int]] = []
  /// Of each column of numbers, its field by number.
  private(set) var numbers: [Int] = []
  private(set) var conditions: [Condition] = []
  /// Of each field, its edges where it is grouped by them.
  private(set) var bins: [Int: Bins] = [:]
  /// The fields before this one must be in some record.
  private(set) var demandedCount = 0
  private(set) var modelled = 0
  private(set) var quantities: [Quantity] = []
  private(set) var groupings: [Grouping] = []
  private(set) var pairings: [Pairing] = []
  let configuration: AggregateConfiguration
  let seed: UInt64

  init(_ configuration: AggregateConfiguration, seed: UInt64) throws(Failure) {
    (self.configuration, self.seed) = (configuration, seed)
    let (cluster, compare) = (configuration.cluster, configuration.compare)
    guard !configuration.metrics.isEmpty || !configuration.ratios.isEmpty else {
      throw Failure(.usage, "nothing is asked for; name fields with --metric, or a ratio of two with --ratio")
    }
    guard (compare == nil) == configuration.baselines.isEmpty else {
      throw Failure(.usage, "--compare FIELD and --baseline VALUE go together; give both")
    }
    guard !configuration.pair.isEmpty else {
      throw Failure(.usage, "--pair names no field; give those that name a pair")
    }
    for metric in configuration.metrics {
      quantities.append(Quantity(name: metric, numerator: number(metric), denominator: nil))
    }
    for ratio in configuration.ratios {
      let parts = ratio.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts.contains("") else {
        throw Failure(.usage, "\"\(ratio)\" is not a ratio of two fields; write it as numerator/denominator")
      }
      quantities.append(Quantity(name: ratio, numerator: number(parts[0]), denominator: number(parts[1])))
    }
    let lists = configuration.by.isEmpty ? [[]] : configuration.by.map(fieldList)
    for list in lists {
      groupings.append(
        Grouping(fields: list, groups: key(list), cells: cluster.isEmpty ? nil : key(list + cluster)))
    }
    if let compare { compareAll(by: lists, of: compare) }
    for text in configuration.conditions {
      guard let condition = Condition(text, field: { field($0) }) else {
        throw Failure(.usage, "\"\(text)\" is not a condition; write it as field=value")
      }
      conditions.append(condition)
    }
    for text in configuration.bins {
      guard let (name, bins) = Bins.named(text) else {
        throw Failure(.usage, "\"\(text)\" gives no edges; write them ascending, as in capacity_wh=2,5,10")
      }
      self.bins[field(name)] = bins
    }
    demandedCount = fields.count
    modelled = field("grid_modelled")
    guard fields.count <= FieldScanner.maximumCount, !fields.contains("") else {
      throw Failure(
        .usage,
        "\(fields.count) fields are asked for, or one without a name; at most \(FieldScanner.maximumCount) can be")
    }
  }

  private mutating func compareAll(by lists: [[String]], of compare: String) {
    for list in lists {
      let reduced = list.filter { $0 != compare }
      guard !pairings.contains(where: { $0.fields == reduced }) else { continue }
      pairings.append(
        Pairing(
          fields: reduced, groups: key(reduced), pairs: key(reduced + configuration.pair), contenders: key([compare]),
          clusters: configuration.cluster.isEmpty ? nil : key(configuration.cluster)))
    }
  }

  private mutating func field(_ name: String) -> Int { Self.index(of: name, in: &fields) }
  private mutating func number(_ name: String) -> Int { Self.index(of: field(name), in: &numbers) }
  private mutating func key(_ names: [String]) -> Int { Self.index(of: names.map { field($0) }, in: &keys) }

  private static func index<T: Equatable>(of element: T, in elements: inout [T]) -> Int {
    if let index = elements.firstIndex(of: element) { return index }
    elements.append(element)
    return elements.count - 1
  }
}

/// The names in a list with commas.
func fieldList(_ text: String) -> [String] {
  text.split(separator: ",").map { String($0.drop(while: { $0 == " " })) }
}
