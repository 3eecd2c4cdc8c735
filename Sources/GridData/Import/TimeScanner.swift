import Records

/// Reads the parts of a written time, one after the other.
struct TimeScanner {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ word: String) -> Bool {
    guard rest.starts(with: word.utf8) else { return false }
    rest.removeFirst(word.utf8.count)
    return true
  }

  mutating func number(digits: ClosedRange<Int>) -> Int? {
    let found = rest.prefix(digits.upperBound).prefix { (0x30...0x39).contains($0) }
    guard found.count >= digits.lowerBound else { return nil }
    rest.removeFirst(found.count)
    return found.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// `12:30`, `12:30:00` or `12:30:00.000`, or `12` where minutes may be left out: seconds since midnight.
  mutating func timeOfDay(needsMinutes: Bool = true) -> Int? {
    guard let hour = number(digits: 1...2), hour < 24 else { return nil }
    guard take(":") else { return needsMinutes ? nil : hour * 3600 }
    guard let minute = number(digits: 2...2), minute < 60 else { return nil }
    guard take(":") else { return hour * 3600 + minute * 60 }
    guard let second = number(digits: 2...2), second < 60 else { return nil }
    if take(".") { while take("0") {} }
    return hour * 3600 + minute * 60 + second
  }

  /// `Z`, `+01:00`, `-0800` or `-08`: seconds ahead of UTC.
  mutating func offset() -> Int? {
    if take("Z") { return 0 }
    let sign = take("+") ? 1 : take("-") ? -1 : 0
    guard sign != 0, let hours = number(digits: 2...2), hours < 24 else { return nil }
    _ = take(":")
    let minutes = number(digits: 2...2) ?? 0
    return minutes < 60 ? sign * (hours * 3600 + minutes * 60) : nil
  }
}

/// A date and a time of day as a moment, as if it were in UTC; nil for a day that no calendar has.
func moment(year: Int, month: Int, day: Int, secondOfDay: Int) -> Instant? {
  guard (1...12).contains(month), (1...Instant.days(in: month, of: year)).contains(day) else { return nil }
  return Instant(year: year, month: month, day: day) + secondOfDay
}

/// `2024-03-31T00:30Z`, with seconds or without, and any offset; without one it is in UTC. `2024-03-31T00` is a whole hour.
func parseMoment(_ bytes: some Sequence<UInt8>) -> Instant? {
  var scanner = TimeScanner(bytes)
  guard let year = scanner.number(digits: 4...4), scanner.take("-"), let month = scanner.number(digits: 2...2),
    scanner.take("-"), let day = scanner.number(digits: 2...2), scanner.take("T") || scanner.take(" "),
    let second = scanner.timeOfDay(needsMinutes: false),
    let local = moment(year: year, month: month, day: day, secondOfDay: second)
  else { return nil }
  if scanner.isAtEnd { return local }
  guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
  return local + -offset
}
