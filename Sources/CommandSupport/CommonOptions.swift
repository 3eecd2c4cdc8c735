import ArgumentParser
import Glibc
import StreamIO

/// The options every tool has (DESIGN §3).
public struct CommonOptions: ParsableArguments, Sendable {
  @Option(help: ArgumentHelp("Seed of all random numbers (default: the configuration's, else 1).", valueName: "n"))
  public var seed: Int?

  @Option(help: ArgumentHelp("Number of threads; the output does not depend on it (default: all cores).", valueName: "n"))
  public var threads: Int?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write to a file instead of standard output; the file appears only when it is complete.", valueName: "file"))
  public var output: String?

  @Flag(help: "Write gzip, to a terminal too.")
  public var gzip = false

  @Flag(help: "Write plain NDJSON (default on a terminal, and on any standard output with OPTIMAL_CHARGE_PLAIN=1 in the environment).")
  public var plain = false

  @Flag(name: .shortAndLong, help: "Print errors only.")
  public var quiet = false

  @Flag(inversion: .prefixedNo, help: "A meter on standard error (default: where that is a terminal to which no records are written).")
  public var progress: Bool?

  @Option(help: ArgumentHelp("Append a structured log (NDJSON) of timings and events to a file.", valueName: "file"))
  public var log: String?

  @Option(help: "Least severe events that the log holds: error, warning, info or debug.")
  public var logLevel: LogLevel = .info

  @Option(
    help: ArgumentHelp(
      "Retry a file that cannot be opened or read, up to n times, where the cause may pass: the file is not there yet, or its "
        + "server is out of reach. The first wait is 0.1 s, each next one twice as long, up to 5 s; --log records them.",
      valueName: "n"))
  public var retries = 0

  @Option(help: ArgumentHelp("Read the study's configuration (JSONC); options given here override it.", valueName: "file"))
  public var config: String?

  @Flag(help: "Print the resolved configuration of this tool and stop.")
  public var printConfig = false

  @Flag(help: "Print the JSON Schema of what this tool writes and stop.")
  public var schema = false

  public init() {}

  public func validate() throws {
    if gzip, plain { throw ValidationError("--gzip and --plain contradict each other; give one of them") }
    if retries < 0 { throw ValidationError("--retries is \(retries); at least 0 is needed") }
    guard ["", "0", "1"].contains(PlainOutput.word) else {
      throw ValidationError(
        "\(PlainOutput.variable) is \"\(PlainOutput.word)\" in the environment; it must be 1, for plain NDJSON on standard output, or 0")
    }
    if let threads, threads < 1 { throw ValidationError("--threads is \(threads); at least 1 is needed") }
  }

  /// Threads to work on.
  public var threadCount: Int { threads ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  private var isOutputStandard: Bool { output == nil || output == "-" }

  /// Whether what is written comes to a terminal.
  var isOutputOnTerminal: Bool { isOutputStandard && isatty(STDOUT_FILENO) == 1 }

  /// How output is written: as asked, else gzip unless a person is looking, it is plain by nature, or the environment asks for
  /// plain standard output.
  func format(isPlainByNature: Bool) -> ByteSink.Format {
    if gzip { return .gzip }
    if plain || isPlainByNature || isOutputOnTerminal { return .plain }
    return isOutputStandard && PlainOutput.word == "1" ? .plain : .gzip
  }
}

/// What the environment says of records on standard output.
private enum PlainOutput {
  static let variable = "OPTIMAL_CHARGE_PLAIN"
  /// 1 for plain NDJSON, 0 or nothing for gzip.
  static let word = getenv(variable).map { String(cString: $0) } ?? ""
}
