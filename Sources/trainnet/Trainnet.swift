import ArgumentParser
import CommandSupport
import Records
import Stages
import StreamIO

extension Network.Task: ExpressibleByArgument {}

struct Trainnet: Tool {
  static let name = "trainnet"
  static let schemas = [RecordSchema(of: Network.self), RecordSchema(of: Layer.self)]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Learn to forecast the grid's carbon-free share, or to imitate plans.",
    discussion: """
      Reads the grid stream of scengen --series, or scenarios with 7 days of \
      history at least, and learns the next 30 hours from 54 features of the \
      past: by a ridge regression in closed form, or by a network that starts at \
      it and is trained step by step. Writes a header record and its layers. \
      Zones or years left out have no part in training; they judge the forecast: \
      the header's lead_rmse is its error, beside those of no change (persistence) \
      and of the profile of the last 7 days (ar). Days of the other zones \
      (validation_split) decide when the training of a network stops.

      --task policy reads scenarios with plans (from solve) and learns to decide as \
      they do. A scenario's field problem says what it is a scenario of.

      \(Problems.explanation)

      --log has one record for each epoch of a network. A training that is stopped \
      and resumed from its checkpoint writes the same bytes as one that was not.

      Memory: 13 MB, and 1 MB for each year of a zone at 5 minutes, or 7 MB where a \
      network is trained.

      EXAMPLES
        trainnet --leave-out US-NY-NYIS series.ndjson.gz -o network.ndjson.gz
        zcat network.ndjson.gz | jq -c 'select(.kind == "network") | .lead_rmse'
        trainnet --architecture network --epochs 2 series.ndjson.gz -o net.ndjson.gz
      \(Problems.examples)
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions

  @Option(help: "What to train: forecast or policy.")
  var task: Network.Task?

  @OptionGroup var shared: LearningOptions

  @Option(help: ArgumentHelp("Weight of the squared weights in the loss.", valueName: "number"))
  var penalty: Double?

  @Option(help: "What the penalty pulls the forecast towards: no_change, or ar, the last week's mean day corrected by the present.")
  var pullTowards: RidgePrior?

  @Option(help: "Kind of forecast: ridge or network.")
  var architecture: Architecture?

  @OptionGroup var problems: Problems

  @OptionGroup var common: CommonOptions

  mutating func validate() throws {
    if let penalty, !(penalty > 0 && penalty.isFinite) {
      throw ValidationError("--penalty is \(penalty); a number above 0 is needed")
    }
  }

  func resolve(_ configuration: TrainnetConfiguration) -> TrainnetConfiguration {
    var result = configuration
    result.task = task ?? result.task
    result.penalty = penalty ?? result.penalty
    result.prior = pullTowards ?? result.prior
    result.architecture = architecture ?? result.architecture
    result.network.options.epochs = shared.epochs ?? result.network.options.epochs
    result.policy = problems.resolve(result.policy, shared)
    result.checkpointEvery = shared.checkpointEvery ?? result.checkpointEvery
    return result
  }

  func run(_ call: Invocation<TrainnetConfiguration>) throws(Failure) {
    // A checkpoint is replaced again and again by one training.
    let lock = try shared.checkpoint.map { path throws(Failure) in try FileLock(of: path) }
    defer { withExtendedLifetime(lock) {} }
    var shared = shared
    shared.checkpointEvery = call.configuration.checkpointEvery
    switch call.configuration.task {
    case .forecast: try trainForecast(call, shared)
    case .policy: try trainPolicy(call, shared)
    }
  }

  /// Learns to decide as plans do.
  private func trainPolicy(_ call: Invocation<TrainnetConfiguration>, _ shared: LearningOptions) throws(Failure) {
    let lessons = try problems.readLessons(call.with(call.configuration.policy), shared, stage: Self.name, input: input, common)
    var output = try RecordOutput(common)
    try lessons.learn(to: &output)
    try output.finish()
  }
}
