import ArgumentParser
import Camera
import CameraPlanning
import CommandSupport
import StreamIO

struct Solve: Tool {
  static let name = "solve"
  static let schemas = [RecordSchema(of: Scenario.self), RecordSchema(of: StateValue.self)]
  static let formerOptions = ["--time-limit": "--time-limit-s"]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Append to each scenario its clairvoyant optimum, with the proof of how far the plan is from it.",
    discussion: """
      Methods:
        dp    dynamic programme. Continuous charging: a bound, and a plan within
              about one reward unit of it, in a millisecond a day. Slots: the
              exact optimum. A day of 5-second tasks takes 0.3 to 4 s; with a
              charger slower than the load up to a minute and 200 MB, and memory
              grows with the square root of the horizon. --time-limit-s gives
              such a scenario a plan at once, which the bound of continuous
              charging often proves optimal all the same.
        glpk  branch and cut on the counts of tasks, starting from the plan of the
              dynamic programme, until the absolute gap is below --gap.
        auto  glpk for single steps with an --objective, otherwise dp.

      plan.termination says why the solver stopped, plan.solution what it found. \
      A scenario without a plan is passed on with solution "none" and plan.reason. \
      plan.digest is a digest of all that the plan was made of (device, wishes, \
      weights, grid, models), so that no other scenario is judged by it. \
      Other fields pass through byte for byte. Plans that a time limit cuts short \
      depend on the machine; nothing else does.

      Memory does not grow with the scenarios: 14 MB, and on each thread 300 bytes \
      for each interval of the longest scenario, or more for slots as said above.

      \(ArgumentReading.explanation(of: formerOptions))

      EXAMPLES
        solve scenarios.ndjson.gz | zcat | jq -c '[.id, .plan.reward, .plan.gap]'
        solve --method glpk --gap 5 scenarios.ndjson.gz -o plans.ndjson.gz
        jq -c '.capacity_wh = 5 | .initial_wh = 2' scenarios.ndjson \\
          | solve --plain | jq .plan.bound
        solve --certify 0.5 scenarios.ndjson.gz --plain \\
          | jq 'select(.plan.certified_by) | .plan.certified_bound'
        solve --values-output values.ndjson.gz scenarios.ndjson.gz -o plans.ndjson.gz
        head -1 scenarios.ndjson | solve --write-lp camera.lp
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions

  @Option(help: "auto (default), dp or glpk.")
  var method: PlanningMethod?

  @Option(help: "Plan for a continuous charger or for slots (default: the scenario's).")
  var charging: Charging?

  @Option(help: ArgumentHelp("glpk: stop when the plan is proved this close to the optimum (default: 1).", valueName: "reward"))
  var gap: Double?

  @Option(
    help: ArgumentHelp(
      """
      Stop a plan after this wall time (default: 60 for glpk, none for slots). Slots then get a plan rolled out from \
      continuous charging, with its gap. dp for continuous charging does not need it.
      """,
      valueName: "seconds"))
  var timeLimitS: Double?

  @Option(help: ArgumentHelp("Have glpk prove this share of the plans again, drawn by seed and id (default: 0).", valueName: "fraction"))
  var certify: Double?

  @Option(help: "Plan single steps (one interval of one task, no tail) for this: utility or clean-energy.")
  var objective: Plan.Objective?

  @Option(help: ArgumentHelp("Reward for a mWh stored after a single step, under utility (default: 0).", valueName: "reward"))
  var energyPrice: Double?

  @Option(help: ArgumentHelp("Write values of stored energy, and the best decision at each, to this file.", valueName: "file"))
  var valuesOutput: String?

  @Option(help: ArgumentHelp("Levels of stored energy to value in every interval.", valueName: "n"))
  var valuesLevels = 17

  @Option(
    help: ArgumentHelp(
      "Write the one scenario's programme in CPLEX LP format, for glpsol, HiGHS or CBC, instead of planning.",
      valueName: "file"))
  var writeLp: String?

  @OptionGroup var models: ModelsOption

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let gap, !(gap >= 0 && gap.isFinite) { throw ValidationError("--gap is \(gap); it must be at least 0") }
    if let timeLimitS, !(timeLimitS > 0 && timeLimitS.isFinite) {
      throw ValidationError("--time-limit-s is \(timeLimitS); it must be above 0")
    }
    if let certify, !(certify >= 0 && certify <= 1) {
      throw ValidationError("--certify is \(certify); it must be from 0 to 1")
    }
    if let energyPrice, !(energyPrice >= 0 && energyPrice.isFinite) {
      throw ValidationError("--energy-price is \(energyPrice); it must be at least 0")
    }
    guard (2...1_000_000).contains(valuesLevels) else {
      throw ValidationError("--values-levels is \(valuesLevels); it must be from 2 to 1000000")
    }
  }

  func resolve(_ configuration: SolveConfiguration) -> SolveConfiguration {
    var result = configuration
    result.method = method ?? result.method
    result.charging = charging ?? result.charging
    result.gap = gap ?? result.gap
    result.timeLimitSeconds = timeLimitS ?? result.timeLimitSeconds
    result.certifiedFraction = certify ?? result.certifiedFraction
    result.objective = objective ?? result.objective
    result.energyPrice = energyPrice ?? result.energyPrice
    return result
  }

  func run(_ call: Invocation<SolveConfiguration>) throws(Failure) {
    let (configuration, seed, log) = (call.configuration, call.seed, call.log)
    let levels = valuesOutput == nil ? 0 : valuesLevels
    try configuration.check(wantsValues: levels > 0)
    let models = try models.read { path throws(Failure) in try PowerProfile.read(path: path) }
    if let writeLp {
      return try ProgrammeText.write(input, to: writeLp, ScenarioPlanner(configuration, models: models, seed: seed))
    }
    try filterRecords(
      Scenario.self, input: input, options: common, unit: "scenarios", sidePath: valuesOutput,
      makeState: { () throws(Failure) in
        ScenarioPlanner(configuration, models: models, seed: seed, valueLevels: levels)
      },
      transform: { planner, scenario, line, output throws(Failure) in
        let began = monotonicSeconds()
        var (plan, values) = planner.plan(scenario)
        log.write(.info, "planned", about: ["id": scenario.id], ["seconds": monotonicSeconds() - began])
        line.write(setting: &plan, to: &output.main)
        for var value in values { output.side.writeLine(&value) }
      })
  }
}
