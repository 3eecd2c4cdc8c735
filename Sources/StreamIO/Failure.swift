/// Where something was found wrong. Lines and columns (in bytes) count from 1; 0 means not known.
public struct Place: Sendable, Hashable, CustomStringConvertible {
  public var file: String
  public var line: Int
  public var column: Int

  public init(file: String, line: Int = 0, column: Int = 0) {
    (self.file, self.line, self.column) = (file, line, column)
  }

  public var description: String {
    guard line > 0 else { return file }
    return column > 0 ? "\(file):\(line):\(column)" : "\(file):\(line)"
  }
}

/// The one error a tool ends with: what is wrong and what would be right, where, and the exit status it becomes.
public struct Failure: Error, Sendable, CustomStringConvertible {
  /// The causes, each with its exit status (those of sysexits.h).
  public enum Cause: Int32, Sendable {
    /// Unknown options, unknown configuration keys, values out of an option's range.
    case usage = 64
    /// Malformed, truncated or contradictory input.
    case data = 65
    /// A named input that does not exist or cannot be opened.
    case missingInput = 66
    /// A program or library that is needed and absent.
    case unavailable = 69
    /// A broken invariant: a fault of this suite.
    case bug = 70
    /// An output file that cannot be created.
    case cannotCreate = 73
    /// A read, write or close that failed.
    case inputOutput = 74
  }

  public var cause: Cause
  public var place: Place?
  /// The field or key it is about, as a dotted path (`plan.reward`).
  public var subject: String?
  public var message: String

  public init(_ cause: Cause, _ message: String, at place: Place? = nil) {
    (self.cause, self.message, self.place) = (cause, message, place)
  }

  /// `file:line:column: subject: message`, without the tool's name, on one line that can do a terminal no harm.
  public var description: String {
    visible((place.map { "\($0): " } ?? "") + (subject.map { "\($0): " } ?? "") + message)
  }

  /// With a place, where it has none.
  public func placed(_ place: Place) -> Failure {
    var failure = self
    failure.place = failure.place ?? place
    return failure
  }
}

/// Text that quotes data: control characters as their escapes, and no more of it than a person reads.
private func visible(_ text: String) -> String {
  let longest = 4000
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars.prefix(longest) {
    if scalar.properties.generalCategory == .control {
      scalars.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    } else {
      scalars.append(scalar)
    }
  }
  return String(scalars) + (text.unicodeScalars.dropFirst(longest).isEmpty ? "" : " …")
}
