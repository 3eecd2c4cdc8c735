/// Exponentials and logarithms of vectors, in additions and multiplications alone: the same bits on every machine.
/// Polynomials of Cephes (Moshier 1989, expf and logf), within two units of the last place.
enum VectorMath {
  /// eˣ for x clipped to ±87, beyond which it is no normal number.
  @inline(__always)
  static func exp(_ argument: Lanes) -> Lanes {
    let x = argument.clipped(to: 87)
    // x = n log 2 + r. Adding 1.5·2²³ rounds to a whole number and leaves it in the last bits.
    let magic = Lanes(repeating: 0x1.8p23)
    let shifted = x * 1.442_695_04 + magic
    let n = shifted - magic
    let r = x - n * 0.693_359_375 - n * -2.121_944_4e-4
    var p = r * 1.987_569_15e-4 + 1.398_199_95e-3
    p = p * r + 8.333_451_9e-3
    p = p * r + 4.166_579_6e-2
    p = p * r + 0.166_666_65
    p = p * r + 0.5
    let mantissa = p * (r * r) + r + 1
    let power = (bits(shifted) &- bits(magic) &+ words(127)) &<< words(23)
    return mantissa * unsafeBitCast(power, to: Lanes.self)
  }

  /// 1 / (1 + e⁻ˣ).
  @inline(__always)
  static func sigmoid(_ x: Lanes) -> Lanes { 1 / (1 + exp(-x)) }

  /// log x for positive normal numbers.
  @inline(__always)
  static func log(_ x: Lanes) -> Lanes {
    // x = 2ⁿ (1 + f) with 1 + f within √½...√2, by the bits above those of √½.
    let offset = bits(x) &- words(0x3f35_04f3)
    let exponent = unsafeBitCast(unsafeBitCast(offset, to: SIMD16<Int32>.self) &>> SIMD16(repeating: 23), to: SIMD16<UInt32>.self)
    let magic = Lanes(repeating: 0x1.8p23)
    let n = unsafeBitCast(exponent &+ bits(magic), to: Lanes.self) - magic
    let f = unsafeBitCast((offset & words(0x007f_ffff)) &+ words(0x3f35_04f3), to: Lanes.self) - 1
    var p = f * 7.037_683_6e-2 - 0.115_146_1
    p = p * f + 0.116_769_98
    p = p * f - 0.124_201_41
    p = p * f + 0.142_493_23
    p = p * f - 0.166_680_58
    p = p * f + 0.200_007_15
    p = p * f - 0.249_999_94
    p = p * f + 0.333_333_31
    let square = f * f
    return (p * f * square + n * -2.121_944_4e-4 - square * 0.5) + f + n * 0.693_359_375
  }

  @inline(__always)
  static func words(_ value: UInt32) -> SIMD16<UInt32> { SIMD16(repeating: value) }

  @inline(__always)
  private static func bits(_ x: Lanes) -> SIMD16<UInt32> { unsafeBitCast(x, to: SIMD16<UInt32>.self) }
}

/// Which units of a hidden layer are left out at a row in training: a hash of the row's number in the epoch, the layer
/// and the unit, so that it depends on nothing else.
struct DropoutMask {
  /// The epoch's.
  private let key: UInt64
  private let layers: Int
  /// Hashes below it are left out.
  private let threshold: UInt32
  /// What the units kept are multiplied by.
  private let scale: Float

  init(share: Double, layers: Int, key: UInt64) {
    (self.key, self.layers) = (key, layers)
    threshold = UInt32(min(max(0, share), 0.999) * 0x1p32)
    scale = Float(1 / (1 - share))
  }

  /// The row's own key.
  @inline(__always)
  func key(row: Int, layer: Int) -> UInt32 {
    var z = key &+ UInt64(truncatingIfNeeded: row &* layers &+ layer) &* 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return UInt32(truncatingIfNeeded: z >> 32)
  }

  /// 0 or 1/(1 − share) for sixteen units from `unit` on (hash "lowbias32", Wellons 2018).
  @inline(__always)
  func factors(_ rowKey: UInt32, unit: Int) -> Lanes {
    let words = VectorMath.words
    var h = (Self.ramp &+ words(UInt32(truncatingIfNeeded: unit))) &* words(0x9e37_79b9) &+ words(rowKey)
    h = (h ^ (h &>> words(16))) &* words(0x7feb_352d)
    h = (h ^ (h &>> words(15))) &* words(0x846c_a68b)
    h = h ^ (h &>> words(16))
    return Lanes(repeating: scale).zeroed(where: h .< words(threshold))
  }

  private static var ramp: SIMD16<UInt32> { SIMD16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) }
}
