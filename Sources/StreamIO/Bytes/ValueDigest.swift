/// A digest of values rather than of a text: the same however the numbers were written.
///
/// It is the first 16 hexadecimal digits of the SHA-256 of the values' bytes in order: numbers as IEEE 754 doubles, least
/// byte first; texts as UTF-8; a list or a text after its count, also as a double.
public struct ValueDigest {
  private var bytes: [UInt8] = []

  public init() {}

  public mutating func add(_ number: Double) {
    // 0 is added because -0 and 0 are the same number.
    withUnsafeBytes(of: (number + 0).bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  public mutating func add(_ numbers: [Double]) {
    add(Double(numbers.count))
    bytes.reserveCapacity(bytes.count + 8 * numbers.count)
    for number in numbers { add(number) }
  }

  public mutating func add(_ text: String) {
    add(Double(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// 16 hexadecimal digits.
  public var text: String { Self.text(of: bytes) }

  /// The digest of a text as it stands.
  public static func text(of bytes: some Collection<UInt8>) -> String { String(SHA256.of(bytes).prefix(16)) }
}
