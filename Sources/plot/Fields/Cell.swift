import Charting
import CommandSupport
import Records
import StreamIO

/// One field's value in one record; equal to the same value alone, texts by their code points.
enum Cell: Hashable {
  case missing
  case number(Double)
  /// A whole number whose digits no double has, with the nearest one.
  case digits(ExactText, Double)
  case truth(Bool)
  case text(ExactText)

  /// As a name: of a row, a colour, a panel.
  var name: String {
    switch self {
    case .missing: return "(none)"
    case .text(let text), .digits(let text, _): return text.text
    case .truth(let isTrue): return isTrue ? "true" : "false"
    case .number(let number):
      var writer = JSONWriter(capacity: 32)
      writer.write(number)
      return writer.text
    }
  }

  /// As JSON has it, but for what is missing.
  fileprivate var json: String {
    guard case .text(let text) = self else { return name }
    var writer = JSONWriter(capacity: 64)
    writer.write(text.text)
    return writer.text
  }

  var number: Double? {
    switch self {
    case .number(let number), .digits(_, let number): number
    case .missing, .truth, .text: nil
    }
  }

  /// Whether it is a name rather than a number.
  var isWord: Bool {
    switch self {
    case .truth, .text: true
    case .missing, .number, .digits: false
    }
  }

  /// Seconds since 1970 of a text that is a time in UTC.
  var time: Double? { if case .text(let text) = self, let time = Instant(text.text) { Double(time.seconds) } else { nil } }

  /// Reads the value at the cursor, an array as many.
  static func read(_ reader: inout JSONReader) throws(Failure) -> [Cell] {
    guard try reader.isNext("[") else { return [try readOne(&reader)] }
    var elements: [RawJSON] = []
    let place = reader.place
    try elements.decode(from: &reader, .any)
    return try elements.map { element throws(Failure) in
      guard ![UInt8(ascii: "["), UInt8(ascii: "{")].contains(element.text.utf8.first) else {
        throw Failure(.data, "an array of arrays or objects has no place in a chart", at: place)
      }
      var text = element.text
      // The array was read as JSON before.
      return text.withUTF8 { bytes in
        var reader = JSONReader(bytes, file: "")
        return (try? readOne(&reader)) ?? .missing
      }
    }
  }

  private static func readOne(_ reader: inout JSONReader) throws(Failure) -> Cell {
    if try reader.takeNull() { return .missing }
    if try reader.isNext("\"") { return .text(try reader.readString().exact) }
    if try reader.isNext("{") {
      throw Failure(.data, "an object has no place in a chart; name one of its fields, as in plan.gap", at: reader.place)
    }
    let (isTrue, isFalse) = (try reader.isNext("t"), try reader.isNext("f"))
    if isTrue || isFalse { return .truth(try reader.readBool()) }
    let start = reader.offset
    let digits = try reader.skipValue()
    if digits.count > 15, digits.allSatisfy({ $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }),
      let exact = DecimalNumber(digits), let value = Double(exact.json), Cell.number(value).name != exact.json
    {
      return .digits(exact.json.exact, value)
    }
    reader.move(to: start)
    return .number(try reader.readDouble() + 0)
  }
}

extension [Cell] {
  /// The same, in which no two different cells have one name: a string that reads as another value does, 1 and "1", is
  /// called as JSON has it.
  var distinctlyNamed: [Cell] {
    guard contains(where: \.isWord) else { return self }
    let values = distinct()
    let labels = distinctLabels(values.map { ($0.name, $0.json) })
    let changed = zip(values, labels).filter { $0.name.exact != $1.exact }
    guard !changed.isEmpty else { return self }
    let labelled = Dictionary(uniqueKeysWithValues: changed.map { ($0, Cell.text($1.exact)) })
    return map { labelled[$0] ?? $0 }
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
    case .month: .text(CalendarText.month(local).exact)
    case .weekday: .text(CalendarText.weekday(local).exact)
    case .date: .text(String("\(local)".prefix(10)).exact)
    case .hour, .day, .year: .number(Double(value(of: local)))
    }
  }
}
