import Records

let secondsPerHour = 3600
let secondsPerDay = 86_400
let halfHourSeconds = 1800

extension Int {
  /// Division rounding down, for a positive divisor.
  func flooredQuotient(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension Instant {
  /// Whole hours since 1970.
  var hour: Int { Int(seconds).flooredQuotient(by: secondsPerHour) }
}

extension Double {
  func clipped(to limit: Double) -> Double { Swift.min(Swift.max(self, -limit), limit) }
  var clippedToShare: Double { Swift.min(Swift.max(self, 0), 1) }
}
