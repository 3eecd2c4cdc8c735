import Charting
import CommandSupport
import StreamIO

/// A field as people read it: its name, its meaning, its unit.
struct FieldText {
  var title: String
  /// On an axis of its own.
  var meaning: String
  var unit: String
  /// What values are multiplied with before they are read.
  var factor: Double
  var isLowerBetter = true
  /// 0 is the bound and 1 the baseline.
  var isRelative = false

  fileprivate init(title: String, unit: String = "") {
    (self.title, meaning, self.unit, factor) = (title, title, unit, 1)
  }

  /// Numbers with their unit.
  var format: NumberFormat { NumberFormat(unit: unit, factor: factor) }

  /// Differences of shares are points, not per cent.
  var differenceFormat: NumberFormat { format == .percent ? NumberFormat(unit: "points", factor: 100) : format }

  /// On an axis that has the unit in its title.
  var axisFormat: NumberFormat { unit == "%" ? format : NumberFormat(factor: factor) }

  /// With its unit, for an axis.
  var axis: String { unit.isEmpty || unit == "%" ? title : "\(title) (\(unit))" }
}

extension Words {
  /// What the ending of a field's name says of its unit.
  private static let units: [(suffix: String, unit: String)] = [
    ("_g_per_kwh", "g/kWh"), ("_eur_per_kwh", "€/kWh"), ("_mwh", "mWh"), ("_kwh", "kWh"), ("_wh", "Wh"), ("_mw", "mW"), ("_kw", "kW"),
    ("_w", "W"), ("_ms", "ms"), ("_s", "s"), ("_h", "h"), ("_kg", "kg"), ("_g", "g"), ("_eur", "€"), ("_bytes", "bytes"),
  ]

  /// A field by its words, else by its name. A group's field is itself: by.zone is the zone.
  func text(of field: String) -> FieldText {
    let own = field.dropping(prefix: "by.") ?? field
    var text = ruled(own)
    guard let words = fields[field] ?? fields[own] else { return text }
    text.title = words.title
    text.meaning = words.axis.isEmpty ? words.title : words.axis
    text.unit = words.unit ?? text.unit
    text.factor = words.factor ?? (text.unit == "%" ? 100 : 1)
    (text.isLowerBetter, text.isRelative) = (words.better == .low, words.isRelative)
    return text
  }

  private func ruled(_ field: String) -> FieldText {
    if field.exact == contender.field.exact { return FieldText(title: contender.title) }
    if let (part, _) = TimePart.named(field) { return FieldText(title: part.title) }
    if Derivation.solarHour(field) != nil { return FieldText(title: TimePart.hour.title) }
    let terms = field.split(at: "/")
    if terms.count == 2, !terms.contains("") {
      let (a, b) = (text(of: terms[0]), text(of: terms[1]))
      let isBare = a.unit == b.unit || [a.unit, b.unit].contains("%") || [a.unit, b.unit].contains("")
      return FieldText(title: "\(a.title) over \(b.title.lowercasedFirst)", unit: isBare ? "" : "\(a.unit)/\(b.unit)")
    }
    let name = field.split(at: ".", omitsEmpty: true).joined(separator: " ")
    let found = Self.units.first { name.hasSuffix($0.suffix) && name.count > $0.suffix.count }
    let words = name.dropLast(found?.suffix.count ?? 0).split(separator: "_").joined(separator: " ")
    return FieldText(title: words.capitalisedFirst, unit: found?.unit ?? "")
  }

  /// Whether contenders differ in it.
  func isCompared(_ metric: String) -> Bool { fields[metric]?.isCompared ?? true }

  /// A field's value as people read it.
  func text(of value: String, _ field: String) -> String {
    guard let words = fields[field] else { return value }
    if words.isZone { return zones.text(value) }
    if let known = words.values[value] { return known }
    let isEdge = !words.edge.isEmpty && !value.contains(".")
    return (isEdge ? words.edge : words.value).filled([.value: value]) ?? value
  }

  /// The same in the middle of a sentence.
  func textInSentence(of value: String, _ field: String) -> String {
    let text = text(of: value, field)
    return fields[field]?.inSentence.filled([.value: text]) ?? text
  }

  /// Known values in their order, numbers from small to large, all else as it came.
  func ordered(_ values: [String], _ field: String) -> [String] {
    let known = fields[field]?.values.entries.map(\.name) ?? []
    if !known.isEmpty { return known.filter(values.contains) + values.filter { !known.contains(exactly: $0) } }
    let numbers = values.compactMap { value in Double(value).map { (value, $0) } }
    return numbers.count == values.count ? numbers.sorted { $0.1 < $1.1 }.map(\.0) : values
  }

  /// The orders in which the values of some fields stand.
  var valueOrders: [[String]] { fields.entries.map { $0.value.values.entries.map(\.name) }.filter { !$0.isEmpty } }
}
