import StreamIO

/// ISO 8601 in UTC, to the second: `2024-02-20T00:00:00Z`.
extension Instant: CustomStringConvertible {
  public var description: String {
    let (year, month, day) = date
    let second = secondOfDay
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
      + "T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))Z"
  }

  /// Reads `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM` or `YYYY-MM-DDTHH:MM:SS`, a space for the `T` and the `Z` left out being
  /// allowed; nil for anything else, such as 30 February or a time zone other than UTC.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
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
    func stands(_ characters: String, at index: Int) -> Bool {
      index < bytes.count && characters.utf8.contains(bytes[index])
    }
    guard let year = number(0, 4), stands("-", at: 4), let month = number(5, 2), stands("-", at: 7),
      let day = number(8, 2), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
    else { return nil }
    var (hour, minute, second, length) = (0, 0, 0, 10)
    if bytes.count > 10 {
      guard stands("Tt ", at: 10), let h = number(11, 2), stands(":", at: 13), let m = number(14, 2), h < 24, m < 60
      else { return nil }
      (hour, minute, length) = (h, m, 16)
      if stands(":", at: 16) {
        guard let s = number(17, 2), s < 60 else { return nil }
        (second, length) = (s, 19)
      }
      if stands("Zz", at: length) { length += 1 }
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

  private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Instant: FieldValue, Blank {
  public init() { self.init(seconds: 0) }

  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    let place = reader.place
    let text = try reader.readString()
    guard let instant = Instant(text) else {
      throw Failure(.data, "\"\(text)\" is not a time in UTC such as 2024-02-20T00:00:00Z", at: place)
    }
    self = instant
  }

  public mutating func encode(to writer: inout JSONWriter) { writer.write(description) }
  public static func schema(_ bounds: Bounds) -> SchemaNode { .string }
}
