import Glibc

/// significand * 10^exponent, correctly rounded; infinite where it is too large.
@inline(__always)
func nearestDouble(_ significand: UInt64, exponent: Int) -> Double {
  // Both operands are exact, so that the one rounding is the right one (W. Clinger, doi:10.1145/93548.93557).
  if significand <= 1 << 53, exponent >= -22, exponent <= 22 {
    return exponent < 0
      ? Double(significand) / exactPowersOfTen[-exponent] : Double(significand) * exactPowersOfTen[exponent]
  }
  return eiselLemire(significand, exponent: exponent)
}

/// The Eisel-Lemire algorithm: D. Lemire, Number parsing at a gigabyte per second, doi:10.1002/spe.2984; that 128 bits
/// of the power always decide: N. Mushtak and D. Lemire, Fast number parsing without fallback, doi:10.1002/spe.3198.
func eiselLemire(_ significand: UInt64, exponent: Int) -> Double {
  guard significand != 0, exponent >= PowersOfFive.exponents.lowerBound else { return 0 }
  guard exponent <= 308 else { return .infinity }
  let power = PowersOfFive.shared[exponent]
  let leadingZeros = significand.leadingZeroBitCount
  let normalised = significand &<< UInt64(leadingZeros)
  var product = normalised.multipliedFullWidth(by: power.high)
  // The second half of the power counts only where the bits below the rounding bit are all ones.
  if product.high & 0x1ff == 0x1ff {
    let (low, carry) = product.low.addingReportingOverflow(normalised.multipliedFullWidth(by: power.low).high)
    product = (product.high &+ (carry ? 1 : 0), low)
  }

  // One bit more than the 53 of a double, and the binary exponent as IEEE 754 stores it; (217706 q) >> 16 is
  // the floor of log2(10^q) in this range.
  let upperBit = Int(product.high >> 63)
  let shift = UInt64(upperBit &+ 9)
  var bits = product.high &>> shift
  var binaryExponent = ((217_706 &* exponent) >> 16) &+ 63 &+ upperBit &- leadingZeros &+ 1023
  if binaryExponent <= 0 {
    guard binaryExponent > -63 else { return 0 }
    bits &>>= UInt64(1 &- binaryExponent)
    bits = (bits &+ (bits & 1)) >> 1
    return Double(bitPattern: bits)  // a carry into bit 52 makes it the least normal number, as it should
  }
  // Halfway between two doubles, which only these exponents allow: to even.
  if product.low <= 1, exponent >= -4, exponent <= 23, bits & 3 == 1, bits &<< shift == product.high { bits &-= 1 }
  bits = (bits &+ (bits & 1)) >> 1
  if bits == 1 << 53 {
    bits = 1 << 52
    binaryExponent &+= 1
  }
  guard binaryExponent < 0x7ff else { return .infinity }
  return Double(bitPattern: UInt64(binaryExponent) << 52 | (bits & 0xf_ffff_ffff_ffff))
}

/// The same for more than 19 digits (with or without a point among them), as the interval that their first 19
/// span; `text` is the digits with the exponent part, read by the C library where the interval's ends differ.
@inline(never)
func nearestDouble(
  digits: UnsafeBufferPointer<UInt8>, exponent: Int, text: UnsafeBufferPointer<UInt8>
) -> Double {
  var significand: UInt64 = 0
  var taken = 0
  var dropped = 0
  var isExact = true
  for byte in digits where byte != UInt8(ascii: ".") {
    let digit = UInt64(byte &- 0x30)
    if taken < 19 {
      significand = significand &* 10 &+ digit
      if significand != 0 { taken += 1 }
    } else {
      dropped += 1
      if digit != 0 { isExact = false }
    }
  }
  let below = nearestDouble(significand, exponent: exponent + dropped)
  if isExact || below == nearestDouble(significand + 1, exponent: exponent + dropped) { return below }
  // The C library reads up to a NUL; its point is "." because no tool of the suite calls setlocale.
  return withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { copy in
    for (i, byte) in text.enumerated() { copy.initializeElement(at: i, to: CChar(bitPattern: byte)) }
    copy.initializeElement(at: text.count, to: 0)
    guard let start = copy.baseAddress else { return below }
    return strtod(start, nil)
  }
}
