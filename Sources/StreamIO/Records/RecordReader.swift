/// The records of one kind in an input.
public struct RecordReader<R: Record>: ~Copyable {
  public let lines: LineReader
  /// The record last read; its storage is reused by the next read.
  public var record = R()
  /// Where the fields of that record stand in ``line``.
  public private(set) var spans: [FieldSpan] = []
  public private(set) var line = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private let notesSpans: Bool

  /// - Parameter notesSpans: whether ``spans`` is wanted, to pass records on.
  public init(_ lines: LineReader, notesSpans: Bool = false) {
    self.lines = lines
    self.notesSpans = notesSpans
  }

  /// Reads the next record into ``record``; false at the end of the input.
  public mutating func next() throws(Failure) -> Bool {
    guard let line = try lines.next() else { return false }
    self.line = line
    try decodeLine(
      line, file: lines.name, number: lines.lineNumber, isEnded: lines.isLineEnded, into: &record, spans: &spans,
      notesSpans: notesSpans)
    return true
  }
}

/// Reads a line that holds one record, and nothing else, into `record`.
///
/// - Parameters:
///   - isEnded: whether a line feed ended the line. One without it that is no whole JSON text is an input cut short:
///     a fault of the input, not of a record, so its place has no column.
///   - spans: where its fields stand, if `notesSpans`; see ``RecordSplice``.
public func decodeLine<R: Record>(
  _ line: UnsafeBufferPointer<UInt8>, file: String, number: Int, isEnded: Bool = true, into record: inout R,
  spans: inout [FieldSpan], notesSpans: Bool = true
) throws(Failure) {
  do throws(Failure) {
    if let offset = firstInvalidUTF8(line) {
      throw Failure(
        .data, "not UTF-8; records are UTF-8 text", at: Place(file: file, line: number, column: offset + 1))
    }
    var reader = JSONReader(line, file: file, firstLine: number)
    try reader.readRecord(into: &record, spans: &spans, notesSpans: notesSpans)
    try reader.finish()
  } catch {
    guard isEnded || isWhole(line) else {
      throw Failure(
        .data, "the input ends inside this record: it is cut short", at: Place(file: file, line: number))
    }
    throw error
  }
}

/// Whether a line is one JSON value and nothing else.
private func isWhole(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
  var reader = JSONReader(line, file: "")
  do throws(Failure) {
    _ = try reader.skipValue()
    try reader.finish()
    return true
  } catch { return false }
}

/// Reads a JSONC file, such as a configuration, as one record: comments and trailing commas allowed; unknown and
/// duplicate keys, wrong types and values out of bounds refused with their place.
///
/// - Parameter initial: the record to read into.
public func readConfiguration<R: Record>(_ initial: R, path: String) throws(Failure) -> R {
  let source = try ByteSource(path: path)
  let text = try source.readAll()
  var record = initial
  try text.withUnsafeBufferPointer { bytes throws(Failure) in
    if let offset = firstInvalidUTF8(bytes) {
      let before = bytes[..<offset]
      let line = 1 + before.count { $0 == UInt8(ascii: "\n") }
      throw Failure(.usage, "not UTF-8", at: Place(file: source.name, line: line))
    }
    var reader = JSONReader(bytes, file: source.name, dialect: .configuration)
    try reader.readRecord(into: &record)
    try reader.finish()
  }
  return record
}

extension ByteSource {
  /// All that is left of the input; for configurations and tables, not for streams.
  public func readAll() throws(Failure) -> [UInt8] {
    var text: [UInt8] = []
    try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { chunk throws(Failure) in
      while case let count = try read(into: chunk), count > 0 { text.append(contentsOf: chunk[..<count]) }
    }
    return text
  }
}
