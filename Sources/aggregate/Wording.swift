import Records
import StreamIO

/// How sentences put numbers.
struct Wording {
  let confidence: Double

  /// "is lower by 16.5 % (5.06, 95 % interval 2.69 to 8.61) under a than under b"; nil where no sentence can be made.
  ///
  /// - Parameter effect: what the test saw, which the mean need not follow.
  func difference(_ comparison: Comparison, effect: Double) -> String? {
    guard let (a, b) = comparison.sides, a != b else { return nil }
    let percent = b > 0 && (0...10 * b).contains(a) ? 100 * (a - b) / b : nil
    let sign: Double = a < b ? -1 : 1
    let (amount, isCertain): (String, Bool)
    if let ratio = comparison.ratioOfSums, let low = comparison.ratioLow, let high = comparison.ratioHigh {
      guard let percent else {
        // A multiple of next to nothing says nothing.
        guard ratio > 0, ratio < 1000 else { return nil }
        let numbers = numbers(ratio, low, high)
        return "is \(numbers.value) times as large (\(numbers.interval)) under \(comparison.a) as under \(comparison.b)"
      }
      let numbers = numbers(percent, 100 * (low - 1), 100 * (high - 1), times: sign, unit: " %")
      (amount, isCertain) = ("\(numbers.value) (\(numbers.interval))", (low - 1) * (high - 1) > 0)
    } else if let mean = comparison.meanDifference, let low = comparison.ciLow, let high = comparison.ciHigh {
      let numbers = numbers(mean, low, high, times: sign)
      let value = percent.map { "\(number(abs($0))) % (\(numbers.value), " } ?? "\(numbers.value) ("
      (amount, isCertain) = ("\(value)\(numbers.interval))", low * high > 0)
    } else {
      return nil
    }
    let sides = "under \(comparison.a) than under \(comparison.b)"
    guard isCertain, sign * effect > 0 else {
      return "tends to be \(direction(effect)) \(sides), on average \(direction(sign)) by \(amount)"
    }
    return "is \(direction(sign)) by \(amount) \(sides)"
  }

  private func direction(_ sign: Double) -> String { sign > 0 ? "higher" : "lower" }

  /// An estimate and its interval, to the digits that the interval leaves, and three at least.
  func numbers(
    _ value: Double, _ low: Double, _ high: Double, times sign: Double = 1, unit: String = ""
  ) -> (value: String, interval: String) {
    let decimals = max(Self.decimals(value, 3), Self.decimals(high - low, 2))
    let ends = (sign < 0 ? [-high, -low] : [low, high]).map { Self.rounded($0, decimals) + unit }
    let level = "\(number(100 * confidence)) % interval "
    return (Self.rounded(sign * value, decimals) + unit, level + ends.joined(separator: " to "))
  }

  /// To three digits.
  func number(_ value: Double) -> String { Self.rounded(value, Self.decimals(value, 3)) }

  func probability(_ p: Double) -> String { p < 0.0001 ? "p < 0.0001" : "p = \(number(p))" }

  /// " where zone is US-CAL-CISO and season is winter".
  func place(_ group: Group) -> String {
    let parts = group.entries.map { "\($0.key) is \(unquoted($0.value.text))" }
    return parts.isEmpty ? "" : " where " + parts.joined(separator: " and ")
  }

  /// How many digits after the point, or before it where negative, leave so many of a number.
  private static func decimals(_ value: Double, _ digits: Int) -> Int {
    var (size, decimals) = (abs(value), digits - 1)
    guard size > 1e-12, size < 1e12 else { return -12 }
    while size >= 10 { (size, decimals) = (size / 10, decimals - 1) }
    while size < 1 { (size, decimals) = (size * 10, decimals + 1) }
    return decimals
  }

  private static func rounded(_ value: Double, _ decimals: Int) -> String {
    guard decimals > -12 else { return value.json }
    var scale = 1.0
    for _ in 0..<abs(decimals) { scale *= 10 }
    let rounded = decimals < 0 ? (value / scale).rounded() * scale : (value * scale).rounded() / scale
    return (rounded == 0 ? 0 : rounded).json
  }
}

extension Comparison {
  /// What is compared beside what it is compared with: means of the pairs, or of a ratio its numerator's as a multiple.
  var sides: (a: Double, b: Double)? {
    if let ratioOfSums { return (ratioOfSums, 1) }
    guard let meanDifference, let meanOfB else { return nil }
    return (meanOfB + meanDifference, meanOfB)
  }
}
