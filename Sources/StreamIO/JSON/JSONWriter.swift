import Glibc

/// A growing buffer of JSON text. Writing allocates only while the buffer grows to its largest record.
public struct JSONWriter: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  public private(set) var count = 0

  /// Where each field of the outermost object stands, when asked for (see ``RecordSplice``).
  var spans: [FieldSpan] = []
  var notesSpans = false
  var depth = 0

  public init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// The text written so far; valid until the next write.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public mutating func removeAll() { count = 0 }

  /// Room for `extra` more bytes.
  @inline(__always)
  private mutating func reserve(_ extra: Int) {
    if capacity - count < extra { grow(extra) }
  }

  @inline(never)
  private mutating func grow(_ extra: Int) {
    capacity = max(2 * capacity, count + extra)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  @inline(__always)
  public mutating func append(byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  @inline(__always)
  public mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    memcpy(base + count, source, bytes.count)
    count += bytes.count
  }

  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    append(bytes.assumingMemoryBound(to: UInt8.self))
  }

  /// Raw text, already JSON.
  public mutating func append(raw text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// A comma, unless the object or array has only just begun.
  @inline(__always)
  public mutating func separate() {
    guard count > 0 else { return }
    let last = base[count - 1]
    if last != UInt8(ascii: "{"), last != UInt8(ascii: "[") { append(byte: UInt8(ascii: ",")) }
  }

  /// `"name":` with its comma. `name` must need no escapes, as the names of this suite's fields do not.
  @inline(__always)
  public mutating func key(_ name: StaticString) {
    separate()
    append("\"")
    append(name)
    append("\":")
  }

  public mutating func key(_ name: String) { key(prefix: "", name) }

  /// The same for a name in two parts.
  mutating func key(prefix: StaticString, _ name: String) {
    separate()
    append("\"")
    append(prefix)
    appendEscaped(name)
    append("\":")
  }

  /// The shortest text that reads back to the same number. JSON has no NaN and no infinity: those become `null`.
  @inline(__always)
  public mutating func write(_ value: Double) {
    guard value.isFinite else { return append("null") }
    reserve(32)
    count += writeNumber(value, to: base + count)
  }

  @inline(__always)
  public mutating func write(_ value: Int) {
    reserve(32)
    count += writeInteger(Int64(value), to: base + count)
  }

  @inline(__always)
  public mutating func write(_ value: Bool) { value ? append("true") : append("false") }

  /// A quoted string; what JSON demands is escaped, everything else stays as it is.
  public mutating func write(_ value: String) {
    append("\"")
    appendEscaped(value)
    append("\"")
  }

  private mutating func appendEscaped(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var plainStart = 0
      for (i, byte) in bytes.enumerated() where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        append(UnsafeBufferPointer(rebasing: bytes[plainStart..<i]))
        escape(byte)
        plainStart = i + 1
      }
      append(UnsafeBufferPointer(rebasing: bytes[plainStart...]))
    }
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x08: append("\\b")
    case 0x09: append("\\t")
    case 0x0a: append("\\n")
    case 0x0c: append("\\f")
    case 0x0d: append("\\r")
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      append("\\u00")
      append(byte: digits[Int(byte >> 4)])
      append(byte: digits[Int(byte & 15)])
    default:
      append(byte: UInt8(ascii: "\\"))
      append(byte: byte)
    }
  }
}
