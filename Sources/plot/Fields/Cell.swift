import Charting
import CommandSupport
import Records
import StreamIO

/// One field's value in one record.
enum Cell: Hashable {
  case missing
  case number(Double)
  case text(String)

  /// As a name: of a row, a colour, a panel.
  var name: String {
    switch self {
    case .missing: return "(none)"
    case .text(let text): return text
    case .number(let number):
      var writer = JSONWriter(capacity: 32)
      writer.write(number)
      return writer.text
    }
  }

  var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// Seconds since 1970 of a text that is a time in UTC.
  var time: Double? { if case .text(let text) = self, let time = Instant(text) { Double(time.seconds) } else { nil } }

  /// Reads the value at the cursor, an array as many.
  static func read(_ reader: inout JSONReader) throws(Failure) -> [Cell] {
    guard try reader.isNext("[") else { return [try readOne(&reader)] }
    var elements: [RawJSON] = []
    try elements.decode(from: &reader, .any)
    var cells: [Cell] = []
    for element in elements {
      guard !element.text.hasPrefix("["), !element.text.hasPrefix("{") else {
        throw Failure(.data, "an array of arrays or objects has no place in a chart", at: reader.place)
      }
      cells.append(element.text == "null" ? .missing : Double(element.text).map(Cell.number) ?? .text(unquoted(element.text)))
    }
    return cells
  }

  private static func readOne(_ reader: inout JSONReader) throws(Failure) -> Cell {
    if try reader.takeNull() { return .missing }
    if try reader.isNext("\"") { return .text(try reader.readString()) }
    if try reader.isNext("{") {
      throw Failure(.data, "an object has no place in a chart; name one of its fields, as in plan.gap", at: reader.place)
    }
    let (isTrue, isFalse) = (try reader.isNext("t"), try reader.isNext("f"))
    if isTrue || isFalse { return .text(try reader.readBool() ? "true" : "false") }
    return .number(try reader.readDouble())
  }
}

extension TimePart {
  /// What the part is called, on an axis.
  var title: String {
    switch self {
    case .day: "Day of the month"
    case .hour: "Hour of the day"
    default: rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }
  }

  /// The part of a time, given in seconds since 1970; months and weekdays by their names.
  func cell(of seconds: Double, offsetSeconds: Int) -> Cell {
    guard abs(seconds) < 1e12 else { return .missing }
    let local = Instant(seconds: Int64(seconds) + Int64(offsetSeconds))
    return switch self {
    case .month: .text(CalendarText.month(local))
    case .weekday: .text(CalendarText.weekday(local))
    case .date: .text(String("\(local)".prefix(10)))
    case .hour, .day, .year: .number(Double(value(of: local)))
    }
  }
}
