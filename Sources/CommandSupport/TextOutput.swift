import Glibc
import StreamIO

/// An output of text that is not records, such as CSV or SVG: plain unless `--gzip` or a name ending in .gz asks for
/// compression.
public struct TextOutput {
  private let sink: ByteSink

  public init(_ options: CommonOptions) throws(Failure) {
    try self.init(
      path: options.output, isCompressed: options.gzip || (!options.plain && options.output?.hasSuffix(".gz") == true))
  }

  public init(path: String?, isCompressed: Bool = false) throws(Failure) {
    sink = try ByteSink(path: path, format: isCompressed ? .gzip : .plain)
  }

  public func write(_ bytes: [UInt8]) throws(Failure) {
    try bytes.withUnsafeBufferPointer { bytes throws(Failure) in
      try sink.write(record: UnsafeRawBufferPointer(bytes))
    }
  }

  public func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

  /// See ``ByteSink/finish(isDurable:)``.
  public func finish(isDurable: Bool = false) throws(Failure) { try sink.finish(isDurable: isDurable) }

  /// Text for people on standard output.
  public static func printText(_ text: String) throws(Failure) {
    let output = try TextOutput(path: nil)
    try output.write(text)
    try output.finish()
  }
}
