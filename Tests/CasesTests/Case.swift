import Glibc
import Testing

/// A golden case: Tests/Cases/TOOL/NAME/{cmd,expout,experr,status}, or TOOL/PROBLEM/NAME; see Tests/README.md.
struct Case: CustomTestStringConvertible, Sendable {
  /// Its folder below Tests/Cases.
  let name: String
  let script: String

  static let folder = "\(repository)/Tests/Cases"

  static let all: [Case] = names(in: folder).filter { $0 != "input" }.flatMap(below)

  /// Those in a folder: itself, where it has a command, else those of its folders.
  private static func below(_ path: String) -> [Case] {
    access("\(folder)/\(path)/cmd", F_OK) == 0 ? [Case(path)] : names(in: "\(folder)/\(path)").flatMap { below("\(path)/\($0)") }
  }

  init(_ name: String) {
    self.name = name
    script = String(decoding: contents("\(Self.folder)/\(name)/cmd"), as: UTF8.self)
  }

  /// The name, and what the first line says it is about.
  var testDescription: String {
    "\(name): \(script.prefix { $0 != "\n" }.dropFirst(2))"
  }

  private static let needs = "# needs: "

  /// The programs that must be installed for it.
  var programs: [String] {
    script.split(separator: "\n").filter { $0.hasPrefix(Self.needs) }
      .flatMap { $0.dropFirst(Self.needs.count).split(separator: " ") }.map(String.init)
  }

  private func file(_ name: String) -> String { "\(Self.folder)/\(self.name)/\(name)" }

  var expected: Outcome {
    let status = String(decoding: contents(file("status")), as: UTF8.self)
    return Outcome(
      status: status.isEmpty ? 0 : Int32(status.filter(\.isNumber)) ?? -1, output: contents(file("expout")),
      errors: contents(file("experr")))
  }

  func run() -> Outcome {
    let folder = TemporaryFolder()
    folder.linkInputs()
    return bash(script, in: folder.path)
  }

  func record(_ outcome: Outcome) {
    replace(file("expout"), with: outcome.output)
    replace(file("experr"), with: outcome.errors)
    replace(file("status"), with: outcome.status == 0 ? [] : Array("\(outcome.status)\n".utf8))
  }
}

/// Whether a program is in the PATH of the cases.
func isInstalled(_ program: String) -> Bool { bash("command -v \(program)", in: "/tmp").status == 0 }

/// What differs, in the manner of `diff -u`; nothing where nothing does.
func difference(_ expected: Outcome, _ found: Outcome) -> String {
  var text = expected.status == found.status ? "" : "status \(found.status), expected \(expected.status)\n"
  for (label, expected, found) in [
    ("expout", expected.output, found.output), ("experr", expected.errors, found.errors),
  ] where expected != found {
    let folder = TemporaryFolder()
    replace(folder.file("expected"), with: expected)
    replace(folder.file("found"), with: found)
    let outcome = bash(
      "touch expected found; diff -aNu --label \(label) expected --label found found | cut -c 1-2000", in: folder.path)
    text += outcome.outputText
  }
  return text
}
