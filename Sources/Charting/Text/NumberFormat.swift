import Glibc

/// Numbers as people read them: a true minus sign, thin groups of thousands, no more digits than mean something.
public struct NumberFormat: Sendable, Hashable {
  /// Written after the number with a thin space ("Wh"), or "%" without one.
  public var unit: String
  /// What the value is multiplied with before it is written: 100 turns fractions into per cent.
  public var factor: Double

  public init(unit: String = "", factor: Double = 1) {
    (self.unit, self.factor) = (unit, factor)
  }

  /// Fractions 0...1 as per cent.
  public static let percent = NumberFormat(unit: "%", factor: 100)
  public static let plain = NumberFormat()

  /// With as many decimals as `significantDigits` ask for, whole numbers kept whole; "–" where there is no number.
  public func text(_ value: Double, significantDigits: Int = 3) -> String {
    guard let (scaled, magnitude) = scaledAndMagnitude(value) else { return "–" }
    if magnitude >= 1e15 || (magnitude > 0 && magnitude < 1e-5) {
      return withUnit(Self.scientific(scaled, decimals: max(0, significantDigits - 1)))
    }
    let exponent = magnitude > 0 ? Int(floor(log10(magnitude))) : 0
    let decimals = min(12, max(0, significantDigits - 1 - exponent))
    let isWhole = scaled == scaled.rounded()
    return withUnit(Self.fixed(scaled, decimals: isWhole ? 0 : decimals))
  }

  /// A number of a list in which all have the same count of decimals (after `factor`).
  public func text(_ value: Double, decimals: Int) -> String {
    guard let (scaled, magnitude) = scaledAndMagnitude(value) else { return "–" }
    return withUnit(magnitude >= 1e15 ? Self.scientific(scaled, decimals: 3) : Self.fixed(scaled, decimals: decimals))
  }

  /// "0.137 [0.121, 0.153]", the unit once at the end.
  public func text(_ value: Double, low: Double, high: Double, decimals: Int) -> String {
    guard low.isFinite, high.isFinite else { return text(value, decimals: decimals) }
    let bare = NumberFormat(factor: factor)
    let numbers = [value, low, high].map { bare.text($0, decimals: decimals) }
    return withUnit("\(numbers[0]) [\(numbers[1]), \(numbers[2])]")
  }

  /// The decimals that show three digits of the middle one of these values: one count for a whole column.
  public func decimals(forListOf values: [Double]) -> Int {
    let magnitudes = values.compactMap { scaledAndMagnitude($0)?.1 }.filter { $0 > 0 }.sorted()
    guard !magnitudes.isEmpty else { return 2 }
    return min(8, max(0, 2 - Int(floor(log10(magnitudes[magnitudes.count / 3])))))
  }

  /// Labels of ticks `step` apart: the fewest decimals that tell them exactly.
  public func tickTexts(_ values: [Double], step: Double) -> [String] {
    let scaledStep = abs(step * factor)
    let largest = values.map { abs($0 * factor) }.max() ?? 0
    guard largest < 1e9, scaledStep >= 1e-6, scaledStep.isFinite else {
      // All digits that tell neighbours apart: 1.25×10⁹ and 1.26×10⁹.
      let digits = scaledStep > 0 && largest > 0 ? Int(ceil(log10(largest / scaledStep))) + 1 : 2
      return values.map { withUnit($0 == 0 ? "0" : Self.scientific($0 * factor, decimals: min(14, max(0, digits)))) }
    }
    var decimals = 0
    while decimals < 9, !values.allSatisfy({ Self.isWhole($0 * factor, decimals: decimals, step: scaledStep) }) { decimals += 1 }
    return values.map { withUnit(Self.fixed($0 * factor, decimals: decimals)) }
  }

  private static func isWhole(_ value: Double, decimals: Int, step: Double) -> Bool {
    let power = pow(10, Double(decimals))
    return abs((value * power).rounded() / power - value) < step * 1e-6
  }

  private func scaledAndMagnitude(_ value: Double) -> (Double, Double)? {
    let scaled = value * factor
    return scaled.isFinite ? (scaled, abs(scaled)) : nil
  }

  private func withUnit(_ number: String) -> String {
    switch unit {
    case "": number
    case "%": "\(number)%"
    default: "\(number)\u{202F}\(unit)"
    }
  }

  /// `value` below 1e15 in magnitude.
  private static func fixed(_ value: Double, decimals: Int) -> String {
    var places = max(decimals, 0)
    var power = pow(10, Double(places))
    while places > 0, abs(value) * power >= 9e15 { (places, power) = (places - 1, power / 10) }
    let hundredths = UInt64((abs(value) * power).rounded())
    var digits = String(hundredths)
    if digits.count <= places { digits = String(repeating: "0", count: places + 1 - digits.count) + digits }
    let whole = grouped(digits.dropLast(places))
    let sign = value < 0 && hundredths > 0 ? "\u{2212}" : ""
    return places > 0 ? "\(sign)\(whole).\(digits.suffix(places))" : "\(sign)\(whole)"
  }

  /// Groups of three from five digits on, so that years and small counts stay whole.
  private static func grouped(_ digits: Substring) -> String {
    guard digits.count > 4 else { return String(digits) }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append("\u{202F}") }
      text.append(digit)
    }
    return text
  }

  private static func scientific(_ value: Double, decimals: Int) -> String {
    var exponent = Int(floor(log10(abs(value))))
    // In two steps: 10 to the power 308 is the last that a double holds.
    var mantissa = value / pow(10, Double(exponent / 2)) / pow(10, Double(exponent - exponent / 2))
    if abs(mantissa) * pow(10, Double(decimals)) >= 10 * pow(10, Double(decimals)) - 0.5 {
      (mantissa, exponent) = (mantissa / 10, exponent + 1)
    }
    var digits = fixed(mantissa, decimals: decimals)
    if digits.contains(".") {
      while digits.hasSuffix("0") { digits.removeLast() }
      if digits.hasSuffix(".") { digits.removeLast() }
    }
    let superscripts: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let power = String(abs(exponent)).compactMap(\.wholeNumberValue).map { superscripts[$0] }
    return "\(digits)×10\(exponent < 0 ? "⁻" : "")\(String(power))"
  }
}
