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

  /// Goes to the value of the first field of this name in the object at the cursor, and stops there: what stands behind it is
  /// not looked at.
  public mutating func find(_ name: StaticString) throws(Failure) -> Bool {
    guard try take(UInt8(ascii: "{")) else { throw expected("an object") }
    if try take(UInt8(ascii: "}")) { return false }
    repeat {
      if isSame(try readKey(), name) { return true }
      _ = try skipValue()
    } while try takesAnother(before: UInt8(ascii: "}"))
    return false
  }

  /// Reads a string as its place among names.
  ///
  /// - Parameter complaint: what is wrong with another one.
  public mutating func readIndex(among names: [StaticString], complaint: (String) -> String) throws(Failure) -> Int {
    try readText(as: { text in names.firstIndex { isSame(text, $0) } }, complaint: complaint)
  }
}
