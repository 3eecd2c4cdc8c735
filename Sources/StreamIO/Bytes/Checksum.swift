/// FNV-1a in 64 bits (Fowler, Noll, Vo; RFC 9923): tells files apart that were taken for each other, not forgeries.
public struct Checksum {
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  public init() {}

  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  public mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    withUnsafeBytes(of: UInt8(0)) { add($0) }
  }

  public mutating func add(_ numbers: [Double]) { numbers.withUnsafeBytes { add($0) } }
  public mutating func add(_ numbers: ContiguousArray<Float>) { numbers.withUnsafeBytes { add($0) } }

  /// 16 hexadecimal digits.
  public var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
