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

      A scenario that cannot be simulated is a run with status failed and its \
      reason; the rest goes on. So is one whose plan was made for another device, \
      other wishes, weights or models, or another grid (plan.digest), or was \
      changed since: solve it again. A plan without a digest is of an older \
      version, and cannot be told from such.

      A trace of tasks adds up to its run to the last unit: used_mwh, and \
      grid_mwh at charge_efficiency 1, are whole numbers of 10^-7 mWh, so that \
      their sums as integers or DECIMAL are used_wh and grid_wh.

      A run names its controller's parameters (parameters.quantile). Those of the \
      configuration can be swept:
      \(ControllerRegistry.parameters.map { "  " + $0.path.padded(to: 26) + $0.controllers.joined(separator: ", ") }.joined(separator: "\n"))

      Overheads are off by default: what the models' profiles leave out. \
      A task that cannot pay for deciding and standby runs no model. Plans know \
      nothing of them, so that runs with any have no clairvoyant bound and no \
      regret.

      Memory does not grow with the scenarios: 14 MB, and on each thread 200 bytes \
      for each interval of the longest and a few MB of a trace.

      EXAMPLES
        simulate --controllers naive,mpc plans.ndjson.gz -o runs.ndjson.gz
        simulate plans.ndjson.gz | zcat | jq -c '[.controller, .normalised_regret]'
        simulate --controllers mpc --trace interval \\
          --trace-output traces.ndjson.gz plans.ndjson.gz -o runs.ndjson.gz
        simulate --sweep threshold.quantile=0.1,0.3,0.5 --sweep threshold.floor=0,0.1 \\
          --controllers threshold plans.ndjson.gz -o sweep.ndjson.gz
        simulate --trace task --trace-every 12 --trace-controllers mpc,oracle \\
          --trace-output minutes.ndjson.gz plans.ndjson.gz -o runs.ndjson.gz
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions

  @Option(help: "Controllers to run, by commas.", transform: Self.names)
  var controllers: [String]?

  @Option(
    name: .customLong("network"),
    help: ArgumentHelp(
      "The network of the controller forecast, from trainnet; given again, the forecasts are averaged.",
      valueName: "file"))
  var networks: [String] = []

  @Option(
    name: .customLong("policy"),
    help: ArgumentHelp(
      "The network of policy and policy_guarded, from trainnet --task policy; one of --relabel is that of "
        + "policy_relabelled and policy_relabelled_guarded, and may be given beside it.", valueName: "file"))
  var policies: [String] = []

  @OptionGroup(title: "Parameters of controllers") var parameters: ControllerOptions

  @Option(
    name: .customLong("sweep"),
    help: ArgumentHelp(
      "Run the controllers that have this parameter once for each of the values, as controllers of their own names "
        + "(threshold:quantile=0.1); repeatable, for all combinations.", valueName: "parameter=values"))
  var sweeps: [String] = []

  @OptionGroup(title: "Overheads") var overheads: OverheadOptions

  @Option(help: "What to trace: interval, or task.")
  var trace: TraceStep?

  @Option(help: ArgumentHelp("Where the trace goes, step by step: however long, it takes a few MB a thread.", valueName: "file"))
  var traceOutput: String?

  @Option(
    help: ArgumentHelp(
      "Trace every so many steps of a run, the first included. A record tells of its own step alone: sums over a trace "
        + "are the run's only where each is traced (default: 1).", valueName: "n"))
  var traceEvery: Int?

  @Option(help: "Trace these controllers only, by commas.", transform: Self.names)
  var traceControllers: [String]?

  @Option(help: ArgumentHelp("The models' power profiles.", valueName: "file"))
  var models = "model-data/power_profiles.json"

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (trace == nil) == (traceOutput == nil) else {
      throw ValidationError("--trace and --trace-output go together; give both")
    }
    guard trace != nil || (traceEvery == nil && traceControllers == nil) else {
      throw ValidationError("--trace-every and --trace-controllers choose from a trace; give --trace and --trace-output, too")
    }
    if let traceEvery, traceEvery < 1 {
      throw ValidationError("--trace-every is \(traceEvery); at least 1 is needed")
    }
  }

  func resolve(_ configuration: SimulateConfiguration) -> SimulateConfiguration {
    var result = parameters.resolve(configuration)
    result.controllers = controllers ?? result.controllers
    result.overheads = overheads.resolve(result.overheads)
    return result
  }

  func run(_ call: Invocation<SimulateConfiguration>) throws(Failure) {
    let sweeps = try sweeps.map { text throws(Failure) in try Sweep(text) }
    let batch = try ControllerBatch(
      call.configuration, sweeps: sweeps, networks: networks, policies: policies, models: PowerProfile.read(path: models),
      trace: trace.map { TraceSelection(step: $0, every: traceEvery ?? 1, controllers: traceControllers) })
    if call.configuration.overheads.standbyW > 0, !common.quiet {
      Diagnostics.write(
        "\(programName): standby_w is on; the energy per inference of measured profiles already counts part of it")
    }
    try filterRecords(
      Scenario.self, input: input, options: common, unit: "scenarios", dropping: Run.dropped,
      sidePath: traceOutput,
      makeState: { () throws(Failure) in batch },
      transform: { batch, scenario, line, output throws(Failure) in
        for var run in try batch.runs(scenario, to: output) { line.write(setting: &run, to: &output.main) }
      })
  }

  private static func names(_ list: String) -> [String] { list.split(separator: ",").map(String.init) }
}

extension TraceStep: ExpressibleByArgument {}

extension String {
  /// The text with spaces after it to a width, for columns in `--help`.
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(1, width - count)) }
}
