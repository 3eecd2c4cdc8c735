import Records

/// A part of a time in UTC, which a field's name asks for: `month(start)`.
enum TimePart: String, CaseIterable {
  /// 0 to 23, 1 to 12, 1 to 7 from Monday.
  case hour, month, weekday

  /// The part and the field of "part(field)"; nil for a field's plain name.
  static func named(_ text: String) -> (part: TimePart, field: String)? {
    guard text.hasSuffix(")"), let opening = text.firstIndex(of: "("), let part = TimePart(rawValue: String(text[..<opening]))
    else { return nil }
    return (part, String(text[text.index(after: opening)...].dropLast()))
  }

  func value(of instant: Instant) -> Int {
    switch self {
    case .hour: instant.secondOfDay / 3600
    case .month: instant.date.month
    case .weekday: instant.weekday + 1
    }
  }
}
