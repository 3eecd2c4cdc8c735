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
    try decodeLine(line, file: lines.name, number: lines.lineNumber, into: &record, spans: &spans, notesSpans: notesSpans)
    return true
  }
}

/// Reads a line that holds one record, and nothing else, into `record`.
///
/// - Parameters:
///   - spans: where its fields stand, if `notesSpans`; see ``RecordSplice``.
public func decodeLine<R: Record>(
  _ line: UnsafeBufferPointer<UInt8>, file: String, number: Int, into record: inout R, spans: inout [FieldSpan],
  notesSpans: Bool = true
) throws(Failure) {
  var reader = JSONReader(line, file: file, firstLine: number)
  try reader.readRecord(into: &record, spans: &spans, notesSpans: notesSpans)
  try reader.finish()
}

/// Reads a JSONC file, such as a configuration, as one record: comments and trailing commas allowed; unknown and
/// duplicate keys, wrong types and values out of bounds refused with their place.
///
/// - Parameter initial: the record to read into.
public func readConfiguration<R: Record>(_ initial: R, path: String) throws(Failure) -> R {
  var record = initial
  try readDocument(path: path, .configuration) { reader throws(Failure) in try reader.readRecord(into: &record) }
  return record
}

/// Reads a file as one JSON text, perhaps after a byte-order mark: `body` takes its value.
public func readDocument(
  path: String, _ dialect: JSONReader.Dialect, _ body: (inout JSONReader) throws(Failure) -> Void
) throws(Failure) {
  let source = try ByteSource(path: path)
  try readDocument(try source.readAll(), file: source.name, dialect, body)
}

/// The same of a text that has been read.
public func readDocument(
  _ text: [UInt8], file: String, _ dialect: JSONReader.Dialect, _ body: (inout JSONReader) throws(Failure) -> Void
) throws(Failure) {
  let mark = text.starts(with: byteOrderMark) ? byteOrderMark.count : 0
  try text.withUnsafeBufferPointer { bytes throws(Failure) in
    var reader = JSONReader(UnsafeBufferPointer(rebasing: bytes[mark...]), file: file, dialect: dialect)
    try reader.checkUTF8()
    try body(&reader)
    try reader.finish()
  }
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
