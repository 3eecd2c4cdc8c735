/// The shortest decimal that reads back as the finite, positive `value`, the nearest to it among those; its digits may
/// end in zeros.
///
/// R. Giulietti, The Schubfach way to render doubles, 2021 (the algorithm of Java's Double.toString since JDK 19).
func shortestDecimal(_ value: Double) -> (digits: UInt64, exponent: Int) {
  let fraction = value.significandBitPattern
  let biased = Int(value.exponentBitPattern)
  let c = biased == 0 ? fraction : fraction | 1 << 52
  let q = max(biased, 1) &- 1075
  // The doubles that surround 2^n are nearer below than above.
  let isLowerCloser = fraction == 0 && biased > 1
  let isOdd = c & 1

  // The floor of log10(2^q), of log10(3/4 * 2^q) at a power of two, and of log2(10^-k): exact in this range.
  let k = (q &* 1_262_611 &- (isLowerCloser ? 524_031 : 0)) >> 22
  let h = UInt64(truncatingIfNeeded: q &+ ((-k &* 1_741_647) >> 19) &+ 1)
  var power = PowersOfFive.shared[-k]
  if !(-27...55).contains(-k) {  // rounded down in the table, here it must be up
    let (low, carry) = power.low.addingReportingOverflow(1)
    power = (power.high &+ (carry ? 1 : 0), low)
  }
  // Four times the value and its rounding interval's ends, in units of 10^k.
  let lower = roundedToOdd(power, (4 &* c &- (isLowerCloser ? 1 : 2)) &<< h) &+ isOdd
  let middle = roundedToOdd(power, (4 &* c) &<< h)
  let upper = roundedToOdd(power, (4 &* c &+ 2) &<< h) &- isOdd

  let s = middle / 4
  if s >= 10 {
    let tens = s / 10
    let isBelowInside = lower <= 40 &* tens
    let isAboveInside = 40 &* tens &+ 40 <= upper
    if isBelowInside != isAboveInside { return (tens &+ (isAboveInside ? 1 : 0), k &+ 1) }
  }
  let isBelowInside = lower <= 4 &* s
  let isAboveInside = 4 &* s &+ 4 <= upper
  if isBelowInside != isAboveInside { return (s &+ (isAboveInside ? 1 : 0), k) }
  let half = 4 &* s &+ 2
  return (s &+ (middle > half || (middle == half && s & 1 == 1) ? 1 : 0), k)
}

/// The product's bits above 2^128, the last one set if any below is ("sticky").
@inline(__always)
private func roundedToOdd(_ power: (high: UInt64, low: UInt64), _ factor: UInt64) -> UInt64 {
  let low = factor.multipliedFullWidth(by: power.low)
  let high = factor.multipliedFullWidth(by: power.high)
  let (fraction, carry) = high.low.addingReportingOverflow(low.high)
  return (high.high &+ (carry ? 1 : 0)) | (fraction > 1 ? 1 : 0)
}
