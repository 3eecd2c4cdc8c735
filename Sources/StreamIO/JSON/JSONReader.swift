/// A cursor over JSON text that knows where it stands: every failure names file, line and column.
///
/// It reads a record's line (`.strict`, RFC 8259) or a whole configuration file (`.configuration`: comments and
/// trailing commas allowed, unknown keys refused). The text must be valid UTF-8 and outlive the reader.
public struct JSONReader {
  public enum Dialect: Sendable { case strict, configuration }

  @usableFromInline let start: UnsafePointer<UInt8>
  @usableFromInline let end: UnsafePointer<UInt8>
  @usableFromInline var cursor: UnsafePointer<UInt8>
  @usableFromInline var scratch: [UInt8] = []
  let file: String
  let firstLine: Int
  let dialect: Dialect

  /// Deeper nesting than this is refused rather than followed.
  static let maximumDepth = 256
  /// Objects of any keys that are open around the cursor.
  var depth = 0

  /// - Parameters:
  ///   - text: the text; `firstLine` is the number of its first line in `file`.
  public init(_ text: UnsafeBufferPointer<UInt8>, file: String, firstLine: Int = 1, dialect: Dialect = .strict) {
    let base = text.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    (start, cursor, end) = (base, base, base + text.count)
    (self.file, self.firstLine, self.dialect) = (file, firstLine, dialect)
  }

  // MARK: Places

  /// The place of a byte of the text; found by counting lines, so only failures ask for it.
  func place(of position: UnsafePointer<UInt8>) -> Place {
    var (line, lineStart, byte) = (firstLine, start, start)
    while byte < position {
      if byte.pointee == UInt8(ascii: "\n") { (line, lineStart) = (line + 1, byte + 1) }
      byte += 1
    }
    return Place(file: file, line: line, column: position - lineStart + 1)
  }

  func failure(_ message: String, at position: UnsafePointer<UInt8>? = nil) -> Failure {
    Failure(dialect == .strict ? .data : .usage, message, at: place(of: position ?? cursor))
  }

  /// "expected …, found …", or that the text ends here.
  func expected(_ what: String) -> Failure {
    guard cursor < end else { return failure("the text ends where \(what) is expected") }
    let byte = cursor.pointee
    let found = byte > 0x20 && byte < 0x7f ? "'\(Character(Unicode.Scalar(byte)))'" : "byte \(byte)"
    return failure("found \(found) where \(what) is expected")
  }

  // MARK: Punctuation

