/// Takes a number's parts off a text, digits eight at a time, never reading at or past `end`.
struct DigitScanner {
  var position: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>
  /// The digits taken so far as one number, modulo 2^64: exact up to 19 digits.
  var significand: UInt64 = 0

  init(position: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) { (self.position, self.end) = (position, end) }

  /// Takes this byte if it stands here.
  @inline(__always)
  mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard position < end, position.pointee == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  /// Takes all digits that stand here; false if there is none.
  @inline(__always)
  mutating func takeDigits() -> Bool {
    let start = position
    while end - position >= 8 {
      let word = DigitWords.load(position)
      let count = DigitWords.leadingDigits(word)
      if count == 0 { return position > start }
      significand = significand &* integerPowersOfTen[count] &+ DigitWords.value(word, ofFirst: count)
      position += count
      if count < 8 { return true }
    }
    while let digit = nextDigit {
      significand = significand &* 10 &+ UInt64(digit)
      position += 1
    }
    return position > start
  }

  /// Takes an optional sign and digits; nil if there is no digit.
  mutating func takeExponent() -> Int? {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard nextDigit != nil else { return nil }
    var value = 0
    while let digit = nextDigit {
      // Far beyond what any number of digits before the exponent could outweigh, far from overflow.
      if value < 1_000_000_000_000_000 { value = value &* 10 &+ Int(digit) }
      position += 1
    }
    return isNegative ? -value : value
  }

  private var nextDigit: UInt8? {
    guard position < end, case let digit = position.pointee &- 0x30, digit <= 9 else { return nil }
    return digit
  }
}
