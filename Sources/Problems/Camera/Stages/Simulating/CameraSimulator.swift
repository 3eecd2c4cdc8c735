import ArgumentParser
import Camera
import CommandSupport
import Stages
import StreamIO

/// Controllers of cameras, judged by the plans of their scenarios.
public struct CameraSimulator: Simulator {
  public static let problem: StaticString = "camera"
  public static let schemas = [
    RecordSchema(of: Run.self).passingOn(RecordSchema(of: Scenario.self), dropping: Run.dropped),
    RecordSchema(of: Trace.self),
  ]
  public static let explanation = """
    Controllers, by name:
    \(ControllerRegistry.entries.map { "  " + $0.name.padded(to: 26) + $0.description }.joined(separator: "\n"))
      mpc           is mpc_ar

    If a scenario has its plan (from solve), its runs have a regret: the plan's \
    bound minus the reward of the run and the value of the energy left. \
    normalised_regret is 0 for the clairvoyant and 1 for naive.

    A scenario that cannot be simulated is a run with status failed and its \
    reason; the rest goes on. So is one whose plan was made for another device, \
    other wishes, weights or models, or another grid (plan.digest), or was \
    changed since: solve it again. A plan without a digest is of an older \
    version, and cannot be told from such.

    A trace of tasks adds up exactly to its run: used_mwh, and grid_mwh at \
    charge_efficiency 1, are whole numbers of 10^-7 mWh, so that their sums as \
    integers or DECIMAL are used_wh and grid_wh.

    A run names its controller's parameters (parameters.quantile). Those of the \
    configuration can be swept:
    \(ControllerRegistry.parameters.map { "  " + $0.path.padded(to: 26) + $0.controllers.joined(separator: ", ") }.joined(separator: "\n"))

    Overheads are costs that the profiles of the models leave out; they are off \
    by default. A task that cannot pay for deciding and standby runs no model. \
    Plans do not include overheads, so runs with overheads have no clairvoyant \
    bound and no regret.

    Memory does not grow with the scenarios: 14 MB, and on each thread 200 bytes \
    for each interval of the longest and a few MB of a trace.
    """
  public static let examples = """
      simulate --controllers naive,mpc plans.ndjson.gz -o runs.ndjson.gz
      simulate plans.ndjson.gz | zcat | jq -c '[.controller, .normalised_regret]'
      simulate --controllers mpc --trace interval \\
        --trace-output traces.ndjson.gz plans.ndjson.gz -o runs.ndjson.gz
      simulate --sweep threshold.quantile=0.1,0.3 --sweep threshold.floor=0,0.1 \\
        --controllers threshold plans.ndjson.gz -o sweep.ndjson.gz
      simulate --trace task --trace-every 12 --trace-controllers mpc,oracle \\
        --trace-output minutes.ndjson.gz plans.ndjson.gz -o runs.ndjson.gz
    """

  @Option(
    name: .customLong("network"),
    help: ArgumentHelp(
      "The network of the controller forecast, from trainnet; repeatable: the forecasts are averaged.",
      valueName: "file"))
  var networks: [String] = []

  @Option(
    name: .customLong("policy"),
    help: ArgumentHelp(
      "The network of policy and policy_guarded, from trainnet --task policy; one of --relabel is that of "
        + "policy_relabelled and policy_relabelled_guarded, and can be given beside it.", valueName: "file"))
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

  @Option(help: ArgumentHelp("Write the trace to this file, step by step, in a few MB of memory a thread however long it is.", valueName: "file"))
  var traceOutput: String?

  @Option(
    help: ArgumentHelp(
      "Trace every n-th step of a run, beginning with the first (default: 1). A record is of its own step alone: a trace adds "
        + "up to the run only if every step is traced.", valueName: "n"))
  var traceEvery: Int?

  @Option(help: "Trace these controllers only, comma-separated.", transform: { $0.split(at: ",", omitsEmpty: true) })
  var traceControllers: [String]?

  @OptionGroup var models: ModelsOption

  public init() {}

  public func validate() throws {
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

  public var sidePath: String? { traceOutput }

  public func resolve(_ configuration: SimulateConfiguration, _ shared: SimulatingOptions) -> SimulateConfiguration {
    var result = parameters.resolve(configuration)
    result.controllers = shared.controllers ?? result.controllers
    result.overheads = overheads.resolve(result.overheads)
    return result
  }

  public func prepare(_ call: StageCall<SimulateConfiguration, SimulatingOptions>) throws(Failure) -> MakeWorker {
    let batch = try ControllerBatch(
      call.configuration, sweeps: sweeps.map { text throws(Failure) in try Sweep(text) }, networks: networks, policies: policies,
      models: models.read { path throws(Failure) in try PowerProfile.read(path: path) },
      trace: trace.map { TraceSelection(step: $0, every: traceEvery ?? 1, controllers: traceControllers) })
    if call.configuration.overheads.standbyW > 0, !call.common.quiet {
      Diagnostics.write(
        "\(programName): standby_w is on; the energy per inference of measured profiles already counts part of it")
    }
    return { () throws(Failure) in
      LineWorker(Scenario.self, dropping: Run.dropped) { scenario, line, output throws(Failure) in
        for var run in try batch.runs(scenario, to: output) { line.write(setting: &run, to: &output.main) }
      }
    }
  }
}

extension TraceStep: ExpressibleByArgument {}

extension String {
  /// The text with spaces after it to a width, for columns in `--help`.
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(1, width - count)) }
}
