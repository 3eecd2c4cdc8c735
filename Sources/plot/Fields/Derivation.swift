import CommandSupport
import StreamIO

/// A field that is made from others: month(start), battery_wh/capacity_wh.
enum Derivation {
  case part(TimePart, of: Int)
  case quotient(Int, Int)
  /// The hour of a time by the sun of a longitude.
  case solarHour(of: Int, longitude: Int)

  /// - Parameter number: gives a field of a name its number.
  /// - Returns: nil for a field's plain name.
  init?(_ path: String, number: (String) -> Int) {
    if let (part, field) = TimePart.named(path) {
      self = .part(part, of: number(field))
      return
    }
    if let field = Self.solarHour(path) {
      self = .solarHour(of: number(field), longitude: number("longitude"))
      return
    }
    let terms = path.split(at: "/")
    guard terms.count == 2, !terms.contains("") else { return nil }
    self = .quotient(number(terms[0]), number(terms[1]))
  }

  /// The field of "solar_hour(field)".
  static func solarHour(_ path: String) -> String? {
    path.hasPrefix("solar_hour(") && path.hasSuffix(")") ? String(path.dropFirst(11).dropLast()) : nil
  }

  /// From 0 to 23, of the place's mean solar time; nil where that is no time.
  static func solarHour(of seconds: Double, longitude: Double) -> Double? {
    let local = (seconds + longitude * 240).rounded(.down)
    guard abs(local) < 1e15 else { return nil }
    let day = local - (local / 86_400).rounded(.down) * 86_400
    return (day / 3600).rounded(.down)
  }

  /// The fields that it is made from.
  var sources: [Int] {
    switch self {
    case .part(_, let source): [source]
    case .quotient(let dividend, let divisor): [dividend, divisor]
    case .solarHour(let source, let longitude): [source, longitude]
    }
  }
}
