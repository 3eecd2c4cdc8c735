import ArgumentParser
import Glibc
import Records
import StreamIO

public enum LogLevel: String, CaseIterable, ExpressibleByArgument, Sendable, Comparable {
  case error, warning, info, debug

  public static func < (a: LogLevel, b: LogLevel) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }
}

/// The structured log of `--log`: one record an event, written at once, so that `tail -f` follows it. The only place
/// where dates and durations may stand (DESIGN §3, determinism).
public final class EventLog: Sendable {
  private let descriptor: Int32
  private let tool: String
  private let level: LogLevel
  private let began = monotonicSeconds()

  init(tool: String, path: String?, level: LogLevel) throws(Failure) {
    self.tool = tool
    self.level = level
    guard let path else {
      descriptor = -1
      return
    }
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    if descriptor < 0 {
      throw Failure(.cannotCreate, "cannot write the log: \(String(cString: strerror(errno)))", at: Place(file: path))
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Logs an event with what it is about, such as a record's id, and the figures that belong to it.
  public func write(
    _ level: LogLevel, _ event: String, about subject: KeyValuePairs<String, String> = [:],
    _ figures: KeyValuePairs<String, Double> = [:]
  ) {
    record(level, event) { writer in
      for (name, value) in subject {
        writer.key(name)
        writer.write(value)
      }
      for (name, value) in figures {
        writer.key(name)
        writer.write(value)
      }
    }
  }

  /// Writes a record of its own kind as a line of the log.
  public func write<R: Record>(_ level: LogLevel, _ record: inout R) {
    guard descriptor >= 0, level <= self.level else { return }
    var writer = JSONWriter()
    writer.writeLine(&record)
    _ = Glibc.write(descriptor, writer.bytes.baseAddress, writer.count)
  }

  private func record(_ level: LogLevel, _ event: String, _ body: (inout JSONWriter) -> Void) {
    guard descriptor >= 0, level <= self.level else { return }
    var writer = JSONWriter()
    writer.append("{\"kind\":\"log\"")
    writer.key("time")
    writer.write(Instant(seconds: Int64(Glibc.time(nil))).description)
    writer.key("tool")
    writer.write(tool)
    writer.key("level")
    writer.write(level.rawValue)
    writer.key("event")
    writer.write(event)
    body(&writer)
    writer.key("elapsed_s")
    writer.write(((monotonicSeconds() - began) * 1e6).rounded() / 1e6)
    writer.append("}\n")
    // A full disk must not end the work that is being logged.
    _ = Glibc.write(descriptor, writer.bytes.baseAddress, writer.count)
  }
}
