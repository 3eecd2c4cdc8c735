import StreamIO

/// ISO 8601 in UTC, to the second: `2024-02-20T00:00:00Z`.
extension Instant: CustomStringConvertible {
  public var description: String {
    var writer = JSONWriter(capacity: 64)
    append(to: &writer)
    return writer.text
  }

  private func append(to writer: inout JSONWriter) {
    let (year, month, day) = date
    let second = secondOfDay
    if year < 0 { writer.append("-") }
    writer.append(year, digits: 4)
    writer.append("-")
    writer.append(month, digits: 2)
    writer.append("-")
    writer.append(day, digits: 2)
    writer.append("T")
    writer.append(second / 3600, digits: 2)
    writer.append(":")
    writer.append(second / 60 % 60, digits: 2)
    writer.append(":")
    writer.append(second % 60, digits: 2)
    writer.append("Z")
  }

  /// Reads `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM` or `YYYY-MM-DDTHH:MM:SS`, a space for the `T` and the `Z` left out being
  /// allowed; nil for anything else, such as 30 February or a time zone other than UTC.
  public init?(_ text: some StringProtocol) {
    guard let instant = Array(text.utf8).withUnsafeBufferPointer({ Instant(utf8: $0) }) else { return nil }
    self = instant
  }

  private init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count <= 20 else { return nil }
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[start..<(start + count)] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    func stands(_ character: Unicode.Scalar, at index: Int) -> Bool {
      index < bytes.count && bytes[index] == UInt8(ascii: character)
    }
    guard let year = number(0, 4), stands("-", at: 4), let month = number(5, 2), stands("-", at: 7),
      let day = number(8, 2), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
    else { return nil }
    var (hour, minute, second, length) = (0, 0, 0, 10)
    if bytes.count > 10 {
      guard stands("T", at: 10) || stands("t", at: 10) || stands(" ", at: 10), let h = number(11, 2), stands(":", at: 13), let m = number(14, 2), h < 24, m < 60
      else { return nil }
      (hour, minute, length) = (h, m, 16)
      if stands(":", at: 16) {
        guard let s = number(17, 2), s < 60 else { return nil }
        (second, length) = (s, 19)
      }
      if stands("Z", at: length) || stands("z", at: length) { length += 1 }
    }
    guard length == bytes.count else { return nil }
    self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// Days of a month 1...12.
  public static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year: year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Instant: FieldValue, Blank {
  public init() { self.init(seconds: 0) }

  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    self = try reader.readText {
      Instant(utf8: $0)
    } complaint: {
      "\"\($0)\" is not a time in UTC such as 2024-02-20T00:00:00Z"
    }
  }

  public mutating func encode(to writer: inout JSONWriter) {
    writer.append("\"")
    append(to: &writer)
    writer.append("\"")
  }

  public static func schema(_ bounds: Bounds) -> SchemaNode { .string }
}

extension JSONWriter {
  /// A whole number's decimal digits without its sign, at least so many.
  fileprivate mutating func append(_ value: Int, digits: Int) {
    if digits > 1 || value.magnitude > 9 { append(value / 10, digits: digits - 1) }
    append(byte: UInt8(ascii: "0") + UInt8((value % 10).magnitude))
  }
}
