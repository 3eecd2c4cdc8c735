import Charting
import CommandSupport
import StreamIO

/// A field's name as people read it, with the unit that its suffix says.
struct FieldText {
  let title: String
  let unit: String
  let format: NumberFormat

  private static let units: [(suffix: String, unit: String)] = [
    ("_g_per_kwh", "g/kWh"), ("_mwh", "mWh"), ("_wh", "Wh"), ("_mw", "mW"), ("_w", "W"), ("_s", "s"), ("_g", "g"),
    ("_bytes", "bytes"),
  ]

  init(_ field: String) {
    let known = MetricText(field)
    if known.title != field {
      (title, unit, format) = (known.title, known.format.unit, known.format.unit == "%" ? .percent : .plain)
      return
    }
    // A group's field is itself: by.controller is the controller.
    let own = field.dropping(prefix: "by.") ?? field
    if let (part, _) = TimePart.named(own) {
      (title, unit, format) = (part.title, "", .plain)
      return
    }
    if Derivation.solarHour(own) != nil {
      (title, unit, format) = (TimePart.hour.title, "", .plain)
      return
    }
    let terms = own.split(at: "/")
    if terms.count == 2, !terms.contains("") {
      let (a, b) = (FieldText(terms[0]), FieldText(terms[1]))
      title = "\(a.title) over \(b.title.lowercasedFirst)"
      unit = a.unit == b.unit ? "" : [a.unit, b.unit].contains("%") || [a.unit, b.unit].contains("") ? "" : "\(a.unit)/\(b.unit)"
      format = .plain
      return
    }
    let name = own.split(at: ".", omitsEmpty: true).joined(separator: " ")
    let found = Self.units.first { name.hasSuffix($0.suffix) && name.count > $0.suffix.count }
    let words = name.dropLast(found?.suffix.count ?? 0).split(separator: "_").joined(separator: " ")
    title = words.prefix(1).uppercased() + words.dropFirst()
    (unit, format) = (found?.unit ?? "", .plain)
  }

  /// With its unit, for an axis.
  var axis: String { unit.isEmpty || unit == "%" ? title : "\(title) (\(unit))" }
}
