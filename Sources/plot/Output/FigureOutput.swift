import CommandSupport
import Records
import StreamIO

/// Where figures go: to a file, and if asked for a record that describes it to standard output; or themselves to standard
/// output.
struct FigureOutput {
  private let options: CommonOptions
  private let inputs: [String]
  private let isDescribed: Bool

  init(_ options: CommonOptions, inputs: [String], isDescribed: Bool) {
    (self.options, self.inputs, self.isDescribed) = (options, inputs, isDescribed)
  }

  /// - Parameter path: instead of the file that the options name.
  func write(_ bytes: [UInt8], as name: String, title: String, format: String, to path: String? = nil) throws(Failure) {
    guard let path = path ?? options.output else { return try write(bytes, to: nil, isCompressed: options.gzip) }
    try write(bytes, to: path, isCompressed: path.hasSuffix(".gz"))
    guard isDescribed else { return }
    var figure = Figure()
    (figure.name, figure.title, figure.file, figure.format) = (name, title, Self.fileName(path), format)
    figure.bytes = bytes.count
    figure.data = inputs.map { $0 == "-" ? "standard input" : Self.fileName($0) }.joined(separator: ", ")
    var writer = JSONWriter()
    writer.writeLine(&figure)
    try write(
      Array(writer.bytes), to: nil, isCompressed: options.gzip || (!options.plain && !StandardOutput.isTerminal))
  }

  /// Without the folder, which is not the same everywhere.
  static func fileName(_ path: String) -> String { path.split(at: "/", omitsEmpty: true).last ?? path }

  private func write(_ bytes: [UInt8], to path: String?, isCompressed: Bool) throws(Failure) {
    let output = try TextOutput(path: path, isCompressed: isCompressed)
    try output.write(bytes)
    try output.finish()
  }
}
