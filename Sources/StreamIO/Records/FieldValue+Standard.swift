extension Double: FieldValue {
  public static func decodeElements(
    _ elements: inout [Double], startingWith blank: Double, from reader: inout JSONReader, _ bounds: Bounds
  ) throws(Failure) {
    try reader.readElements(into: &elements) { reader throws(Failure) in
      let position = reader.cursor
      let value = try reader.readDouble()
      guard bounds.contains(value) else { throw reader.outOfBounds(bounds, from: position) }
      return value
    }
  }

  @inline(__always)
  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    let position = reader.cursor
    self = try reader.readDouble()
    guard bounds.contains(self) else { throw reader.outOfBounds(bounds, from: position) }
  }

  @inline(__always)
  public mutating func encode(to writer: inout JSONWriter) { writer.write(self) }
  public static func schema(_ bounds: Bounds) -> SchemaNode { .number(bounds) }
}

extension Int: FieldValue {
  @inline(__always)
  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    let position = reader.cursor
    self = try reader.readInt()
    guard bounds.contains(Double(self)) else { throw reader.outOfBounds(bounds, from: position) }
  }

  @inline(__always)
  public mutating func encode(to writer: inout JSONWriter) { writer.write(self) }
  public static func schema(_ bounds: Bounds) -> SchemaNode { .integer(bounds) }
}

extension JSONReader {
  /// Reads numbers up to the bracket that closes their array, a chunk at a time: an array asks at each of its own appends
  /// who else owns it.
  @inline(__always)
  mutating func readElements<Number: BitwiseCopyable>(
    into elements: inout [Number], _ readNext: (inout JSONReader) throws(Failure) -> Number
  ) throws(Failure) {
    try withUnsafeTemporaryAllocation(of: Number.self, capacity: 64) { chunk throws(Failure) in
      var isOpen = true
      while isOpen {
        var count = 0
        repeat {
          chunk[count] = try readNext(&self)
          count += 1
          isOpen = try takesAnother(before: UInt8(ascii: "]"))
        } while isOpen && count < chunk.count
        elements.append(contentsOf: chunk[..<count])
      }
    }
  }

  @inline(never)
  func outOfBounds(_ bounds: Bounds, from position: UnsafePointer<UInt8>) -> Failure {
    var start = position
    while start < cursor, start.pointee <= 0x20 { start += 1 }
    let text = String(decoding: UnsafeBufferPointer(start: start, count: cursor - start), as: UTF8.self)
    return failure("\(text) must be \(bounds)", at: start)
  }
}

extension Bool: FieldValue {
  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    self = try reader.readBool()
  }

  public mutating func encode(to writer: inout JSONWriter) { writer.write(self) }
  public static func schema(_ bounds: Bounds) -> SchemaNode { .boolean }
}

extension String: FieldValue {
  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    try reader.readString(into: &self)
  }

  public mutating func encode(to writer: inout JSONWriter) { writer.write(self) }
  public static func schema(_ bounds: Bounds) -> SchemaNode { .string }
}

/// `null` is `nil`.
extension Optional: FieldValue where Wrapped: FieldValue & Blank {
  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    if try reader.takeNull() { return self = nil }
    // Taken out, so that it is the only owner of storage to be used again.
    var value = exchange(&self, with: nil) ?? Wrapped()
    try value.decode(from: &reader, bounds)
    self = value
  }

  public mutating func encode(to writer: inout JSONWriter) {
    guard var value = self else { return writer.append("null") }
    value.encode(to: &writer)
  }

  public var isAbsent: Bool { self == nil }
  public static func schema(_ bounds: Bounds) -> SchemaNode { .nullable(Wrapped.schema(bounds)) }
}

extension Array: FieldValue where Element: FieldValue & Blank {
  public mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    guard try reader.take(UInt8(ascii: "[")) else { throw reader.expected("an array") }
    removeAll(keepingCapacity: true)
    if try reader.take(UInt8(ascii: "]")) { return }
    try Element.decodeElements(&self, startingWith: Element(), from: &reader, bounds)
  }

  public mutating func encode(to writer: inout JSONWriter) {
    writer.append(byte: UInt8(ascii: "["))
    Element.encodeElements(self, to: &writer)
    writer.append(byte: UInt8(ascii: "]"))
  }

  public static func schema(_ bounds: Bounds) -> SchemaNode { .array(Element.schema(bounds)) }
}

/// A type with a value to start reading into.
public protocol Blank {
  init()
}

extension Double: Blank {}
extension Int: Blank {}
extension Bool: Blank {}
extension String: Blank {}
extension Array: Blank {}
extension Optional: Blank where Wrapped: FieldValue & Blank {
  public init() { self = nil }
}
