/// Eight decimal digits at a time in one 64-bit word, the first digit in the lowest byte
/// (D. Lemire, doi:10.1002/spe.2984, section 3; the inverse after P. Khuong, How to print integers really fast, 2017).
enum DigitWords {
  static let asciiZeros: UInt64 = 0x3030_3030_3030_3030

  /// How many of the eight bytes, from the lowest on, are ASCII digits.
  @inline(__always)
  static func leadingDigits(_ word: UInt64) -> Int {
    let value = word ^ asciiZeros
    // A sum carries into the next byte only above a byte that is no digit, and the first of those is what counts.
    let others = ((value &+ 0x7676_7676_7676_7676) | value) & 0x8080_8080_8080_8080
    return others.trailingZeroBitCount >> 3
  }

  /// The number that eight ASCII digits (or zero bytes) say.
  @inline(__always)
  static func value(_ word: UInt64) -> UInt64 {
    let digits = word & 0x0f0f_0f0f_0f0f_0f0f
    let pairs = ((digits &* 2561) >> 8) & 0x00ff_00ff_00ff_00ff
    let fours = ((pairs &* 6_553_601) >> 16) & 0x0000_ffff_0000_ffff
    return (fours &* 42_949_672_960_001) >> 32
  }

  /// The number that the first `count` (1...8) bytes, ASCII digits, say: moved to the end of the word with zeros before
  /// them, so that no branch depends on how many there are.
  @inline(__always)
  static func value(_ word: UInt64, ofFirst count: Int) -> UInt64 {
    value(word &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count))
  }

  /// The eight digits, as bytes 0...9, of a number below 10^8.
  @inline(__always)
  static func digits(_ value: UInt64) -> UInt64 {
    let high = value / 10_000
    let fours = high | (value &- high &* 10_000) << 32
    let hundreds = ((fours &* 10_486) >> 20) & 0x0000_007f_0000_007f
    let pairs = hundreds | (fours &- hundreds &* 100) << 16
    let tens = ((pairs &* 103) >> 10) & 0x000f_000f_000f_000f
    return tens | (pairs &- tens &* 10) << 8
  }

  @inline(__always)
  static func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  static func store(_ word: UInt64, to pointer: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: word.littleEndian, as: UInt64.self)
  }
}

/// 10^n for n in 0...19.
let integerPowersOfTen: [UInt64] = [
  1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
  100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
  10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
]

/// 10^n for n in 0...22: those that are doubles exactly.
let exactPowersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]
