/// A seeded stream of random numbers, named by what it is for, so that a record drawn for one key never depends on
/// which other records are drawn beside it (DESIGN §3, determinism).
///
/// The generator is xoshiro256++ (Blackman and Vigna 2021, doi:10.1145/3460772), its state filled by SplitMix64 from
/// the seed and a 64-bit FNV-1a hash of the name's parts.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var s0, s1, s2, s3: UInt64

  /// The substream of `seed` with this name, for example `RandomStream(seed: 1, "scengen", "CA", "winter", "17")`.
  public init(seed: UInt64, _ name: String...) {
    self.init(seed: seed, name: name)
  }

  /// The substream of `seed` whose name is given as an array of parts; ["ab"] and ["a", "b"] name different streams.
  public init(seed: UInt64, name: [String]) {
    var hash = StreamNameHash()
    for part in name { hash.absorb(part) }
    self.init(seed: seed, hash)
  }

  init(seed: UInt64, _ name: StreamNameHash) {
    var splitMix = seed &* 0x9e37_79b9_7f4a_7c15 ^ name.value
    func next() -> UInt64 {
      splitMix &+= 0x9e37_79b9_7f4a_7c15
      var z = splitMix
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
    (s0, s1, s2, s3) = (next(), next(), next(), next())
  }

  public mutating func next() -> UInt64 {
    let sum = s0 &+ s3
    let result = (sum << 23 | sum >> 41) &+ s0
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = s3 << 45 | s3 >> 19
    return result
  }

  /// Uniform on [0, 1), a multiple of 2⁻⁵³.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform on [range.lowerBound, range.upperBound].
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    min(range.lowerBound + (range.upperBound - range.lowerBound) * unit(), range.upperBound)
  }

  /// Uniform on 0 ..< bound without bias (Lemire 2019, doi:10.1145/3230636); 0 when bound is 0.
  public mutating func index(below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }
}
