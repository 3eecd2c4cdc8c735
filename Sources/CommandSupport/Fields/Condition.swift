import StreamIO

/// `field=value`, or with !=, <, <=, > or >=. A number is compared by what it is worth, a string as text in the order of
/// its bytes (which is that of time for times), and true, false and null by their word; what cannot be ordered is
/// neither below nor above. Numbers count by all their digits. A field that is not there counts as null.
public struct Condition: Sendable {
  private enum Relation: String, CaseIterable {
    // Longer signs before those they begin with.
    case unequal = "!=", atMost = "<=", atLeast = ">=", equal = "=", below = "<", above = ">"

    /// The relation that a text begins with, and what follows it.
    static func split(_ text: Substring) -> (relation: Relation, value: String)? {
      for relation in allCases { if let value = text.dropping(prefix: relation.rawValue) { return (relation, value) } }
      return nil
    }

    func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
      switch self {
      case .equal: a == b
      case .unequal: a != b
      case .below: a < b
      case .atMost: a <= b
      case .above: a > b
      case .atLeast: a >= b
      }
    }
  }

  public let field: Int
  public let text: String
  private let relation: Relation
  private let value: String
  private let number: Double?
  private let decimal: DecimalNumber?

  /// - Parameter field: gives the field of a name its number.
  /// - Throws: `Failure` (usage) for what is no condition.
  public init(_ text: String, field: (String) -> Int) throws(Failure) {
    guard let sign = text.utf8.firstIndex(where: "=!<>".utf8.contains), sign > text.startIndex,
      let (relation, value) = Relation.split(text[sign...])
    else {
      throw Failure(.usage, "\"\(text)\" is not a condition; write it as field=value, or with !=, <, <=, > or >=")
    }
    (self.text, self.relation, self.value) = (text, relation, value)
    (number, decimal) = (Double(value), DecimalNumber(value.utf8))
    self.field = field(String(text[..<sign]))
  }

  /// - Parameter reader: stands before the value.
  public func holds(_ reader: inout JSONReader) throws(Failure) -> Bool {
    if try reader.isNext("\"") { return relation.holds(try reader.readString().exact, value.exact) }
    let start = reader.offset
    let bytes = try reader.skipValue()
    if let number, let first = bytes.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) {
      reader.move(to: start)
      let double = try reader.readDouble()
      // Different decimals may be one double; different doubles are in their decimals' order.
      if double == number, !bytes.elementsEqual(value.utf8), let decimal, let own = DecimalNumber(bytes) {
        return relation.holds(own, decimal)
      }
      return relation.holds(double, number)
    }
    return isEqual(bytes.elementsEqual(value.utf8))
  }

  /// Of a part of a time: dates are compared as text, which is in their order.
  public func holds(_ part: TimePart, of value: Int) -> Bool {
    if part == .date { return relation.holds(part.text(of: value).exact, self.value.exact) }
    return holds(Double(value))
  }

  /// Of a number that is made from others.
  public func holds(_ value: Double) -> Bool { number.map { relation.holds(value, $0) } ?? isEqual(false) }

  public var holdsWhereAbsent: Bool { isEqual(value == "null") }

  /// Of values without an order.
  private func isEqual(_ isSame: Bool) -> Bool {
    relation == .equal ? isSame : relation == .unequal ? !isSame : false
  }
}
