import Records

extension Instant {
  /// Days in a month 1...12.
  public static func days(inMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year: year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static func days(inYear year: Int) -> Int { isLeap(year: year) ? 366 : 365 }
}
