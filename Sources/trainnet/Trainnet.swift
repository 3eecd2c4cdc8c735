import ArgumentParser
import Camera
import CommandSupport
import Records
import StreamIO

extension Network.Task: ExpressibleByArgument {}
extension PolicyChargeLabel: ExpressibleByArgument {}

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

      --task policy reads scenarios with plans (from solve) and imitates them, as \
      the original study did: a network of two heads, the model to run and whether \
      to charge. With --relabel it also learns, round by round, what would have been \
      best in the states that it reaches by itself. The header says how many labels \
      it predicts, of plans left out and of its own states; simulate says what it \
      loses. Scenarios are held in memory: 13 kB for a week of hours, 155 kB for a \
      week of 5 minutes.

      --log has one record for each epoch of a network. A training that is stopped \
      and resumed from its checkpoint writes the same bytes as one that was not.

      Memory: 13 MB, and 1 MB for each year of a zone at 5 minutes, or 7 MB where a \
      network is trained.

      EXAMPLES
        trainnet --leave-out US-NY-NYIS series.ndjson.gz -o network.ndjson.gz
        zcat network.ndjson.gz | jq -c 'select(.kind == "network") | .lead_rmse'
        trainnet --architecture network --epochs 2 series.ndjson.gz -o net.ndjson.gz
        trainnet --task policy --epochs 5 plans.ndjson.gz -o policy.ndjson.gz
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions

  @Option(help: "What to train: forecast or policy.")
  var task: Network.Task?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Judge on this zone (US-NY-NYIS), year (2023) or zone-year (US-NY-NYIS/2023), and learn from the others; "
        + "repeatable.", valueName: "name"))
  var leaveOut: [String] = []

  @Option(help: ArgumentHelp("Weight of the squared weights in the loss.", valueName: "number"))
  var penalty: Double?

  @Option(help: "What the penalty pulls the forecast towards: no_change, or ar, the forecast of mpc_ar.")
  var pullTowards: RidgePrior?

  @Option(help: "Kind of forecast: ridge or network.")
  var architecture: Architecture?

  @Option(help: ArgumentHelp("Most epochs that a network is trained for.", valueName: "n"))
  var epochs: Int?

  @Option(help: ArgumentHelp("Write the state of a network's training to a file every few epochs, to resume from.", valueName: "file"))
  var checkpoint: String?

  @Option(help: ArgumentHelp("Epochs between checkpoints.", valueName: "n"))
  var checkpointEvery: Int?

  @Option(help: ArgumentHelp("Resume from a checkpoint, with the same input and options.", valueName: "file"))
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "Rounds in which a policy also learns what is best in the states that it reaches by itself.", valueName: "n"))
  var relabel: Int?

  @Option(
    help: "What a policy learns of charging: the share of an interval, or what is done at its start.")
  var chargeLabel: PolicyChargeLabel?

  @OptionGroup var models: ModelsOption

  @OptionGroup var common: CommonOptions

  mutating func validate() throws {
    if let penalty, !(penalty > 0 && penalty.isFinite) {
      throw ValidationError("--penalty is \(penalty); a number above 0 is needed")
    }
    if let epochs, !(1...1_000_000).contains(epochs) {
      throw ValidationError("--epochs is \(epochs); 1 to 1000000 are possible")
    }
    if let checkpointEvery, checkpointEvery < 1 {
      throw ValidationError("--checkpoint-every is \(checkpointEvery); at least 1 is needed")
    }
    if let relabel, !(0...100).contains(relabel) {
      throw ValidationError("--relabel is \(relabel); 0 to 100 rounds are possible")
    }
  }

  func resolve(_ configuration: TrainnetConfiguration) -> TrainnetConfiguration {
    var result = configuration
    result.task = task ?? result.task
    result.penalty = penalty ?? result.penalty
    result.prior = pullTowards ?? result.prior
    result.policy.chargeLabel = chargeLabel ?? result.policy.chargeLabel
    result.policy.relabelRounds = relabel ?? result.policy.relabelRounds
    result.architecture = architecture ?? result.architecture
    result.network.options.epochs = epochs ?? result.network.options.epochs
    result.policy.options.epochs = epochs ?? result.policy.options.epochs
    result.checkpointEvery = checkpointEvery ?? result.checkpointEvery
    result.policy.options.epochs = epochs ?? result.policy.options.epochs
    return result
  }

  func run(_ call: Invocation<TrainnetConfiguration>) throws(Failure) {
    // A checkpoint is replaced again and again by one training.
    let lock = try checkpoint.map { path throws(Failure) in try FileLock(of: path) }
    defer { withExtendedLifetime(lock) {} }
    switch call.configuration.task {
    case .forecast: try trainForecast(call)
    case .policy: try trainPolicy(call)
    }
  }
}
