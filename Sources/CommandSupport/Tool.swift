import ArgumentParser
import Glibc
import StreamIO

/// A tool of the suite: options, then streams, then its core, then an exit status (DESIGN §3).
public protocol Tool: ParsableCommand {
  /// The tool's options as the configuration gives them; the command line beats it.
  associatedtype Configuration: Record = NoConfiguration

  /// The executable's name.
  static var name: String { get }
  var common: CommonOptions { get }
  /// What it writes: printed by `--schema`.
  static var schemas: [RecordSchema] { get }
  /// Options that had another name in the version before, by that name; to be removed with the next version.
  static var formerOptions: [String: String] { get }
  /// The configuration with this command line's options set.
  func resolve(_ configuration: Configuration) -> Configuration
  func run(_ call: Invocation<Configuration>) throws(Failure)
}

/// One call of a tool, its options resolved.
public struct Invocation<Configuration> {
  public let configuration: Configuration
  public let seed: UInt64
  public let log: EventLog

  /// The same call with another configuration, such as a part of this one.
  public func with<Other>(_ configuration: Other) -> Invocation<Other> {
    Invocation<Other>(configuration: configuration, seed: seed, log: log)
  }
}

/// The configuration of a tool that has none.
public struct NoConfiguration: Record {
  public init() {}
  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {}
}

extension Tool {
  public static var formerOptions: [String: String] { [:] }

  public func resolve(_ configuration: Configuration) -> Configuration { configuration }

  public func run() throws {
    if common.schema {
      return try TextOutput.printText(RecordSchema.text(ofAnyOf: Self.schemas))
    }
    let log = try EventLog(tool: Self.name, path: common.log, level: common.logLevel)
    ReadRetries.allow(common.retries) { failed in
      log.write(
        .warning, "retry", about: ["file": failed.file, "reason": failed.reason],
        ["try": Double(failed.number), "wait_s": failed.waitSeconds])
    }
    var section = StudySection<Configuration>(tool: Self.name)
    if let path = common.config { section = try readStudySection(tool: Self.name, path: SharedFile.located(path)) }
    section.seed = common.seed ?? section.seed
    section.section = resolve(section.section)
    if common.printConfig { return try TextOutput.printText(section.text) }
    log.write(.info, "start")
    try run(
      Invocation(configuration: section.section, seed: UInt64(bitPattern: Int64(section.seed)), log: log))
    log.write(.info, "done")
  }

  /// Runs the tool and ends the process: with what the user needs to know on standard error and the exit status of
  /// DESIGN §3.
  public static func start() -> Never {
    StandardStreams.secure()
    do {
      if CommandLine.arguments.dropFirst().elementsEqual(["--generate-manual"]) { tell(try manual()) }
      let arguments = ArgumentReading(formerOptions: formerOptions).read(Array(CommandLine.arguments.dropFirst()))
      var command = try parseAsRoot(arguments)
      try command.run()
      Glibc.exit(0)
    } catch let failure as Failure {
      report(failure.description)
      Glibc.exit(failure.cause.rawValue)
    } catch {
      let status = exitCode(for: error)
      if status.isSuccess { tell(InstalledNames.applied(to: fullMessage(for: error)) + "\n") }
      report("\(withNearestWord(message(for: error))); see \(programName) --help")
      Glibc.exit(status.rawValue)
    }
  }

  /// Its manual page.
  private static func manual() throws(Failure) -> String {
    do {
      _ = try parseAsRoot(["--experimental-dump-help"])
    } catch { return try Manual(fullMessage(for: error))() }
    throw Failure(.bug, "the command does not describe itself")
  }

  /// Answers `--help` and `--version`, and ends the process.
  private static func tell(_ text: String) -> Never {
    do throws(Failure) {
      try TextOutput.printText(text)
      Glibc.exit(0)
    } catch {
      report(error.description)
      Glibc.exit(error.cause.rawValue)
    }
  }

  private static func report(_ message: String) {
    Diagnostics.write("\(programName): \(InstalledNames.applied(to: message))")
  }
}

/// Lines for people, on standard error.
public enum Diagnostics {
  public static func write(_ line: String) {
    var text = line + "\n"
    // Nobody is left to tell when standard error itself fails.
    _ = text.withUTF8 { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
