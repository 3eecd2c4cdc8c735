import ArgumentParser
import CommandSupport
import Planning
import Records
import Simulation
import StreamIO

struct Solve: Tool {
  static let name = "solve"
  static let schemas = [RecordSchema(of: Scenario.self)]
  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Append to each scenario its clairvoyant optimum, with the proof of how far the plan is from it.",
    discussion: """
      The dynamic programme (dp) bounds the reward of any plan from above and \
      rolls out an executable plan; glpk solves the same programme of counts by \
      branch and cut, as a check. A scenario without a plan passes on with \
      plan.solution "none" and plan.reason. Other fields pass through byte for byte.

      EXAMPLES
        solve scenarios.ndjson.gz | zcat | jq -c '[.id, .plan.reward, .plan.gap]'
        solve --method glpk --gap 5 scenarios.ndjson.gz -o plans.ndjson.gz
        jq -c '.capacity_wh = 5' scenarios.ndjson | solve | zcat | jq .plan.bound
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions

  @Option(help: "dp (slope dynamic programme with roll-out) or glpk (branch and cut).")
  var method: Plan.Method?

  @Option(help: ArgumentHelp("glpk: stop when a plan is proved this close to the best.", valueName: "reward"))
  var gap: Double?

  @Option(help: ArgumentHelp("glpk: stop after this wall time; the output then depends on the machine.", valueName: "seconds"))
  var timeLimit: Double?

  @Option(help: ArgumentHelp("The models' power profiles.", valueName: "file"))
  var models = "model-data/power_profiles.json"

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let gap, !(gap >= 0 && gap.isFinite) { throw ValidationError("--gap is \(gap); it must be at least 0") }
    if let timeLimit, !(timeLimit > 0 && timeLimit.isFinite) {
      throw ValidationError("--time-limit is \(timeLimit); it must be above 0")
    }
  }

  func resolve(_ configuration: SolveConfiguration) -> SolveConfiguration {
    var result = configuration
    result.method = method ?? result.method
    result.gap = gap ?? result.gap
    result.timeLimitSeconds = timeLimit ?? result.timeLimitSeconds
    return result
  }

  func run(_ call: Invocation<SolveConfiguration>) throws(Failure) {
    let planner = ScenarioPlanner(call.configuration, models: try PowerProfile.read(path: models))
    try filterRecords(
      Scenario.self, tool: Self.name, input: input, options: common, unit: "scenarios",
      makeState: { () throws(Failure) in planner },
      transform: { planner, scenario, line, output throws(Failure) in
        var planned = Planned(plan: planner.plan(scenario))
        line.write(setting: &planned, to: &output.main)
      })
  }
}

/// What solve sets in a scenario.
private struct Planned: Record {
  var plan = Plan()

  init() {}
  init(plan: Plan) { self.plan = plan }

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("plan", &plan, "the clairvoyant optimum")
  }
}

/// The section `solve` of the study's configuration.
struct SolveConfiguration: Record {
  var method = Plan.Method.dp
  var gap = 1.0
  var timeLimitSeconds = 60.0

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("method", &method, default: .dp, "dp or glpk")
    try visitor.field("gap", &gap, .nonNegative, default: 1, "glpk: absolute gap to stop at")
    try visitor.field("time_limit_s", &timeLimitSeconds, .positive, default: 60, "glpk: wall time to stop at")
  }
}
