extension JSONReader {
  /// The place of the next value.
  public var place: Place {
    var copy = self
    _ = try? copy.peek()
    return place(of: copy.cursor)
  }

  /// The place of a byte of the text, by ``offset``.
  public func place(ofByteAt offset: Int) -> Place { place(of: start + offset) }

  func checkUTF8() throws(Failure) {
    if let offset = firstInvalidUTF8(UnsafeRawBufferPointer(start: start, count: end - start)) {
      throw failure("not UTF-8", at: start + offset)
    }
  }

  /// Whether the next value begins with this byte, such as `[`.
  public mutating func isNext(_ byte: Unicode.Scalar) throws(Failure) -> Bool { try peek() == UInt8(ascii: byte) }

  /// Reads the object at the cursor, whatever its keys: `body` is given each key and must take its value.
  @inline(__always)
  public mutating func readObject(
    _ body: (UnsafeBufferPointer<UInt8>, inout JSONReader) throws(Failure) -> Void
  ) throws(Failure) {
    guard try take(UInt8(ascii: "{")) else { throw expected("an object") }
    guard depth < Self.maximumDepth else { throw failure("nested more than \(Self.maximumDepth) deep") }
    depth += 1
    defer { depth -= 1 }
    if try take(UInt8(ascii: "}")) { return }
    repeat {
      let key = try readKey()
      try body(key, &self)
    } while try takesAnother(before: UInt8(ascii: "}"))
  }
}
