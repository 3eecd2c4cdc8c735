import Glibc
import StreamIO

/// The tool's output stream of records.
public struct RecordOutput: ~Copyable {
  private let sink: ByteSink
  private var writer = JSONWriter(capacity: 1 << 16)

  /// - Parameter isPlainByNature: whether it is plain unless `--gzip` is given, being followed as it is written.
  public init(_ options: CommonOptions, isPlainByNature: Bool = false) throws(Failure) {
    sink = try ByteSink(
      path: options.output, format: options.format(isPlainByNature: isPlainByNature),
      threads: isPlainByNature ? 1 : options.threadCount)
  }

  /// Another output beside the main one, compressed unless its name says otherwise.
  public init(path: String, threads: Int) throws(Failure) {
    sink = try ByteSink(path: path, format: path.hasSuffix("json") ? .plain : .gzip, threads: threads)
  }

  public mutating func write<R: Record>(_ record: inout R) throws(Failure) {
    writer.removeAll()
    writer.writeLine(&record)
    try sink.write(record: writer.bytes)
  }

  /// Writes one line that is already text, with its line feed, and hands it to the reader at once.
  public mutating func write(line: UnsafeRawBufferPointer) throws(Failure) {
    try sink.write(record: line)
    try sink.flush()
  }

  /// Writes lines that are already text, each with its line feed.
  public mutating func write(lines: [UInt8]) throws(Failure) {
    try lines.withUnsafeBufferPointer { bytes throws(Failure) in
      var rest = UnsafeRawBufferPointer(bytes)[...]
      while let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress,
        let feed = memchr(base, Int32(UInt8(ascii: "\n")), rest.count)
      {
        let line = rest.prefix(base.distance(to: UnsafeRawPointer(feed)) + 1)
        try sink.write(record: UnsafeRawBufferPointer(rebasing: line))
        rest = rest.dropFirst(line.count)
      }
    }
  }

  /// Ends the stream; without it a file does not appear, and a pipe's reader sees it as cut.
  public consuming func finish() throws(Failure) { try sink.finish() }
}
