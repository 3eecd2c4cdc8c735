/// A number as it stands in JSON text.
public struct ParsedNumber: Sendable {
  /// The nearest double, ties to even; infinite where the number is too large for one.
  public var value: Double
  /// Bytes taken; 0 where no JSON number stands, or one that breaks off ("-", "1.", "1e").
  public var length: Int
  public var isOverflow: Bool { value.isInfinite }

  @inline(__always)
  init(_ value: Double, length: Int) { (self.value, self.length) = (value, length) }
}

/// The number that begins at `start`, by JSON's grammar -?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?, correctly rounded.
/// What follows it is the caller's to judge ("01" is 0 followed by 1). Nothing at or past `end` is read.
@inline(__always)
public func parseNumber(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> ParsedNumber {
  let common = parseCommonNumber(start, end: end)
  return common.length > 0 ? common : parseAnyNumber(start, end: end)
}

/// A number of up to seven digits before the point, 19 in all, and no exponent, as nearly all are; `length` is 0 for any
/// other, and for one near the end of the text.
@inline(__always)
private func parseCommonNumber(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> ParsedNumber {
  let none = ParsedNumber(0, length: 0)
  guard end - start >= 40 else { return none }
  let isNegative = start.pointee == UInt8(ascii: "-")
  var position = isNegative ? start + 1 : start
  let whole = DigitWords.load(position)
  let wholeCount = DigitWords.leadingDigits(whole)
  guard wholeCount > 0, wholeCount < 8, wholeCount == 1 || position.pointee != UInt8(ascii: "0") else { return none }
  var significand = DigitWords.value(whole, ofFirst: wholeCount)
  var decimals = 0
  position += wholeCount
  if position.pointee == UInt8(ascii: ".") {
    position += 1
    let fraction = position
    var count = 0
    // Three words at most: with sign, whole part, point and what follows no more than 34 bytes from the start.
    repeat {
      let word = DigitWords.load(position)
      count = DigitWords.leadingDigits(word)
      if count == 0 { break }
      significand = significand &* integerPowersOfTen[count] &+ DigitWords.value(word, ofFirst: count)
      position += count
    } while count == 8 && position - fraction < 24
    decimals = position - fraction
    guard decimals > 0, wholeCount + decimals <= 19, position.pointee &- 0x30 > 9 else { return none }
  }
  if position.pointee | 0x20 == UInt8(ascii: "e") { return none }
  let magnitude = nearestDouble(significand, exponent: -decimals)
  return ParsedNumber(isNegative ? -magnitude : magnitude, length: position - start)
}

private func parseAnyNumber(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> ParsedNumber {
  let none = ParsedNumber(0, length: 0)
  var scanner = DigitScanner(position: start, end: end)
  let isNegative = scanner.take("-")

  let firstDigit = scanner.position
  guard scanner.take("0") || scanner.takeDigits() else { return none }
  var digitCount = scanner.position - firstDigit
  var exponent = 0
  if scanner.take(".") {
    let fraction = scanner.position
    guard scanner.takeDigits() else { return none }
    exponent = fraction - scanner.position
    digitCount -= exponent
  }
  let digitsEnd = scanner.position
  if scanner.take("e") || scanner.take("E") {
    guard let written = scanner.takeExponent() else { return none }
    exponent += written
  }

  let magnitude =
    digitCount <= 19
    ? nearestDouble(scanner.significand, exponent: exponent)
    : nearestDouble(
      digits: UnsafeBufferPointer(start: firstDigit, count: digitsEnd - firstDigit), exponent: exponent,
      text: UnsafeBufferPointer(start: firstDigit, count: scanner.position - firstDigit))
  return ParsedNumber(isNegative ? -magnitude : magnitude, length: scanner.position - start)
}

/// The integer that begins at `start`, by JSON's grammar -?(0|[1-9]\d*), exactly: `length` is 0 where there is none,
/// and covers the digits only ("12.5" is 12 followed by ".5"; the caller judges what follows). Where it does not fit,
/// `isOverflow` is true and `value` the nearest that does.
public func parseInteger(
  _ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
) -> (value: Int64, length: Int, isOverflow: Bool) {
  var scanner = DigitScanner(position: start, end: end)
  let isNegative = scanner.take("-")
  let firstDigit = scanner.position
  guard scanner.take("0") || scanner.takeDigits() else { return (0, 0, false) }
  // Up to 19 digits the significand is exact, and it is below 10^19 < 2^64.
  let limit = UInt64(Int64.max) + (isNegative ? 1 : 0)
  let isOverflow = scanner.position - firstDigit > 19 || scanner.significand > limit
  let bits = Int64(truncatingIfNeeded: isOverflow ? limit : scanner.significand)
  return (isNegative ? 0 &- bits : bits, scanner.position - start, isOverflow)
}
