import ArgumentParser
import Camera
import CameraPlanning
import CommandSupport
import Stages
import StreamIO

/// The clairvoyant optimum of cameras.
public struct CameraSolver: Solver {
  public static let problem: StaticString = "camera"
  public static let schemas = [RecordSchema(of: Scenario.self), RecordSchema(of: StateValue.self)]
  public static let explanation = """
    Methods:
      dp    dynamic programme. Continuous charging: a bound, and a plan within
            about one reward unit of it, in a millisecond a day. Slots: the
            exact optimum. A day of 5-second tasks takes 0.3 to 4 s; with a
            charger slower than the load up to a minute and 200 MB, and memory
            grows with the square root of the horizon. --time-limit-s gives
            such a scenario a plan at once, which the bound of continuous
            charging often proves optimal all the same.
      glpk  branch and cut on the counts of tasks, starting from the plan of the
            dynamic programme, until the absolute gap is below --gap, or for
            --time-limit-s (default: 60).
      auto  glpk for single steps with an --objective, otherwise dp.

    plan.digest is a digest of all that the plan was made of (device, wishes, \
    weights, grid, models), so that no other scenario is judged by it.

    Memory does not grow with the scenarios: 14 MB, and on each thread 300 bytes \
    for each interval of the longest scenario, or more for slots as said above.
    """
  public static let examples = """
      solve scenarios.ndjson.gz | zcat | jq -c '[.id, .plan.reward, .plan.gap]'
      solve --method glpk --gap 5 scenarios.ndjson.gz -o plans.ndjson.gz
      jq -c '.capacity_wh = 5 | .initial_wh = 2' scenarios.ndjson \\
        | solve --plain | jq .plan.bound
      solve --certify 0.5 scenarios.ndjson.gz --plain \\
        | jq 'select(.plan.certified_by) | .plan.certified_bound'
      solve --values-output values.ndjson.gz scenarios.ndjson.gz -o plans.ndjson.gz
      head -1 scenarios.ndjson | solve --write-lp camera.lp
    """

  @Option(help: "Plan for a continuous charger or for slots (default: the scenario's).")
  var charging: Charging?

  @Option(help: "Plan single steps (one interval of one task, no tail) for this: utility or clean-energy.")
  var objective: Plan.Objective?

  @Option(help: ArgumentHelp("Reward for a mWh stored after a single step, under utility (default: 0).", valueName: "reward"))
  var energyPrice: Double?

  @Option(help: ArgumentHelp("Write values of stored energy, and the best decision at each, to this file.", valueName: "file"))
  var valuesOutput: String?

  @Option(help: ArgumentHelp("Levels of stored energy to value in every interval.", valueName: "n"))
  var valuesLevels = 17

  @OptionGroup var models: ModelsOption

  public init() {}

  public func validate() throws {
    try Bounds.check([("energy-price", energyPrice, .nonNegative)])
    guard (2...1_000_000).contains(valuesLevels) else {
      throw ValidationError("--values-levels is \(valuesLevels); it must be from 2 to 1000000")
    }
  }

  public var sidePath: String? { valuesOutput }

  public func resolve(_ configuration: SolveConfiguration, _ shared: SolvingOptions) -> SolveConfiguration {
    var result = configuration
    result.method = shared.method ?? result.method
    result.charging = charging ?? result.charging
    result.gap = shared.gap ?? result.gap
    result.timeLimitSeconds = shared.timeLimitS ?? result.timeLimitSeconds
    result.certifiedFraction = shared.certify ?? result.certifiedFraction
    result.objective = objective ?? result.objective
    result.energyPrice = energyPrice ?? result.energyPrice
    return result
  }

  public func prepare(_ call: StageCall<SolveConfiguration, SolvingOptions>) throws(Failure) -> MakeWorker {
    let (makePlanner, log) = (try prepared(call), call.log)
    return { () throws(Failure) in
      let planner = makePlanner()
      return LineWorker(Scenario.self) { scenario, line, output throws(Failure) in
        let began = monotonicSeconds()
        var (plan, values) = planner.plan(scenario)
        log.write(.info, "planned", about: ["id": scenario.id], ["seconds": monotonicSeconds() - began])
        line.write(setting: &plan, to: &output.main)
        for var value in values { output.side.writeLine(&value) }
      }
    }
  }

  public func writeProgramme(
    of line: InputLine, _ call: StageCall<SolveConfiguration, SolvingOptions>, to path: String?
  ) throws(Failure) {
    let planner = try prepared(call)()
    var (scenario, spans) = (Scenario(), [FieldSpan]())
    try decodeLine(line.bytes, file: line.file, number: line.number, into: &scenario, spans: &spans, notesSpans: false)
    let problem: PlanningProblem
    do throws(InvalidSetup) {
      problem = try planner.problem(scenario)
    } catch { throw Failure(.data, "scenario \(scenario.id): \(error.description)") }
    let output = try TextOutput(path: path)
    try problem.writeProgramme(name: scenario.id) { text throws(Failure) in try output.write(text) }
    try output.finish()
  }

  /// What makes a planner, on a thread that keeps it.
  private func prepared(_ call: StageCall<SolveConfiguration, SolvingOptions>) throws(Failure) -> @Sendable () -> ScenarioPlanner {
    let levels = valuesOutput == nil ? 0 : valuesLevels
    try call.configuration.check(wantsValues: levels > 0)
    let models = try models.read { path throws(Failure) in try PowerProfile.read(path: path) }
    return { ScenarioPlanner(call.configuration, models: models, seed: call.seed, valueLevels: levels) }
  }
}
