/// Where one field of an object stands: its key (without quotes) and its value, as offsets into the text.
public struct FieldSpan: Sendable, Hashable {
  public var keyStart: Int
  public var keyEnd: Int
  public var valueStart: Int
  public var valueEnd: Int
}

/// Reads an object into a record by walking its declaration.
///
/// A walk takes every field that comes next in the text, so keys in the declared order need one walk; another order
/// needs another walk at each step back. A key that a whole walk does not take is unknown.
///
/// Public, though nobody else's business: only then is it compiled into the declarations of other modules.
public struct RecordDecoder: FieldVisitor {
  enum Phase { case reading, checking, naming }

  var reader: JSONReader
  var phase = Phase.reading
  /// The key that waits for its field, its offset for spans and places; `isOpen` until the object is closed.
  var key = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  var keyPosition: UnsafePointer<UInt8>
  var isOpen = true
  /// The first 128 fields of the declaration that have been read, by their order in it; and those behind.
  var seen: UInt128 = 0
  var seenBehind: Set<Int> = []
  var index = 0
  /// What a walk that does not read collects: fields that are missing, or the names of all.
  var names: [String] = []
  var spans: [FieldSpan]
  let notesSpans: Bool

  init(_ reader: consuming JSONReader, spans: consuming [FieldSpan], notesSpans: Bool) {
    keyPosition = reader.cursor
    self.reader = reader
    self.spans = spans
    self.notesSpans = notesSpans
  }

  @inline(__always)
  mutating func nextKey() throws(Failure) {
    _ = try reader.peek()
    keyPosition = reader.cursor
    key = try reader.readKey()
  }

  /// Closes the value just read and moves on to the next key.
  @inline(__always)
  mutating func endField(valueStart: UnsafePointer<UInt8>) throws(Failure) {
    if notesSpans {
      let keyStart = keyPosition + 1
      let keyEnd = key.baseAddress == keyStart ? keyStart + key.count : endOfEscapedKey(from: keyStart)
      spans.append(
        FieldSpan(
          keyStart: keyStart - reader.start, keyEnd: keyEnd - reader.start,
          valueStart: valueStart - reader.start, valueEnd: reader.cursor - reader.start))
    }
    isOpen = try reader.takesAnother(before: UInt8(ascii: "}"))
    if isOpen { try nextKey() }
  }

  /// Where a key that has been read ends in the text, if it is longer there than what it means.
  @inline(never)
  private func endOfEscapedKey(from start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var byte = start
    while byte < reader.cursor, byte.pointee != UInt8(ascii: "\"") {
      byte += byte.pointee == UInt8(ascii: "\\") ? 2 : 1
    }
    return byte
  }

  @inline(__always)
  func isNext(_ name: StaticString) -> Bool {
    isOpen && isSame(key, name)
  }

  /// Marks field `index` as read; a second time is a contradiction nobody can resolve.
  @inline(__always)
  mutating func mark(_ name: StaticString) throws(Failure) {
    if _slowPath(index >= UInt128.bitWidth) { return try markBehind(name) }
    if seen & bit != 0 { throw secondTime(name) }
    seen |= bit
  }

  @inline(never)
  private mutating func markBehind(_ name: StaticString) throws(Failure) {
    if !seenBehind.insert(index).inserted { throw secondTime(name) }
  }

  @inline(never)
  private mutating func secondTime(_ name: StaticString) -> Failure {
    reader.failure("\"\(name)\" stands here a second time", at: keyPosition)
  }

  /// Not inlined: one copy for each type of value is enough, a declaration holds little more than the names.
  @inline(never)
  mutating func read<Value: FieldValue>(_ name: StaticString, _ value: inout Value, _ bounds: Bounds) throws(Failure) {
    try mark(name)
    _ = try reader.peek()
    let valueStart = reader.cursor
    do { try value.decode(from: &reader, bounds) } catch { throw error.named(name) }
    try endField(valueStart: valueStart)
  }

  @inline(__always)
  private var bit: UInt128 { 1 &<< UInt128(truncatingIfNeeded: index) }

  @inline(__always)
  private var isSeen: Bool {
    mutating get { _fastPath(index < UInt128.bitWidth) ? seen & bit != 0 : isSeenBehind() }
  }

  /// Mutating, as all here: else the decoder would be copied for the call.
  @inline(never)
  private mutating func isSeenBehind() -> Bool { seenBehind.contains(index) }

  /// Whether a walk has read every field that it declared.
  @inline(__always)
  var hasSeenAll: Bool {
    mutating get {
      _fastPath(index <= UInt128.bitWidth)
        ? seen == (1 << UInt128(index)) &- 1 : seen == .max && seenBehind.count == index - UInt128.bitWidth
    }
  }

  /// What a walk that does not read does at a field that was not read.
  @inline(never)
  private mutating func pass(_ name: StaticString, isRequired: Bool) {
    if phase == .naming || isRequired { names.append("\(name)") }
  }

  // MARK: FieldVisitor

  @inline(__always)
  public mutating func kind(_ name: StaticString) throws(Failure) {
    defer { index &+= 1 }
    if isNext("kind") { return try readKind(name) }
    if phase == .checking, !isSeen { pass("kind", isRequired: true) }
  }

  @inline(never)
  private mutating func readKind(_ name: StaticString) throws(Failure) {
    try mark("kind")
    _ = try reader.peek()
    let valueStart = reader.cursor
    try reader.readText {
      isSame($0, name) ? () : nil
    } complaint: {
      "a record of kind \"\($0)\" where a \(name) is expected"
    }
    try endField(valueStart: valueStart)
  }

