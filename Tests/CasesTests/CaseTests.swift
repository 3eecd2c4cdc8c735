import Glibc
import Testing

/// Runs the real executables on every golden case. With UPDATE_CASES=1 in the environment, what they say becomes what is
/// expected.
@Test("Golden case", arguments: Case.all)
func goldenCase(_ golden: Case) throws {
  for program in golden.programs where !isInstalled(program) {
    try Test.cancel("\(program) is not installed")
  }
  let outcome = golden.run()
  if getenv("UPDATE_CASES") != nil { return golden.record(outcome) }
  let difference = difference(golden.expected, outcome)
  if !difference.isEmpty { Issue.record("Tests/Cases/\(golden.name)\n\(difference)") }
}

@Test func toolsAreBuilt() {
  for tool in tools { #expect(access("\(executables)/\(tool)", X_OK) == 0, "\(executables)/\(tool)") }
}

@Test func casesAreWellFormed() {
  #expect(!Case.all.isEmpty)
  for golden in Case.all { #expect(golden.script.hasPrefix("# "), "\(golden.name)/cmd begins with what it is about") }
}

/// The tools that Package.swift lists; each has an executable. Cases find them in the variable TOOLS.
let tools = String(decoding: contents("\(repository)/Package.swift"), as: UTF8.self)
  .matches(of: /\btool\(\s*"([a-z]+)"/).map { String($0.1) }
