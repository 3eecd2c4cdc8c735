import StreamIO

/// Statistics of one metric in one group (DESIGN §4).
public struct Summary: Record {
  public var by = Group()
  public var metric = ""
  public var n = 0
  public var missing = 0
  public var mean: Double?
  public var sd: Double?
  public var minimum: Double?
  public var p05: Double?
  public var p25: Double?
  public var median: Double?
  public var p75: Double?
  public var p95: Double?
  public var maximum: Double?
  public var ciLow: Double?
  public var ciHigh: Double?
  public var ciMethod = ""
  public var confidence = 0.95
  /// Fraction of the group's records that rest on a modelled grid.
  public var gridModelled: Double?
  public var reason: String?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("summary")
    try visitor.field("by", &by, "the group")
    try visitor.field("metric", &metric, "the field summarised, or a ratio of two")
    try visitor.field("n", &n, .nonNegative, "values")
    try visitor.field("missing", &missing, .nonNegative, "records where it is null or absent")
    try visitor.field("mean", &mean, "arithmetic mean; of a ratio, sum over sum")
    try visitor.field("sd", &sd, .nonNegative, "standard deviation, n - 1")
    try visitor.field("min", &minimum, "least value")
    try visitor.field("p05", &p05, "5 % quantile")
    try visitor.field("p25", &p25, "lower quartile")
    try visitor.field("median", &median, "median")
    try visitor.field("p75", &p75, "upper quartile")
    try visitor.field("p95", &p95, "95 % quantile")
    try visitor.field("max", &maximum, "greatest value")
    try visitor.field("ci_low", &ciLow, "lower end of the mean's confidence interval")
    try visitor.field("ci_high", &ciHigh, "upper end")
    try visitor.field("ci_method", &ciMethod, "how the interval was found")
    try visitor.field("confidence", &confidence, .fraction, "its level")
    try visitor.field(
      "grid_modelled", &gridModelled, .fraction, default: nil, "fraction of the records whose grid data are modelled")
    try visitor.field("reason", &reason, default: nil, "why something is null")
  }
}

/// Two groups of paired records compared.
public struct Comparison: Record {
  public var a = ""
  public var b = ""
  public var by = Group()
  public var metric = ""
  public var pairs = 0
  public var unpaired = 0
  public var meanDifference: Double?
  public var ciLow: Double?
  public var ciHigh: Double?
  public var ciMethod = ""
  public var confidence = 0.95
  public var effectSize: Double?
  public var ratioOfSums: Double?
  public var ratioLow: Double?
  public var ratioHigh: Double?
  public var test = ""
  public var statistic: Double?
  public var p: Double?
  public var pAdjusted: Double?
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
    try visitor.field("mean_difference", &meanDifference, "mean of a - b")
    try visitor.field("ci_low", &ciLow, "lower end of its confidence interval")
    try visitor.field("ci_high", &ciHigh, "upper end")
    try visitor.field("ci_method", &ciMethod, "how the interval was found")
    try visitor.field("confidence", &confidence, .fraction, "its level")
    try visitor.field("effect_size", &effectSize, "Cohen's d_z: mean over standard deviation of the differences")
    try visitor.field(
      "ratio_of_sums", &ratioOfSums, default: nil, "of a ratio: sum of its numerator under a over that under b")
    try visitor.field("ratio_low", &ratioLow, default: nil, "lower end of its confidence interval")
    try visitor.field("ratio_high", &ratioHigh, default: nil, "upper end")
    try visitor.field("test", &test, "the paired test")
    try visitor.field("statistic", &statistic, "its statistic")
    try visitor.field("p", &p, .fraction, "its two-sided p value")
    try visitor.field("p_adjusted", &pAdjusted, .fraction, "adjusted for the comparisons made (Holm)")
    try visitor.field("reason", &reason, default: nil, "why something is null")
  }
}

/// The values that tell a group from the others, by field: `{"controller": "naive", "zone": "US-NY-NYIS"}`.
public struct Group: FieldValue, Blank, Hashable {
  public struct Entry: Sendable, Hashable {
    public var key: String
    public var value: RawJSON
  }

  public var entries: [Entry] = []

  public init() {}
  public init(_ entries: [(key: String, value: RawJSON)]) {
    self.entries = entries.map { Entry(key: $0.key, value: $0.value) }
  }

  /// The value of `key` as people read it: a string without its quotes.
  public subscript(key: String) -> String? {
    guard let text = entries.first(where: { $0.key == key })?.value.text else { return nil }
    return unquoted(text)
  }

  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    entries.removeAll(keepingCapacity: true)
    try reader.readObject { key, reader throws(Failure) in
      var value = RawJSON()
      let name = String(decoding: key, as: UTF8.self)
      try value.decode(from: &reader, .any)
      entries.append(Entry(key: name, value: value))
    }
  }

  public mutating func encode(to writer: inout JSONWriter) {
    writer.append("{")
    for entry in entries {
      writer.key(entry.key)
      writer.append(raw: entry.value.text)
    }
    writer.append("}")
  }

  public static func schema(_ bounds: Bounds) -> SchemaNode { .anything }
}

/// The text of a JSON string; any other value as it stands.
public func unquoted(_ json: String) -> String {
  var json = json
  guard json.hasPrefix("\"") else { return json }
  return json.withUTF8 { bytes in
    var reader = JSONReader(bytes, file: "")
    return (try? reader.readString()) ?? String(decoding: bytes, as: UTF8.self)
  }
}
