import ArgumentParser
import StreamIO

/// The options of a tool whose records are also wanted as a table.
public struct TableOptions: ParsableArguments {
  @Flag(help: "Write CSV (RFC 4180) with a column for each field of any record, objects by dotted names.")
  public var csv = false

  @Flag(help: "Write one JSON array.")
  public var json = false

  @Option(
    help: ArgumentHelp(
      "Write numbered parts of at most this much text, cut between records: 64k, 10M; with -o alone.", valueName: "size"))
  public var splitSize: ByteSize?

  public init() {}

  public func validate() throws {
    if csv, json { throw ValidationError("--csv and --json contradict each other; give one of them") }
  }
}

/// A number of bytes, with k, M or G for powers of 1024.
public struct ByteSize: ExpressibleByArgument, Sendable {
  public let bytes: Int

  public init?(argument: String) {
    let units: [Character: Int] = ["k": 1 << 10, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
    let unit = argument.last.flatMap { units[$0] }
    guard let number = Int(unit == nil ? argument[...] : argument.dropLast()), number > 0 else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: unit ?? 1)
    guard !overflow else { return nil }
    self.bytes = bytes
  }
}
