import ArgumentParser
import StreamIO

/// The options of a tool that reads records.
public struct InputOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Inputs, read one after the other; - is standard input.", valueName: "file"))
  public var inputs: [String] = ["-"]

  @Flag(help: "Skip records that cannot be read and report their number on standard error, instead of stopping at the first.")
  public var skipInvalid = false

  public init() {}

  /// Bytes of all inputs as stored; nil where one is not a file, so that nobody knows.
  public var totalBytes: Int? {
    inputs.reduce(0) { sum, path in
      guard let sum, let size = ByteSource.size(of: path) else { return nil }
      return sum + size
    }
  }

  /// Calls `body` with the lines of each input in turn.
  public func forEachInput(threads: Int, _ body: (LineReader) throws(Failure) -> Void) throws(Failure) {
    for path in inputs { try body(try LineReader(path: path, threads: threads)) }
  }
}

/// Counts the records that `--skip-invalid` passes over, and says so once at the end.
public struct InvalidRecords {
  private let isSkipping: Bool
  private var count = 0
  private var first: Failure?

  public init(_ options: InputOptions) { isSkipping = options.skipInvalid }

  /// Passes over a record that is at fault; rethrows what is no fault of a record.
  public mutating func pass(_ failure: Failure) throws(Failure) {
    guard isSkipping, failure.isOfOneRecord else { throw failure }
    if first == nil { first = failure }
    count += 1
  }

  public func report() {
    guard count > 0, let first else { return }
    Diagnostics.write("\(programName): \(count) invalid record\(count == 1 ? "" : "s") skipped; the first: \(first)")
  }
}
