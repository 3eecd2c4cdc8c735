/// Writes the shortest decimal that reads back as `value`, and returns its length; `target` must have room for 32 bytes,
/// all of which may be written. `value` must be finite.
///
/// The form is ECMAScript's (Number::toString: plain from 1e-6 to below 1e21), but "-0" keeps its sign and a positive
/// exponent has none.
public func writeNumber(_ value: Double, to target: UnsafeMutablePointer<UInt8>) -> Int {
  precondition(value.isFinite, "JSON has no form for \(value)")
  var start = target
  if value.sign == .minus {
    start.pointee = UInt8(ascii: "-")
    start += 1
  }
  let end = writeMagnitude(value.magnitude, to: start)
  return end - target
}

/// Writes `value` in decimal and returns its length; `target` must have room for 32 bytes, all of which may be written.
public func writeInteger(_ value: Int64, to target: UnsafeMutablePointer<UInt8>) -> Int {
  var start = target
  if value < 0 {
    start.pointee = UInt8(ascii: "-")
    start += 1
  }
  return writeDigits(value.magnitude, to: start) - target
}

/// Returns the end of what it wrote, as the functions below do.
@inline(__always)
private func writeMagnitude(_ value: Double, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
  // Eight decimals are enough for most of what people and models write. If scaled / 10^8, correctly rounded, is
  // the value and scaled has at most 15 digits, then no shorter decimal reads back: different decimals
  // of up to 15 digits are different doubles.
  if value < 1e7, value >= 1e-6 {
    let scaled = (value * 1e8).rounded()
    if scaled / 1e8 == value { return writeFixed(UInt64(scaled), to: start) }
  }
  if value < 0x1p53, value == value.rounded(.towardZero) { return writeDigits(UInt64(value), to: start) }
  let (digits, exponent) = shortestDecimal(value)
  return writeDecimal(digits, exponent: exponent, to: start)
}

/// scaled / 10^8.
@inline(__always)
private func writeFixed(_ scaled: UInt64, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
  let whole = scaled / 100_000_000
  let end = writeDigits(whole, to: start)
  let decimals = DigitWords.digits(scaled &- whole &* 100_000_000)
  if decimals == 0 { return end }
  end.pointee = UInt8(ascii: ".")
  DigitWords.store(decimals | DigitWords.asciiZeros, to: end + 1)
  return end + 9 - decimals.leadingZeroBitCount / 8
}

/// All digits of a whole number.
@inline(__always)
private func writeDigits(_ value: UInt64, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
  if value < 10 {
    start.pointee = UInt8(truncatingIfNeeded: value) | 0x30
    return start + 1
  }
  let above = value / 100_000_000
  if above == 0 { return writeLeading(value, to: start) }
  let top = above / 100_000_000
  var end = start
  if top == 0 {
    end = writeLeading(above, to: end)
  } else {
    end = writeLeading(top, to: end)
    DigitWords.store(DigitWords.digits(above &- top &* 100_000_000) | DigitWords.asciiZeros, to: end)
    end += 8
  }
  DigitWords.store(DigitWords.digits(value &- above &* 100_000_000) | DigitWords.asciiZeros, to: end)
  return end + 8
}

/// A whole number from 1 to below 10^8.
@inline(__always)
private func writeLeading(_ value: UInt64, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
  let digits = DigitWords.digits(value)
  let zeroBits = UInt64(digits.trailingZeroBitCount) & ~7
  DigitWords.store((digits | DigitWords.asciiZeros) &>> zeroBits, to: start)
  return start + (8 - Int(zeroBits >> 3))
}

/// digits * 10^exponent, of 1 to 17 digits.
private func writeDecimal(
  _ digits: UInt64, exponent: Int, to start: UnsafeMutablePointer<UInt8>
) -> UnsafeMutablePointer<UInt8> {
  var (digits, exponent) = (digits, exponent)
  while digits % 10 == 0 {
    digits /= 10
    exponent += 1
  }
  let count = digitCount(digits)
  // value = 0.d1d2d3... * 10^point
  let point = count + exponent
  switch point {
  case -5...0:
    DigitWords.store(DigitWords.asciiZeros, to: start)
    start[1] = UInt8(ascii: ".")
    return writeDigits(digits, to: start + 2 - point)
  case 1..<max(count, 1):
    return writeDigits(digits, pointAfter: point, to: start)
  case count...max(count, 21):
    let end = writeDigits(digits, to: start)
    end.update(repeating: UInt8(ascii: "0"), count: point - count)
    return start + point
  default:
    let end = count > 1 ? writeDigits(digits, pointAfter: 1, to: start) : writeDigits(digits, to: start)
    end.pointee = UInt8(ascii: "e")
    return end + 1 + writeInteger(Int64(point - 1), to: end + 1)
  }
}

/// Digits with a point behind the first `point` of them.
@inline(__always)
private func writeDigits(
  _ digits: UInt64, pointAfter point: Int, to start: UnsafeMutablePointer<UInt8>
) -> UnsafeMutablePointer<UInt8> {
  let end = writeDigits(digits, to: start + 1)
  for i in 0..<point { start[i] = start[i + 1] }
  start[point] = UInt8(ascii: ".")
  return end
}

/// How many decimal digits a number from 1 on has: 1233 / 4096 is a little below log10(2).
@inline(__always)
private func digitCount(_ value: UInt64) -> Int {
  let estimate = ((64 &- value.leadingZeroBitCount) &* 1233) >> 12
  return estimate &+ (value >= integerPowersOfTen[estimate] ? 1 : 0)
}