  @inline(never)
  mutating func skipSpace() throws(Failure) {
    while cursor < end {
      switch cursor.pointee {
      case 0x20, 0x09, 0x0a, 0x0d: cursor += 1
      case UInt8(ascii: "/") where dialect == .configuration: try skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() throws(Failure) {
    let opening = cursor
    guard end - cursor > 1 else { throw expected("a value") }
    switch cursor[1] {
    case UInt8(ascii: "/"):
      while cursor < end, cursor.pointee != UInt8(ascii: "\n") { cursor += 1 }
    case UInt8(ascii: "*"):
      cursor += 2
      while true {
        guard end - cursor > 1 else { throw failure("this comment is never closed; write */", at: opening) }
        if cursor[0] == UInt8(ascii: "*"), cursor[1] == UInt8(ascii: "/") { break }
        cursor += 1
      }
      cursor += 2
    default: throw expected("a value")
    }
  }

  /// The next byte that is not white space, without taking it; 0 at the end of the text.
  @inline(__always)
  mutating func peek() throws(Failure) -> UInt8 {
    if cursor < end, cursor.pointee > 0x20, cursor.pointee != UInt8(ascii: "/") { return cursor.pointee }
    try skipSpace()
    return cursor < end ? cursor.pointee : 0
  }

  /// Takes `byte` if it comes next.
  @inline(__always)
  mutating func take(_ byte: UInt8) throws(Failure) -> Bool {
    guard try peek() == byte, cursor < end else { return false }
    cursor += 1
    return true
  }

  /// After an element of an array or object: takes the comma, or the bracket that closes it.
  @inline(__always)
  mutating func takesAnother(before closing: UInt8) throws(Failure) -> Bool {
    if try take(UInt8(ascii: ",")) {
      guard dialect == .configuration else { return true }
      return try !take(closing)
    }
    guard try take(closing) else { throw expected("',' or '\(Character(Unicode.Scalar(closing)))'") }
    return false
  }

  /// Checks that nothing but white space follows.
  public mutating func finish() throws(Failure) {
    try skipSpace()
    if cursor < end { throw expected("the end of the record") }
  }

  // MARK: Scalars

  @inline(__always)
  mutating func takes(_ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard end - cursor >= count, isEqual(cursor, literal.utf8Start, count) else { return false }
    cursor += count
    return true
  }

  /// Takes `null` if it comes next.
  public mutating func takeNull() throws(Failure) -> Bool {
    guard try peek() == UInt8(ascii: "n") else { return false }
    guard takes("null") else { throw expected("a value") }
    return true
  }

  public mutating func readBool() throws(Failure) -> Bool {
    _ = try peek()
    if takes("true") { return true }
    if takes("false") { return false }
    throw expected("true or false")
  }

  @inline(__always)
  public mutating func readDouble() throws(Failure) -> Double {
    _ = try peek()
    let number = parseNumber(cursor, end: end)
    guard number.length > 0 else { throw expected("a number") }
    if number.isOverflow { throw failure("this number is too large for a double (above 1.8e308)") }
    cursor += number.length
    try endNumber()
    return number.value
  }

  @inline(__always)
  public mutating func readInt() throws(Failure) -> Int {
    _ = try peek()
    let number = parseInteger(cursor, end: end)
    guard number.length > 0 else { throw expected("a whole number") }
    if number.isOverflow { throw failure("this number is too large for a 64-bit integer") }
    cursor += number.length
    if cursor < end, case let byte = cursor.pointee,
      byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
    {
      throw expected("the end of a whole number")
    }
    try endNumber()
    return Int(number.value)
  }

  /// A number ends at punctuation or white space: `01`, `1.2.3` and `5x` are refused.
  @inline(__always)
  private func endNumber() throws(Failure) {
    guard cursor < end else { return }
    switch cursor.pointee {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x09, 0x0a, 0x0d: return
    case UInt8(ascii: "/") where dialect == .configuration: return
    default: throw expected("the end of the number")
    }
  }

  // MARK: Whole values

  /// Whether a text is one JSON value and nothing else.
  static func isValue(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var reader = JSONReader(text, file: "")
    do throws(Failure) {
      _ = try reader.skipValue()
      try reader.finish()
      return true
    } catch { return false }
  }

  /// Passes over one value of any type, checking its grammar, and returns its bytes.
  public mutating func skipValue(depth: Int = 0) throws(Failure) -> UnsafeBufferPointer<UInt8> {
    let first = try peek()
    let valueStart = cursor
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth < Self.maximumDepth else { throw failure("nested more than \(Self.maximumDepth) deep") }
      let isObject = first == UInt8(ascii: "{")
      let closing = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
      cursor += 1
      if try take(closing) { break }
      repeat {
        if isObject { _ = try readKey() }
        _ = try skipValue(depth: depth + 1)
      } while try takesAnother(before: closing)
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try readBool()
    case UInt8(ascii: "n"): _ = try takeNull()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try skipNumber()
    default: throw expected("a value")
    }
    return UnsafeBufferPointer(start: valueStart, count: cursor - valueStart)
  }
}

/// Whether a text is this literal.
@inline(__always)
func isSame(_ text: UnsafeBufferPointer<UInt8>, _ literal: StaticString) -> Bool {
  guard text.count == literal.utf8CodeUnitCount, let base = text.baseAddress else { return false }
  return isEqual(base, literal.utf8Start, text.count)
}

/// Whether two runs of bytes are the same; written out because keys are short and a call costs more than the loop, and
/// without a loop for the last bytes because the optimiser makes far too much of it.
@inline(__always)
func isEqual(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  var (i, difference) = (0, UInt64(0))
  func compare<Word: FixedWidthInteger & BitwiseCopyable>(_: Word.Type) {
    let words = (
      UnsafeRawPointer(a + i).loadUnaligned(as: Word.self), UnsafeRawPointer(b + i).loadUnaligned(as: Word.self)
    )
    difference |= UInt64(truncatingIfNeeded: words.0 ^ words.1)
    i += MemoryLayout<Word>.size
  }
  while i + 8 <= count { compare(UInt64.self) }
  if count & 4 != 0 { compare(UInt32.self) }
  if count & 2 != 0 { compare(UInt16.self) }
  if count & 1 != 0 { compare(UInt8.self) }
  return difference == 0
}
