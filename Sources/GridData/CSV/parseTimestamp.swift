import Records

/// The moment a field such as `2024-02-29 23:55:00` names, in UTC: with a blank or T between date and time, seconds
/// left out or followed by a fraction of zeros, and nothing, Z or +00:00 at the end.
/// - Returns: nil where there is no such moment.
func parseTimestamp(_ bytes: UnsafeRawBufferPointer) -> Instant? {
  var rest = bytes[...]
  guard let year = rest.takeDigits(4), rest.take("-"), let month = rest.takeDigits(2), rest.take("-"),
    let day = rest.takeDigits(2), rest.take(" ") || rest.take("T"),
    let hour = rest.takeDigits(2), rest.take(":"), let minute = rest.takeDigits(2)
  else { return nil }
  var second = 0
  if rest.take(":") {
    guard let digits = rest.takeDigits(2) else { return nil }
    second = digits
    if rest.take(".") {
      guard rest.take("0") else { return nil }
      while rest.take("0") {}
    }
  }
  if !rest.take("Z"), !rest.isEmpty {
    guard rest.elementsEqual("+00:00".utf8) || rest.elementsEqual("+0000".utf8) else { return nil }
    rest = rest[rest.endIndex...]
  }
  guard rest.isEmpty, (1...12).contains(month), day >= 1, day <= Instant.days(in: month, of: year),
    hour < 24, minute < 60, second < 60
  else { return nil }
  return Instant(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
}

extension Slice<UnsafeRawBufferPointer> {
  @inline(__always)
  fileprivate mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let byte = first, byte == UInt8(ascii: character) else { return false }
    removeFirst()
    return true
  }

  @inline(__always)
  fileprivate mutating func takeDigits(_ wanted: Int) -> Int? {
    guard count >= wanted else { return nil }
    var value = 0
    for byte in prefix(wanted) {
      let digit = byte &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    removeFirst(wanted)
    return value
  }
}
