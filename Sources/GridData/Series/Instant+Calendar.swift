import Records

extension Instant {
  static func days(inYear year: Int) -> Int { isLeap(year: year) ? 366 : 365 }
}
