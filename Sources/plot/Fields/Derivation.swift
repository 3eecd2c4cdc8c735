import CommandSupport
import StreamIO

/// A field that is made from others: month(start), battery_wh/capacity_wh.
enum Derivation {
  case part(TimePart, of: Int)
  case quotient(Int, Int)

  /// - Parameter number: gives a field of a name its number.
  /// - Returns: nil for a field's plain name.
  init?(_ path: String, number: (String) -> Int) {
    if let (part, field) = TimePart.named(path) {
      self = .part(part, of: number(field))
      return
    }
    let terms = path.split(at: "/")
    guard terms.count == 2, !terms.contains("") else { return nil }
    self = .quotient(number(terms[0]), number(terms[1]))
  }

  /// The fields that it is made from.
  var sources: [Int] {
    switch self {
    case .part(_, let source): [source]
    case .quotient(let dividend, let divisor): [dividend, divisor]
    }
  }
}
