/// Records of several kinds in one input: a line is looked at for its kind, then decoded as that.
extension LineReader {
  /// The kind of record that the line last read holds; nil where it names none.
  public func kind(of line: UnsafeBufferPointer<UInt8>) throws(Failure) -> String? {
    try decode(line, as: AnyRecord.self).kind
  }

  /// The record that the line last read holds.
  public func decode<R: Record>(_ line: UnsafeBufferPointer<UInt8>, as type: R.Type) throws(Failure) -> R {
    var (record, spans) = (R(), [FieldSpan]())
    try decodeLine(line, file: name, number: lineNumber, into: &record, spans: &spans, notesSpans: false)
    return record
  }
}

/// A record of whatever kind.
private struct AnyRecord: Record {
  var kind: String?

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("kind", &kind, default: nil, "what it is")
  }
}
