import ArgumentParser
import CommandSupport
import Stages
import StreamIO

struct Solve: Tool {
  static let name = "solve"
  static let schemas = Problems.schemas
  static let formerOptions = ["--time-limit": "--time-limit-s"]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Append to each scenario its optimum in hindsight, with the proof of how far the plan is from it.",
    discussion: """
      A scenario's field problem says what it is a scenario of; one stream may hold \
      scenarios of several problems.

      plan.termination says why the solver stopped, plan.solution what it found. \
      A scenario without a plan is passed on with solution "none" and plan.reason. \
      Other fields pass through byte for byte. Plans that a time limit cuts short \
      depend on the machine; nothing else does.

      \(Problems.explanation)

      \(ArgumentReading.explanation(of: formerOptions))

      EXAMPLES
      \(Problems.examples)
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions

  @OptionGroup var shared: SolvingOptions

  @Option(
    help: ArgumentHelp(
      "Write the one scenario's programme in CPLEX LP format, for glpsol, HiGHS or CBC, instead of planning.",
      valueName: "file"))
  var writeLp: String?

  @OptionGroup var problems: Problems

  @OptionGroup var common: CommonOptions

  func resolve(_ configuration: ProblemSection<Problems>) -> ProblemSection<Problems> {
    problems.resolve(configuration, shared)
  }

  func run(_ call: Invocation<ProblemSection<Problems>>) throws(Failure) {
    if let writeLp { return try problems.writeProgramme(call, shared, stage: Self.name, input: input, common, to: writeLp) }
    try problems.filter(call, shared, stage: Self.name, unit: "scenarios", input: input, common)
  }
}
