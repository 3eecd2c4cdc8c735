import Glibc
import StreamIO

/// What is made of a command line before its options are parsed.
public struct ArgumentReading {
  /// Options by their names of the version before.
  let formerOptions: [String: String]

  /// The arguments with former names replaced, and negative numbers joined to the options whose values they are: alone they
  /// would be taken for options.
  func read(_ arguments: [String]) -> [String] {
    var result: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst(), argument != "--" {
      guard argument.hasPrefix("--") else {
        result.append(argument)
        continue
      }
      let (option, value) = Self.split(argument)
      var name = option
      if let current = formerOptions[option], value != nil || rest.first?.hasPrefix("--") == false {
        Self.note("\(option) is \(current) now; the old name goes with the next version")
        name = current
      }
      if let value {
        result.append("\(name)=\(value)")
      } else if let next = rest.first, Self.isNegativeNumber(next) {
        result.append("\(name)=\(next)")
        rest.removeFirst()
      } else {
        result.append(name)
      }
    }
    return result + arguments.suffix(arguments.count - (arguments.firstIndex(of: "--") ?? arguments.count))
  }

  /// A paragraph of `--help`.
  public static func explanation(of formerOptions: [String: String]) -> String {
    "Former names of options, until the next version: "
      + formerOptions.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", ") + "."
  }

  /// An option and what stands after its equals sign.
  private static func split(_ argument: String) -> (option: String, value: String?) {
    guard let sign = argument.firstIndex(of: "=") else { return (argument, nil) }
    return (String(argument[..<sign]), String(argument[argument.index(after: sign)...]))
  }

  private static func isNegativeNumber(_ text: String) -> Bool {
    var bytes = text.utf8.makeIterator()
    guard bytes.next() == UInt8(ascii: "-"), let first = bytes.next() else { return false }
    return first == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
      || ["-inf", "-infinity", "-nan"].contains(text.lowercased())
  }

  /// For people alone: scripts go on as they are.
  private static func note(_ line: String) {
    if isatty(STDERR_FILENO) == 1 { Diagnostics.write("\(programName): \(line)") }
  }
}

/// The complaint about a word that is none of an option's, with the word that was most likely meant.
///
/// swift-argument-parser lists the words and does not say which is near: "The value 'hld' is invalid for '--resample <way>'.
/// Please provide one of 'hold', 'linear' and 'none'."
func withNearestWord(_ complaint: String) -> String {
  let list = "Please provide one of "
  let (start, words) = complaint.components(before: list)
  guard let words, let word = quoted(in: start).first, let near = nearestName(to: word, among: quoted(in: words)) else {
    return complaint
  }
  return "\(start)Did you mean '\(near)'? \(list)\(words)"
}

/// What stands between each two quotation marks.
private func quoted(in text: String) -> [String] {
  text.split(separator: "'", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
}
