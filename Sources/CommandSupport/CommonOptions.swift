import ArgumentParser
import Glibc
import StreamIO

/// The options every tool has (DESIGN §3).
public struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Seed of all random numbers (default: the configuration's, else 1).", valueName: "n"))
  public var seed: Int?

  @Option(help: ArgumentHelp("Threads to work on; the output does not depend on it (default: all cores).", valueName: "n"))
  public var threads: Int?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write to a file, which appears only when it is whole, instead of standard output.", valueName: "file"))
  public var output: String?

  @Flag(help: "Write gzip even to a terminal.")
  public var gzip = false

  @Flag(help: "Write plain NDJSON (default on a terminal).")
  public var plain = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  public var quiet = false

  @Flag(inversion: .prefixedNo, help: "A meter on standard error (default: on a terminal only).")
  public var progress: Bool?

  @Option(help: ArgumentHelp("Append a structured log (NDJSON) of timings and events to a file.", valueName: "file"))
  public var log: String?

  @Option(help: "What the log holds: error, warning, info or debug.")
  public var logLevel: LogLevel = .info

  @Option(
    help: ArgumentHelp(
      "Try again so often to open or read a file that fails for a cause that may pass (it is not there yet, a server is out of "
        + "reach), after 0.1 s, twice that, up to 5 s; --log tells of it. What is computed is never tried again: it would "
        + "come out the same.", valueName: "n"))
  public var retries = 0

  @Option(help: ArgumentHelp("Read the study's configuration (JSONC); options given here beat it.", valueName: "file"))
  public var config: String?

  @Flag(help: "Print the resolved configuration of this tool and stop.")
  public var printConfig = false

  @Flag(help: "Print the JSON Schema of what this tool writes and stop.")
  public var schema = false

  public init() {}

  public func validate() throws {
    if gzip, plain { throw ValidationError("--gzip and --plain contradict each other; give one of them") }
    if retries < 0 { throw ValidationError("--retries is \(retries); at least 0 is needed") }
    if let threads, threads < 1 { throw ValidationError("--threads is \(threads); at least 1 is needed") }
  }

  /// Threads to work on.
  public var threadCount: Int { threads ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// How output is written: as asked, else gzip unless a person is looking or it is plain by nature.
  func format(isPlainByNature: Bool) -> ByteSink.Format {
    if gzip { return .gzip }
    if plain || isPlainByNature { return .plain }
    return output == nil && isatty(STDOUT_FILENO) == 1 ? .plain : .gzip
  }
}
