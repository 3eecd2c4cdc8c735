import Glibc
import StreamIO

/// What the program is called, which is not the tool's name where it was installed with a prefix.
public let programName: String =
  CommandLine.arguments.first?.split(at: "/", omitsEmpty: true).last ?? "optimal-charge"

/// A manual page in the macros of man(7), made from what swift-argument-parser tells of a command.
struct Manual {
  private var text: String

  /// - Parameter description: the command as `--experimental-dump-help` prints it.
  init(_ description: String) throws(Failure) {
    var (dump, spans) = (CommandDump(), [FieldSpan]())
    try Array(description.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
      try decodeLine(bytes, file: programName, number: 1, into: &dump, spans: &spans, notesSpans: false)
    }
    let command = dump.command
    let shown = command.arguments.filter(\.shouldDisplay)
    text = ".TH \(programName.uppercased()) 1 \"\" \"\(suiteVersion)\" \"Optimal Charge\"\n"
    section("NAME")
    line("\(programName) \\- \(Self.escaped(command.abstract.hasSuffix(".") ? String(command.abstract.dropLast()) : command.abstract))")
    section("SYNOPSIS")
    let positional = shown.filter { $0.kind == .positional }.map(\.synopsis).joined(separator: " ")
    line(".B \(programName)\n[\\fIoptions\\fR] \(positional)")
    section("DESCRIPTION")
    let parts = InstalledNames.applied(to: command.discussion).components(before: "EXAMPLES\n")
    prose(parts.0.trimmingEnd())
    section("OPTIONS")
    for argument in shown {
      line(".TP\n\(argument.heading)")
      line(Self.escaped(InstalledNames.applied(to: argument.explanation)))
    }
    if let examples = parts.1 {
      section("EXAMPLES")
      line(".nf\n\(Self.escaped(examples))\n.fi")
    }
    section("EXIT STATUS")
    for (status, meaning) in Self.statuses { line(".TP\n.B \(status)\n\(meaning)") }
  }

  func callAsFunction() -> String { text }

  /// DESIGN §3.
  private static let statuses = [
    ("0", "done"), ("64", "usage: an unknown option, an unknown key of the configuration"), ("65", "bad input data"),
    ("66", "an input is missing"), ("69", "a program or library that is needed is absent"),
    ("70", "an error of ours: an invariant broke"), ("73, 74", "an output cannot be created or written"),
  ]

  private mutating func section(_ title: String) { text += ".SH \(title)\n" }
  private mutating func line(_ line: String) { text += line + "\n" }

  /// Paragraphs are filled; lines that are indented stand as they are.
  private mutating func prose(_ discussion: String) {
    var isFilled = true
    for row in discussion.split(separator: "\n", omittingEmptySubsequences: false) {
      if row.isEmpty {
        if !isFilled { line(".fi") }
        isFilled = true
        line(".PP")
        continue
      }
      if row.hasPrefix(" ") == isFilled {
        line(isFilled ? ".nf" : ".fi")
        isFilled.toggle()
      }
      line(Self.escaped(String(row)))
    }
    if !isFilled { line(".fi") }
  }

  /// Text in which no character is a macro's.
  static func escaped(_ text: String) -> String {
    var result = ""
    for (index, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { result += "\n" }
      if row.hasPrefix(".") || row.hasPrefix("'") { result += "\\&" }
      for character in row {
        switch character {
        case "\\": result += "\\e"
        case "-": result += "\\-"
        default: result.append(character)
        }
      }
    }
    return result
  }
}

/// What `--experimental-dump-help` prints, as far as it is used here.
private struct CommandDump: Record {
  var command = Command()

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("command", &command, "the only one")
  }

  struct Command: Record {
    var abstract = ""
    var discussion = ""
    var arguments: [Argument] = []

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("abstract", &abstract, default: "", "in a sentence")
      try visitor.field("arguments", &arguments, default: [], "all there are")
      try visitor.field("discussion", &discussion, default: "", "in some paragraphs")
    }
  }

  struct Argument: Record, Blank {
    enum Kind: String, Choice {
      case positional, option, flag
      init() { self = .positional }
    }

    var abstract = ""
    var defaultValue: String?
    var allValues: [String] = []
    var kind = Kind.positional
    var names: [Name] = []
    var isRepeating = false
    var shouldDisplay = true
    var valueName = ""

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("abstract", &abstract, default: "", "what it does")
      try visitor.field("allValues", &allValues, default: [], "values it may have")
      try visitor.field("defaultValue", &defaultValue, default: nil, "as text")
      try visitor.field("isRepeating", &isRepeating, default: false, "whether it may be given again")
      try visitor.field("kind", &kind, "argument, option or flag")
      try visitor.field("names", &names, default: [], "what it is called")
      try visitor.field("shouldDisplay", &shouldDisplay, default: true, "whether people are told")
      try visitor.field("valueName", &valueName, default: "", "what its value is called")
    }

    var synopsis: String { "[\\fI\(valueName)\\fR\(isRepeating ? " ..." : "")]" }

    var heading: String {
      guard kind != .positional else { return "\\fI\(valueName)\\fR" }
      let names = names.sorted { $0.kind == "short" && $1.kind != "short" }.map { "\\fB\(Manual.escaped(($0.kind == "short" ? "-" : "--") + $0.name))\\fR" }
      return names.joined(separator: ", ") + (kind == .option ? " \\fI\(valueName)\\fR" : "")
    }

    var explanation: String {
      let values = kind == .positional || allValues.isEmpty ? "" : " One of \(allValues.joined(separator: ", "))."
      let usual = kind == .flag ? nil : defaultValue
      return abstract + values + (usual.map { " Default: \($0)." } ?? "")
    }
  }

  struct Name: Record, Blank {
    var kind = ""
    var name = ""

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("kind", &kind, "long or short")
      try visitor.field("name", &name, "without dashes")
    }
  }
}

extension String {
  /// What stands before a text and after it; nil where it is not there.
  func components(before mark: String) -> (String, String?) {
    guard let place = firstRange(of: mark) else { return (self, nil) }
    return (String(self[..<place.lowerBound]), String(self[place.upperBound...]))
  }

  fileprivate func trimmingEnd() -> String { String(reversed().drop { $0 == "\n" }.reversed()) }

  /// Foundation is not linked, and the standard library's `ranges(of:)` wants `_StringProcessing`.
  private func firstRange(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
