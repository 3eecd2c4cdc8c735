/// The leading 128 bits of 5^q for q in -342...324, the first bit set: all that reading and writing doubles need
/// to know of a power of ten.
///
/// The low word is rounded as in D. Lemire, Number parsing at a gigabyte per second, 2021, doi:10.1002/spe.2984:
/// downward for q >= 0 and q < -27, upward for -27 ..< 0, exact for 0...55.
struct PowersOfFive: @unchecked Sendable {
  static let exponents = -342...324
  /// Computed at first use in about a tenth of a millisecond, never freed.
  static let shared = PowersOfFive()

  private let words: UnsafeMutablePointer<(high: UInt64, low: UInt64)>

  /// `q` must lie in `exponents`.
  subscript(q: Int) -> (high: UInt64, low: UInt64) { words[q &- Self.exponents.lowerBound] }

  private init() {
    words = .allocate(capacity: Self.exponents.count)
    let one = -Self.exponents.lowerBound
    // Upward, 5^q exactly: 5^324 has 753 bits.
    var power = Limbs(count: 12)
    power.words[0] = 1
    for q in 0...Self.exponents.upperBound {
      words[one + q] = power.leading128
      power.multiplyByFive()
    }
    // Downward, the floor of 2^959 / 5^n, which is that of the one before divided by five: 5^342 has 795 bits.
    var quotient = Limbs(count: 15)
    quotient.words[14] = 1 << 63
    for n in 1...one {
      quotient.divideByFive()
      let (high, low) = quotient.leading128
      let isRoundedUp = n <= 27
      words[one - n] = (high &+ (isRoundedUp && low == .max ? 1 : 0), low &+ (isRoundedUp ? 1 : 0))
    }
  }
}

/// A natural number of fixed size, least significant word first.
private struct Limbs {
  var words: [UInt64]

  init(count: Int) { words = Array(repeating: 0, count: count) }

  mutating func multiplyByFive() {
    var carry: UInt64 = 0
    for i in words.indices {
      let product = words[i].multipliedFullWidth(by: 5)
      let (low, overflow) = product.low.addingReportingOverflow(carry)
      words[i] = low
      carry = product.high + (overflow ? 1 : 0)
    }
  }

  mutating func divideByFive() {
    var remainder: UInt64 = 0
    for i in words.indices.reversed() {
      (words[i], remainder) = UInt64(5).dividingFullWidth((remainder, words[i]))
    }
  }

  /// The 128 bits from the first set one on, zeros below the last word.
  var leading128: (high: UInt64, low: UInt64) {
    let top = words.lastIndex { $0 != 0 } ?? 0
    let shift = words[top].leadingZeroBitCount
    func word(_ i: Int) -> UInt64 { i < 0 ? 0 : words[i] }
    func aligned(_ i: Int) -> UInt64 { word(i) << shift | word(i - 1) >> (64 - shift) }
    return (aligned(top), aligned(top - 1))
  }
}
