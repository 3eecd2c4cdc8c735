import Glibc
import StreamIO

/// Records as lines of NDJSON, as one JSON array or as CSV; in one file or in numbered parts, each whole in itself.
public struct TableOutput: ~Copyable {
  private enum Shape { case lines, array, table }

  private let shape: Shape
  private var parts: PartedOutput
  private var writer = JSONWriter(capacity: 1 << 12)
  private var table = FlatTable()

  public init(_ common: CommonOptions, _ options: TableOptions) throws(Failure) {
    let shape: Shape = options.csv ? .table : options.json ? .array : .lines
    var parts = try PartedOutput(common, isText: shape != .lines, partBytes: options.splitSize?.bytes)
    if shape == .array { parts.frame = PartedOutput.Frame(opening: "[\n", separator: ",\n", closing: "\n]\n") }
    // What stands in the way of the output is said before anything is read.
    if shape != .table { try parts.open() }
    (self.shape, self.parts) = (shape, parts)
  }

  public mutating func write<R: Record>(_ record: inout R) throws(Failure) {
    writer.removeAll()
    writer.write(record: &record)
    switch shape {
    case .lines:
      writer.append(byte: UInt8(ascii: "\n"))
      try parts.write(writer.bytes)
    case .array: try parts.write(writer.bytes)
    case .table: try table.add(writer.bytes)
    }
  }

  /// Ends the output; without it no file appears.
  public mutating func finish() throws(Failure) {
    if shape == .table {
      parts.frame.opening = table.header
      try parts.open()
      for row in table.rows.indices { try table.withLine(of: row) { line throws(Failure) in try parts.write(line) } }
    }
    try parts.finish()
  }
}

/// One output, or parts named after it: out.csv becomes out-0001.csv, out-0002.csv and so on.
struct PartedOutput {
  /// What stands before, between and after the records of each part.
  struct Frame {
    var opening = ""
    var separator = ""
    var closing = ""
  }

  var frame = Frame()
  private let path: String?
  private let format: ByteSink.Format
  private let threads: Int
  private let partBytes: Int?
  private var sink: ByteSink?
  private var partCount = 0
  private var recordCount = 0
  private var byteCount = 0

  init(_ common: CommonOptions, isText: Bool, partBytes: Int?) throws(Failure) {
    guard partBytes == nil || common.output.map({ $0 != "-" }) ?? false else {
      throw Failure(.usage, "--split-size numbers parts of a file; name it with -o")
    }
    let isCompressed = common.gzip || !common.plain && common.output?.hasSuffix(".gz") == true
    format = isText ? (isCompressed ? .gzip : .plain) : common.format(isPlainByNature: false)
    (path, threads, self.partBytes) = (common.output, common.threadCount, partBytes)
  }

  /// Opens the next part.
  mutating func open() throws(Failure) {
    partCount += 1
    let path = partBytes == nil ? path : path.map { Self.name($0, part: partCount) }
    sink = try ByteSink(path: path, format: format, threads: threads)
    (recordCount, byteCount) = (0, 0)
    try write(text: frame.opening)
  }

  mutating func write(_ record: UnsafeRawBufferPointer) throws(Failure) {
    if let partBytes, recordCount > 0, byteCount + record.count > partBytes {
      try close()
      try open()
    }
    if recordCount > 0 { try write(text: frame.separator) }
    try sink?.write(record: record)
    recordCount += 1
    byteCount += record.count
  }

  /// Ends the last part, and removes parts with higher numbers that an earlier call left.
  mutating func finish() throws(Failure) {
    try close()
    guard partBytes != nil, let path else { return }
    while unlink(Self.name(path, part: partCount + 1)) == 0 { partCount += 1 }
  }

  private mutating func close() throws(Failure) {
    try write(text: frame.closing)
    try sink?.finish()
    sink = nil
  }

  private mutating func write(text: String) throws(Failure) {
    guard !text.isEmpty else { return }
    byteCount += text.utf8.count
    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
      try sink?.write(record: UnsafeRawBufferPointer(bytes))
    }
  }

  private static func name(_ path: String, part: Int) -> String {
    let bytes = path.utf8
    let fileStart = bytes.lastIndex(of: UInt8(ascii: "/")).map(bytes.index(after:)) ?? bytes.startIndex
    let dot = bytes[fileStart...].dropFirst().firstIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
    let digits = String(part)
    return path[..<dot] + "-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + path[dot...]
  }
}
