import ArgumentParser
import CommandSupport
import Learning
import Records
import Simulation
import StreamIO

struct Simulate: Tool {
  static let name = "simulate"
  static let schemas = [
    RecordSchema(of: Run.self).passingOn(RecordSchema(of: Scenario.self), dropping: Run.dropped),
    RecordSchema(of: Trace.self),
  ]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Run controllers on scenarios: one run record per scenario and controller.",
    discussion: """
      Controllers, by name:
      \(ControllerRegistry.entries.map { "  " + $0.name.padded(to: 26) + $0.description }.joined(separator: "\n"))
        mpc           is mpc_ar

      Where a scenario has its plan (from solve), a run tells its regret: the \
      plan's bound less what the run earned and the energy left is worth. \
      normalised_regret is 0 for the clairvoyant and 1 for naive.

      Overheads are off by default: what the models' profiles leave out. \
      A task that cannot pay for deciding and standby runs no model. Plans know \
      nothing of them, so that runs with any have no clairvoyant bound and no \
      regret.

      EXAMPLES
        simulate --controllers naive,mpc plans.ndjson.gz -o runs.ndjson.gz
        simulate plans.ndjson.gz | zcat | jq -c '[.controller, .normalised_regret]'
        simulate --controllers mpc --trace interval \\
          --trace-output traces.ndjson.gz plans.ndjson.gz -o runs.ndjson.gz
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions

  @Option(help: "Controllers to run, by commas.", transform: { $0.split(separator: ",").map(String.init) })
  var controllers: [String]?

  @Option(
    name: .customLong("network"),
    help: ArgumentHelp(
      "The network of the controller forecast, from trainnet; given again, the forecasts are averaged.",
      valueName: "file"))
  var networks: [String] = []

  @Option(help: ArgumentHelp("Weight of the training against the place's own hours in forecast.", valueName: "hours"))
  var priorHours: Double?

  @Option(
    name: .customLong("policy"),
    help: ArgumentHelp(
      "The network of policy and policy_guarded, from trainnet --task policy; one of --relabel is that of "
        + "policy_relabelled and policy_relabelled_guarded, and may be given beside it.", valueName: "file"))
  var policies: [String] = []

  @OptionGroup(title: "Overheads") var overheads: OverheadOptions

  @Option(help: "What to trace: interval, or task.")
  var trace: TraceStep?

  @Option(help: ArgumentHelp("Where the trace goes.", valueName: "file"))
  var traceOutput: String?

  @Option(help: ArgumentHelp("The models' power profiles.", valueName: "file"))
  var models = "model-data/power_profiles.json"

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let priorHours, !(priorHours > 0 && priorHours.isFinite) {
      throw ValidationError("--prior-hours is \(priorHours); a number above 0 is needed")
    }
    guard (trace == nil) == (traceOutput == nil) else {
      throw ValidationError("--trace and --trace-output go together; give both")
    }
  }

  func resolve(_ configuration: SimulateConfiguration) -> SimulateConfiguration {
    var result = configuration
    result.controllers = controllers ?? result.controllers
    result.forecast.priorHours = priorHours ?? result.forecast.priorHours
    result.overheads = overheads.resolve(result.overheads)
    return result
  }

  func run(_ call: Invocation<SimulateConfiguration>) throws(Failure) {
    let batch = try ControllerBatch(
      call.configuration, networks: networks, policies: policies, models: PowerProfile.read(path: models))
    if call.configuration.overheads.standbyW > 0, !common.quiet {
      Diagnostics.write(
        "simulate: standby_w is on; the energy per inference of measured profiles already counts part of it")
    }
    let trace = trace
    try filterRecords(
      Scenario.self, tool: Self.name, input: input, options: common, unit: "scenarios", dropping: Run.dropped,
      sidePath: traceOutput,
      makeState: { () throws(Failure) in batch },
      transform: { batch, scenario, line, output throws(Failure) in
        let traces = trace.map(TraceLines.init)
        for var run in batch.runs(scenario, traces: traces) { line.write(setting: &run, to: &output.main) }
        if let traces { output.side.append(raw: traces.text) }
      })
  }
}

extension TraceStep: ExpressibleByArgument {}

extension String {
  /// The text with spaces after it to a width, for columns in `--help`.
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(1, width - count)) }
}
