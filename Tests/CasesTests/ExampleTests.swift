import Glibc
import Testing

/// An example a reader may type.
struct Example: CustomTestStringConvertible, Sendable {
  let source: String
  let script: String

  var testDescription: String { "\(source): \(script)" }

  /// What stands under EXAMPLES in each tool's help, as a terminal of 80 columns shows it, so that it can be copied. A
  /// line ending in a backslash goes on in the next.
  static let ofHelp: [Example] = tools.flatMap { tool in
    linesOfHelp(tool, "unset COLUMNS").reduce(into: [String]()) { scripts, line in
      if scripts.last?.hasSuffix("\\") == true {
        scripts[scripts.count - 1] += "\n" + line
      } else {
        scripts.append(String(line.dropFirst(2)))
      }
    }.map { Example(source: tool, script: $0) }
  }

  /// The lines under EXAMPLES, as a terminal shows them after the given command.
  static func linesOfHelp(_ tool: String, _ command: String) -> [String] {
    bash("\(command); \(tool) --help", in: "/tmp").outputText
      .split(separator: "\n", omittingEmptySubsequences: false)
      .drop { $0 != "EXAMPLES" }.dropFirst().prefix { $0.hasPrefix("  ") || $0 == "\\" }.map(String.init)
  }

  /// The `sh` blocks of README.md, each on its own.
  static let ofReadme = blocks(of: "README.md")

  /// The `sh` blocks of the tutorial, one after the other as its reader types them.
  static let ofTutorial: Example = {
    let page = "pipelines/camera/TUTORIAL.md"
    return Example(source: page, script: blocks(of: page).map(\.script).joined(separator: "\n"))
  }()

  private static func blocks(of page: String) -> [Example] {
    let lines = String(decoding: contents("\(repository)/\(page)"), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.filter { lines[$0] == "```sh" }.map {
      Example(source: "\(page):\($0 + 1)", script: lines[($0 + 1)...].prefix { $0 != "```" }.joined(separator: "\n"))
    }
  }
}

@Suite(StudyFolder()) struct ExampleTests {
  /// Runs an example where all that examples speak of is at hand: it must end well, and write something.
  @Test("Example", arguments: Example.ofHelp + Example.ofReadme)
  func example(_ example: Example) throws {
    // `plot` calls rsvg-convert by itself.
    for (program, sign) in [("jq", "jq "), ("mlr", "mlr "), ("rsvg-convert", "rsvg-convert "), ("rsvg-convert", ",png")]
    where example.script.contains(sign) && !isInstalled(program) {
      try Test.cancel("\(program) is not installed")
    }
    let folder = TemporaryFolder()
    let script = """
      cp -R --preserve=timestamps "$1/." . && touch -d @1 stamp || exit 99
      ( \(example.script)
      ) || exit
      find . -newer stamp -type f -size +0c
      """
    let outcome = bash(script, in: folder.path, [StudyFolder.path])
    // A tool whose reader has seen enough ends by SIGPIPE.
    #expect(outcome.status == 0 || outcome.status == 141 && example.script.contains("| head"))
    #expect(!outcome.output.isEmpty)
    #expect(!outcome.outputText.split(separator: "\n").contains("null"), "it shows values that are not there")
    #expect(outcome.errorText == "")
  }

  /// What the tutorial says it makes is there at its end.
  @Test func tutorialEndsWithAReportAndADecision() throws {
    if !isInstalled("jq") { try Test.cancel("jq is not installed") }
    let folder = TemporaryFolder()
    folder.linkInputs()
    let outcome = bash("set -e\n\(Example.ofTutorial.script)\ntest -s report.html", in: folder.path)
    #expect(outcome.status == 0 && outcome.errorText == "", "\(outcome.errorText)")
    #expect(outcome.outputText.split(separator: "\n").last?.contains("\"by\":\"forecast\"") == true)
  }

  @Test func everyToolHasExamples() {
    for tool in tools { #expect(Example.ofHelp.contains { $0.source == tool }, "\(tool) --help shows none") }
  }

  /// A line that does not fit a terminal of 80 columns would be cut where it is copied.
  @Test func examplesFitTheirLines() {
    for tool in tools {
      #expect(Example.linesOfHelp(tool, "unset COLUMNS") == Example.linesOfHelp(tool, "export COLUMNS=200"))
    }
  }
}
