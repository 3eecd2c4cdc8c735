extension JSONReader {
  /// Passes over a number by its grammar alone. Only one with an exponent, or with hundreds of digits, can be too large
  /// for a double, so only such a one is also read.
  @inline(__always)
  mutating func skipNumber() throws(Failure) {
    var scanner = DigitScanner(position: cursor, end: end)
    _ = scanner.take("-")
    let isWhole = scanner.take("0") || scanner.takeDigits()
    let isPlain = isWhole && (!scanner.take(".") || scanner.takeDigits())
    guard isPlain, scanner.position - cursor < 300, scanner.position < end, isEnd(scanner.position.pointee) else {
      _ = try readDouble()
      return
    }
    cursor = scanner.position
  }

  @inline(__always)
  private func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
  }
}
