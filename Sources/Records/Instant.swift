/// A moment in UTC, in whole seconds since 1970-01-01T00:00:00Z (proleptic Gregorian calendar, no leap seconds).
public struct Instant: Sendable, Hashable, Comparable {
  public var seconds: Int64

  public init(seconds: Int64) { self.seconds = seconds }

  /// Civil date and time in UTC; the parts are not range-checked (month 1...12 is assumed).
  public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    let days = Self.days(year: year, month: month, day: day)
    seconds = Int64(days * 86_400 + hour * 3600 + minute * 60 + second)
  }

  public static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }
  public static func + (a: Instant, seconds: Int) -> Instant { Instant(seconds: a.seconds + Int64(seconds)) }
  public static func - (a: Instant, b: Instant) -> Int { Int(a.seconds - b.seconds) }

  /// Days since 1970-01-01 (H. Hinnant, chrono-compatible low-level date algorithms).
  static func days(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private var daysAndSeconds: (days: Int, second: Int) {
    let (quotient, remainder) = Int(seconds).quotientAndRemainder(dividingBy: 86_400)
    return remainder < 0 ? (quotient - 1, remainder + 86_400) : (quotient, remainder)
  }

  /// The civil date in UTC.
  public var date: (year: Int, month: Int, day: Int) {
    let z = daysAndSeconds.days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// Seconds since midnight UTC, 0 ..< 86,400.
  public var secondOfDay: Int { daysAndSeconds.second }

  /// Days since 1 January of the same year, from 0.
  public var dayOfYear: Int { daysAndSeconds.days - Self.days(year: date.year, month: 1, day: 1) }

  /// Day of the week, Monday 0 to Sunday 6.
  public var weekday: Int { ((daysAndSeconds.days + 3) % 7 + 7) % 7 }

  public static func isLeap(year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}