  @inline(__always)
  public mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ bounds: Bounds, _ meaning: StaticString
  ) throws(Failure) {
    defer { index &+= 1 }
    if isNext(name) { return try read(name, &value, bounds) }
    if phase != .reading, !isSeen { pass(name, isRequired: true) }
  }

  @inline(__always)
  public mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ bounds: Bounds, default: @autoclosure () -> Value,
    _ meaning: StaticString
  ) throws(Failure) {
    defer { index &+= 1 }
    if isNext(name) { return try read(name, &value, bounds) }
    guard phase != .reading, !isSeen else { return }
    pass(name, isRequired: false)
    if phase == .checking { value = `default`() }
  }

  public mutating func fields(
    prefix: StaticString, _ values: inout [NamedCount], _ meaning: StaticString
  ) throws(Failure) {
    defer { index &+= 1 }
    guard phase == .reading else { return }
    if !isSeen {
      values.removeAll(keepingCapacity: true)
      try mark(prefix)
    }
    let length = prefix.utf8CodeUnitCount
    while isOpen, key.count > length, let base = key.baseAddress, isEqual(base, prefix.utf8Start, length) {
      let name = String(decoding: UnsafeBufferPointer(start: base + length, count: key.count - length), as: UTF8.self)
      if values.contains(where: { $0.name == name }) {
        throw reader.failure("\"\(prefix)\(name)\" stands here a second time", at: keyPosition)
      }
      _ = try reader.peek()
      let valueStart = reader.cursor
      values.append(NamedCount(name: name, count: try reader.readInt()))
      try endField(valueStart: valueStart)
    }
  }

  public mutating func share(
    suffix: StaticString, _ value: inout NamedShare?, _ meaning: StaticString
  ) throws(Failure) {
    defer { index &+= 1 }
    let length = suffix.utf8CodeUnitCount
    guard isOpen, phase == .reading, key.count >= length, let base = key.baseAddress,
      isEqual(base + (key.count - length), suffix.utf8Start, length)
    else {
      if phase == .checking, !isSeen { value = nil }
      return
    }
    let name = String(decoding: key, as: UTF8.self)
    try mark(suffix)
    var share = 0.0
    _ = try reader.peek()
    let valueStart = reader.cursor
    do { try share.decode(from: &reader, .fraction) } catch { throw error.named(name) }
    value = NamedShare(name: name, share: share)
    try endField(valueStart: valueStart)
  }
}

extension Failure {
  /// The failure, seen from the object that holds the field `name`.
  @inline(never)
  public func named(_ name: some CustomStringConvertible) -> Failure {
    var copy = self
    copy.subject = subject.map { "\(name).\($0)" } ?? "\(name)"
    return copy
  }
}

extension JSONReader {
  /// Reads the object at the cursor into `record`, whose storage is reused.
  ///
  /// - Throws: `Failure` for text that is not an object, a field that is missing, given twice, of another type or out
  ///   of bounds, and in a configuration for a key that is not declared.
  @inline(__always)
  public mutating func readRecord<R: Record>(into record: inout R) throws(Failure) {
    var spans: [FieldSpan] = []
    try readRecord(into: &record, spans: &spans, notesSpans: false)
  }

  @inline(__always)
  mutating func readRecord<R: Record>(
    into record: inout R, spans: inout [FieldSpan], notesSpans: Bool
  ) throws(Failure) {
    guard try take(UInt8(ascii: "{")) else { throw expected("an object") }
    let opening = cursor - 1
    spans.removeAll(keepingCapacity: true)
    let reused = exchange(&spans, with: [])
    var decoder = RecordDecoder(self, spans: reused, notesSpans: notesSpans)
    if try decoder.reader.take(UInt8(ascii: "}")) { decoder.isOpen = false } else { try decoder.nextKey() }
    repeat {
      let before = decoder.keyPosition
      decoder.index = 0
      try record.visitFields(&decoder)
      if decoder.isOpen, decoder.keyPosition == before { try decoder.passUnknown(of: &record) }
    } while decoder.isOpen
    if !decoder.hasSeenAll {
      decoder.phase = .checking
      decoder.index = 0
      try record.visitFields(&decoder)
      if let name = decoder.names.first {
        let others = decoder.names.count - 1
        throw decoder.reader.failure(
          "the field \"\(name)\" is missing" + (others > 0 ? ", and \(others) more" : ""), at: opening)
      }
    }
    spans = exchange(&decoder.spans, with: [])
    self = decoder.reader
  }
}

extension RecordDecoder {
  @inline(never)
  mutating func passUnknown<R: Record>(of record: inout R) throws(Failure) {
    if reader.dialect == .configuration {
      let unknown = String(decoding: key, as: UTF8.self)
      (phase, seen, seenBehind, index) = (.naming, 0, [], 0)
      try record.visitFields(&self)
      throw reader.failure(
        "unknown key \"\(unknown)\"; "
          + (nearestName(to: unknown, among: names).map { "did you mean \"\($0)\"?" }
            ?? "known here are \(names.joined(separator: ", "))"),
        at: keyPosition)
    }
    _ = try reader.peek()
    let valueStart = reader.cursor
    _ = try reader.skipValue()
    try endField(valueStart: valueStart)
  }
}

@inline(__always)
func exchange<T>(_ place: inout T, with value: consuming T) -> T {
  let old = place
  place = value
  return old
}
