extension JSONReader {
  /// Takes a key and its colon. The bytes are the key's text with escapes resolved, valid until the next read.
  @inline(__always)
  public mutating func readKey() throws(Failure) -> UnsafeBufferPointer<UInt8> {
    guard try peek() == UInt8(ascii: "\"") else { throw expected("a key in double quotes") }
    let key = try readStringBytes()
    guard try take(UInt8(ascii: ":")) else { throw expected("':'") }
    return key
  }

  public mutating func readString() throws(Failure) -> String {
    guard try peek() == UInt8(ascii: "\"") else { throw expected("a string") }
    return String(decoding: try readStringBytes(), as: UTF8.self)
  }

  /// Reads a string into `value`, which keeps its storage when the text is the one it already holds.
  mutating func readString(into value: inout String) throws(Failure) {
    guard try peek() == UInt8(ascii: "\"") else { throw expected("a string") }
    let bytes = try readStringBytes()
    guard let base = bytes.baseAddress else { return value = "" }
    let isSame = value.utf8.count == bytes.count && value.withUTF8 { same in
      same.baseAddress.map { isEqual($0, base, bytes.count) } ?? true
    }
    if !isSame { value = String(decoding: bytes, as: UTF8.self) }
  }

  /// Reads a string as what `parse` makes of its bytes, which needs no `String`.
  ///
  /// - Parameter complaint: what is wrong with a text that `parse` returns nil for.
  @inline(__always)
  public mutating func readText<Value>(
    as parse: (UnsafeBufferPointer<UInt8>) -> Value?, complaint: (String) -> String
  ) throws(Failure) -> Value {
    guard try peek() == UInt8(ascii: "\"") else { throw expected("a string") }
    let opening = cursor
    let bytes = try readStringBytes()
    guard let value = parse(bytes) else {
      throw failure(complaint(String(decoding: bytes, as: UTF8.self)), at: opening)
    }
    return value
  }

  mutating func skipString() throws(Failure) { _ = try readStringBytes() }

  /// Takes the string at the cursor. Without escapes the bytes are the text's own; with escapes they are the scratch's.
  @inline(__always)
  private mutating func readStringBytes() throws(Failure) -> UnsafeBufferPointer<UInt8> {
    let opening = cursor
    var byte = cursor + 1
    while byte < end {
      let value = byte.pointee
      if value == UInt8(ascii: "\"") {
        cursor = byte + 1
        return UnsafeBufferPointer(start: opening + 1, count: byte - opening - 1)
      }
      if value == UInt8(ascii: "\\") { return try readEscapedString() }
      if value < 0x20 { throw failure("a control character in a string; write it as \\u00XX", at: byte) }
      byte += 1
    }
    throw failure("this string is never closed", at: opening)
  }

  private mutating func readEscapedString() throws(Failure) -> UnsafeBufferPointer<UInt8> {
    let opening = cursor
    scratch.removeAll(keepingCapacity: true)
    cursor += 1
    while cursor < end {
      let byte = cursor.pointee
      switch byte {
      case UInt8(ascii: "\""):
        cursor += 1
        // The scratch outlives the call as this reader's own storage and is not touched before the next read.
        return scratch.withUnsafeBufferPointer { UnsafeBufferPointer(start: $0.baseAddress, count: $0.count) }
      case UInt8(ascii: "\\"): try appendEscape()
      case 0..<0x20: throw failure("a control character in a string; write it as \\u00XX")
      default:
        scratch.append(byte)
        cursor += 1
      }
    }
    throw failure("this string is never closed", at: opening)
  }

  private mutating func appendEscape() throws(Failure) {
    let backslash = cursor
    guard end - cursor > 1 else { throw failure("this string is never closed") }
    let letter = cursor[1]
    cursor += 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(letter)
    case UInt8(ascii: "b"): scratch.append(0x08)
    case UInt8(ascii: "f"): scratch.append(0x0c)
    case UInt8(ascii: "n"): scratch.append(0x0a)
    case UInt8(ascii: "r"): scratch.append(0x0d)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "u"):
      var code = try readHexadecimal(of: backslash)
      if code >> 10 == 0x36 {  // a high surrogate: its low half must follow
        guard takes("\\u"), case let low = try readHexadecimal(of: backslash), low >> 10 == 0x37 else {
          throw failure("half a surrogate pair: not a character", at: backslash)
        }
        code = 0x10000 + (code & 0x3ff) << 10 + low & 0x3ff
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw failure("half a surrogate pair: not a character", at: backslash)
      }
      scratch.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
    default: throw failure("not an escape of JSON; one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX is", at: backslash)
    }
  }

  private mutating func readHexadecimal(of backslash: UnsafePointer<UInt8>) throws(Failure) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard cursor < end, let digit = Character(Unicode.Scalar(cursor.pointee)).hexDigitValue, cursor.pointee < 0x80
      else { throw failure("\\u takes four hexadecimal digits", at: backslash) }
      code = code << 4 | UInt32(digit)
      cursor += 1
    }
    return code
  }
}
