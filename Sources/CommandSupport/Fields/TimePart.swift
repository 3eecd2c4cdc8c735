import Records
import StreamIO

/// A part of a time, which a field's name asks for: `month(start)`.
public enum TimePart: String, CaseIterable, Sendable {
  /// 0 to 23, the calendar's day, 1 to 31, 1 to 7 from Monday, 1 to 12.
  case hour, date, day, weekday, month, year

  /// The part and the field of "part(field)"; nil for a field's plain name.
  public static func named(_ text: String) -> (part: TimePart, field: String)? {
    let parts = text.split(at: "(", maxSplits: 1)
    guard parts.count == 2, parts[1].utf8.last == UInt8(ascii: ")"), let part = TimePart(rawValue: parts[0]) else { return nil }
    return (part, String(decoding: parts[1].utf8.dropLast(), as: UTF8.self))
  }

  /// The part as a number; of a date the days since 1970.
  public func value(of instant: Instant) -> Int {
    switch self {
    case .hour: instant.secondOfDay / 3600
    case .date: Int((Double(instant.seconds) / 86_400).rounded(.down))
    case .day: instant.date.day
    case .weekday: instant.weekday + 1
    case .month: instant.date.month
    case .year: instant.date.year
    }
  }

  /// A value as people write it: 2024-02-20, or a number.
  public func text(of value: Int) -> String {
    self == .date ? String("\(Instant(seconds: Int64(value) * 86_400))".prefix(10)) : "\(value)"
  }

  /// The same in JSON, where only a number is one.
  public func json(of value: Int) -> String { self == .date ? "\"\(text(of: value))\"" : text(of: value) }
}
