extension JSONWriter: FieldVisitor {
  /// Writes the record as one object on the current line.
  @inline(__always)
  public mutating func write<R: Record>(record: inout R) {
    append(byte: UInt8(ascii: "{"))
    depth += 1
    // Writing throws nothing: only reading does.
    try? record.visitFields(&self)
    depth -= 1
    append(byte: UInt8(ascii: "}"))
  }

  /// Writes the record and its line feed.
  @inline(__always)
  public mutating func writeLine<R: Record>(_ record: inout R) {
    write(record: &record)
    append(byte: UInt8(ascii: "\n"))
  }

  /// Writes the record alone into the emptied buffer and notes where its fields stand.
  mutating func writeNoting<R: Record>(record: inout R) {
    removeAll()
    spans.removeAll(keepingCapacity: true)
    notesSpans = true
    write(record: &record)
    notesSpans = false
  }

  @inline(__always)
  private mutating func noted(_ keyStart: Int, _ keyEnd: Int, _ valueStart: Int) {
    if notesSpans, depth == 1 {
      spans.append(FieldSpan(keyStart: keyStart, keyEnd: keyEnd, valueStart: valueStart, valueEnd: count))
    }
  }

  @inline(__always)
  private mutating func field<Value: FieldValue>(_ name: StaticString, _ value: inout Value) {
    key(name)
    let valueStart = count
    value.encode(to: &self)
    noted(valueStart - 2 - name.utf8CodeUnitCount, valueStart - 2, valueStart)
  }

  // MARK: FieldVisitor

  @inline(__always)
  public mutating func kind(_ name: StaticString) {
    key("kind")
    let valueStart = count
    append(byte: UInt8(ascii: "\""))
    append(name)
    append(byte: UInt8(ascii: "\""))
    noted(valueStart - 6, valueStart - 2, valueStart)
  }

  @inline(__always)
  public mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ bounds: Bounds, _ meaning: StaticString
  ) {
    field(name, &value)
  }

  @inline(__always)
  public mutating func field<Value: FieldValue>(
    _ name: StaticString, _ value: inout Value, _ bounds: Bounds, default: @autoclosure () -> Value,
    _ meaning: StaticString
  ) {
    if !value.isAbsent { field(name, &value) }
  }

  public mutating func fields(prefix: StaticString, _ values: inout [NamedCount], _ meaning: StaticString) {
    for value in values {
      key(prefix: prefix, value.name)
      let valueStart = count
      write(value.count)
      noted(valueStart - 2 - prefix.utf8CodeUnitCount - value.name.utf8.count, valueStart - 2, valueStart)
    }
  }

  public mutating func share(suffix: StaticString, _ value: inout NamedShare?, _ meaning: StaticString) {
    guard let value else { return }
    key(value.name)
    let valueStart = count
    write(value.share)
    noted(valueStart - 2 - value.name.utf8.count, valueStart - 2, valueStart)
  }
}
