/// A number of JSON by its exact decimal value: 1, 1.0 and 10e-1 are one, and 2^64 and 2^64 + 1 are two, which as doubles
/// they are not.
public struct DecimalNumber: Hashable, Comparable, Sendable {
  private let isNegative: Bool
  /// In ASCII, without zeros at either end; none for 0.
  private let digits: ContiguousArray<UInt8>
  /// The value is 0.d₁d₂d₃… · 10^point.
  private let point: Int

  /// - Parameter text: a number as JSON has it, or as people write it: +1, 1. and .5 are read, too.
  /// - Returns: nil for other text.
  public init?(_ text: some Sequence<UInt8>) {
    var (digits, point, exponent) = (ContiguousArray<UInt8>(), 0, 0)
    var (isNegative, hasPoint, hasDigit, isExponent, isSmall) = (false, false, false, false, false)
    var last: UInt8 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        guard last == 0 || last | 0x20 == UInt8(ascii: "e") else { return nil }
        if isExponent { isSmall = byte == UInt8(ascii: "-") } else { isNegative = byte == UInt8(ascii: "-") }
      case UInt8(ascii: "."):
        guard !hasPoint, !isExponent else { return nil }
        hasPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        guard hasDigit, !isExponent else { return nil }
        (isExponent, hasDigit) = (true, false)
      case 0x30...0x39:
        hasDigit = true
        if isExponent {
          // Far beyond what any text can make up for by its digits.
          exponent = min(exponent * 10 + Int(byte & 15), 1 << 50)
        } else {
          if !hasPoint { point += 1 }
          if digits.isEmpty, byte == 0x30 { point -= 1 } else { digits.append(byte) }
        }
      default: return nil
      }
      last = byte
    }
    guard hasDigit else { return nil }
    while digits.last == 0x30 { digits.removeLast() }
    self.digits = digits
    self.isNegative = isNegative && !digits.isEmpty
    self.point = digits.isEmpty ? 0 : point + (isSmall ? -exponent : exponent)
  }

  public static func < (a: DecimalNumber, b: DecimalNumber) -> Bool {
    if a.sign != b.sign { return a.sign < b.sign }
    return a.isNegative ? b.isSmaller(than: a) : a.isSmaller(than: b)
  }

  private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

  private func isSmaller(than other: DecimalNumber) -> Bool {
    point != other.point ? point < other.point : digits.lexicographicallyPrecedes(other.digits)
  }

  /// Its one spelling: that of the double it is, or all its digits in the same form where no double has its value.
  public var json: String {
    var exact = spelled
    let value = exact.withUTF8 { parseNumber($0.baseAddress!, end: $0.baseAddress! + $0.count).value }
    guard value.isFinite else { return exact }
    var writer = JSONWriter(capacity: 32)
    writer.write(value)
    return DecimalNumber(writer.bytes) == self ? writer.text : exact
  }

  /// As `writeNumber` has it.
  private var spelled: String {
    let text = String(decoding: digits, as: UTF8.self)
    let magnitude: String
    switch point {
    case _ where text.isEmpty: return "0"
    case -5...0: magnitude = "0." + String(repeating: "0", count: -point) + text
    case 1..<max(digits.count, 1): magnitude = "\(text.prefix(point)).\(text.dropFirst(point))"
    case digits.count...max(digits.count, 21): magnitude = text + String(repeating: "0", count: point - digits.count)
    default: magnitude = text.prefix(1) + (digits.count > 1 ? "." : "") + text.dropFirst() + "e\(point - 1)"
    }
    return isNegative ? "-" + magnitude : magnitude
  }
}
