/// The streams of a seed whose names begin alike, that part hashed once: `family[17]` is
/// `RandomStream(seed: seed, name: name + ["17"])`.
public struct RandomStreamFamily: Sendable {
  private let seed: UInt64
  private var beginning = StreamNameHash()

  public init(seed: UInt64, name: [String]) {
    self.seed = seed
    for part in name { beginning.absorb(part) }
  }

  public subscript(number: UInt) -> RandomStream {
    var hash = beginning
    hash.absorb(decimal: number)
    return RandomStream(seed: seed, hash)
  }
}

/// 64-bit FNV-1a hash of a stream's name, part by part.
struct StreamNameHash: Sendable {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  private mutating func absorb(byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }

  mutating func absorb(_ part: String) {
    for byte in part.utf8 { absorb(byte: byte) }
    end()
  }

  /// The same as the number's decimal digits as a string.
  mutating func absorb(decimal number: UInt) {
    var power: UInt = 1
    while number / power >= 10 { power *= 10 }
    while power > 0 {
      absorb(byte: UInt8(ascii: "0") + UInt8(number / power % 10))
      power /= 10
    }
    end()
  }

  /// Ends a part by what is never a byte of UTF-8, so that ["ab"] and ["a", "b"] differ.
  private mutating func end() { absorb(byte: 0xff) }
}
