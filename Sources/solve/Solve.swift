import ArgumentParser
import CommandSupport
import Records
import StreamIO

struct Solve: Tool {
  static let name = "solve"
  static let schemas = [RecordSchema(of: Scenario.self), RecordSchema(of: StateValue.self)]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Append to each scenario its clairvoyant optimum, with the proof of how far the plan is from it.",
    discussion: """
      Methods:
        dp    the exact dynamic programme for the charging at hand. Continuous:
              slopes, a bound and a plan within a reward unit or so of it, in a
              millisecond a day. Slots: staircases, the exact optimum; a day of
              5-second tasks takes 0.3 to 4 s, or up to a minute and 200 MB for
              chargers slower than the load (memory grows with the root of the
              horizon); --time-limit gives those a plan at once, which the
              bound of continuous charging often proves optimal all the same.
        glpk  branch and cut on counts of tasks, from a plan of the dynamic
              programme, to the absolute gap of --gap.
        auto  glpk for single steps with an --objective, dp for all else.

      plan.termination says why the solver stopped, plan.solution what it left. \
      A scenario without a plan passes on with solution "none" and plan.reason. \
      plan.digest tells what the plan was made of (device, wishes, weights, grid, \
      models), so that no other scenario is judged by it. \
      Other fields pass through byte for byte. What a time limit cuts short \
      depends on the machine; everything else does not.

      Memory does not grow with the scenarios: 14 MB, and on each thread 300 bytes \
      for each interval of the longest, or what is said of slots.

      EXAMPLES
        solve scenarios.ndjson.gz | zcat | jq -c '[.id, .plan.reward, .plan.gap]'
        solve --method glpk --gap 5 scenarios.ndjson.gz -o plans.ndjson.gz
        jq -c '.capacity_wh = 5' scenarios.ndjson | solve | zcat | jq .plan.bound
        solve --certify 0.5 scenarios.ndjson.gz | zcat | jq .plan.certified_by
        solve --values-output values.ndjson.gz scenarios.ndjson.gz -o plans.ndjson.gz
        head -1 scenarios.ndjson | solve --write-lp camera.lp
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions

  @Option(help: "auto (default), dp or glpk.")
  var method: PlanningMethod?

  @Option(help: "Plan for a continuous charger or for slots (default: the scenario's).")
  var charging: Charging?

  @Option(help: ArgumentHelp("glpk: stop when a plan is proved this close to the best (default: 1).", valueName: "reward"))
  var gap: Double?

  @Option(
    help: ArgumentHelp(
      """
      Stop a plan after this wall time (default: 60 for glpk, none for slots). Slots then have a plan rolled out from \
      continuous charging, with its gap. Continuous dp has no need of it.
      """,
      valueName: "seconds"))
  var timeLimit: Double?

  @Option(help: ArgumentHelp("Have glpk prove this share of the plans again, drawn by seed and id.", valueName: "fraction"))
  var certify: Double?

  @Option(help: "Plan single steps (one interval of one task, no tail) for this: utility or clean-energy.")
  var objective: Plan.Objective?

  @Option(help: ArgumentHelp("Reward for a mWh stored after a single step, under utility (default: 0).", valueName: "reward"))
  var energyPrice: Double?

  @Option(help: ArgumentHelp("Where values of stored energy, and what is best there, go.", valueName: "file"))
  var valuesOutput: String?

  @Option(help: ArgumentHelp("Levels of stored energy to value in every interval.", valueName: "n"))
  var valuesLevels = 17

  @Option(
    help: ArgumentHelp(
      "Write the one scenario's programme in CPLEX LP format, for glpsol, HiGHS or CBC, instead of planning.",
      valueName: "file"))
  var writeLp: String?

  @Option(help: ArgumentHelp("The models' power profiles.", valueName: "file"))
  var models = "model-data/power_profiles.json"

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let gap, !(gap >= 0 && gap.isFinite) { throw ValidationError("--gap is \(gap); it must be at least 0") }
    if let timeLimit, !(timeLimit > 0 && timeLimit.isFinite) {
      throw ValidationError("--time-limit is \(timeLimit); it must be above 0")
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
    result.timeLimitSeconds = timeLimit ?? result.timeLimitSeconds
    result.certifiedFraction = certify ?? result.certifiedFraction
    result.objective = objective ?? result.objective
    result.energyPrice = energyPrice ?? result.energyPrice
    return result
  }

  func run(_ call: Invocation<SolveConfiguration>) throws(Failure) {
    let (configuration, seed, log) = (call.configuration, call.seed, call.log)
    let levels = valuesOutput == nil ? 0 : valuesLevels
    try configuration.check(wantsValues: levels > 0)
    let models = try PowerProfile.read(path: models)
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
