import ArgumentParser
import CommandSupport
import Stages
import StreamIO

struct Simulate: Tool {
  static let name = "simulate"
  static let schemas = Problems.schemas
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Run controllers on scenarios: one run record per scenario and controller.",
    discussion: """
      A scenario's field problem says what it is a scenario of; one stream may hold \
      scenarios of several problems.

      \(Problems.explanation)

      EXAMPLES
      \(Problems.examples)
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions

  @OptionGroup var shared: SimulatingOptions

  @OptionGroup var problems: Problems

  @OptionGroup var common: CommonOptions

  func resolve(_ configuration: ProblemSection<Problems>) -> ProblemSection<Problems> {
    problems.resolve(configuration, shared)
  }

  func run(_ call: Invocation<ProblemSection<Problems>>) throws(Failure) {
    try problems.filter(call, shared, stage: Self.name, unit: "scenarios", input: input, common)
  }
}
