import ArgumentParser
import CommandSupport
import Learning
import Records
import StreamIO

struct Trainnet: Tool {
  static let name = "trainnet"
  static let schemas = [RecordSchema(of: Network.self), RecordSchema(of: Layer.self)]
  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Learn to forecast the grid's carbon-free share from series of it.",
    discussion: """
      Reads the grid stream of scengen --series and fits a ridge regression of \
      the next 30 hours on 54 features of the past. Writes a header record and \
      its layers. Zones or years left out are what it is judged on: the header's \
      lead_rmse, beside those of no change (persistence) and of the last 7 days' \
      profile (ar).

      EXAMPLES
        trainnet --leave-out US-NY-NYIS series.ndjson.gz -o network.ndjson.gz
        zcat network.ndjson.gz | jq -c 'select(.kind == "network") | .lead_rmse'
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions

  @Option(help: "What to train: forecast or policy.")
  var task: Network.Task?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Judge on this zone (US-NY-NYIS), year (2023) or zone-year (US-NY-NYIS/2023), and learn from the others; may be "
        + "given again.", valueName: "name"))
  var leaveOut: [String] = []

  @Option(help: ArgumentHelp("Weight of the squared weights in the loss.", valueName: "number"))
  var penalty: Double?

  @Option(
    help: ArgumentHelp(
      "Rounds in which a policy also learns what is best in the states it comes to by itself.", valueName: "n"))
  var relabel: Int?

  @Option(help: ArgumentHelp("The models' power profiles, of a policy.", valueName: "file"))
  var models = "model-data/power_profiles.json"

  @OptionGroup var common: CommonOptions

  mutating func validate() throws {
    if let penalty, !(penalty > 0 && penalty.isFinite) {
      throw ValidationError("--penalty is \(penalty); a number above 0 is needed")
    }
    if let relabel, !(0...100).contains(relabel) {
      throw ValidationError("--relabel is \(relabel); 0 to 100 rounds are possible")
    }
  }

  func resolve(_ configuration: TrainnetConfiguration) -> TrainnetConfiguration {
    var result = configuration
    result.task = task ?? result.task
    result.penalty = penalty ?? result.penalty
    result.policy.relabelRounds = relabel ?? result.policy.relabelRounds
    return result
  }

  func run(_ call: Invocation<TrainnetConfiguration>) throws(Failure) {
    if call.configuration.task == .policy { return try trainPolicy(call) }
    let assembler = try readSeries()
    let network = try ForecastNetwork.trainRidge(
      on: assembler.series, leavingOut: leaveOut, penalty: call.configuration.penalty)
    if let score = network.validation {
      call.log.write(
        .info, "validated",
        [
          "rows": Double(score.rows), "rmse_1h": score.rootMeanSquareError[0],
          "rmse_1h_ar": score.autoregressiveError[0], "rmse_1h_persistence": score.persistenceError[0],
        ])
    }
    var output = try RecordOutput(common)
    var header = network.header(trainedOnModelled: trainedOnModelled(network, assembler))
    try output.write(&header)
    for layer in network.layers {
      var record = Layer()
      (record.name, record.shape, record.weights) = (layer.name, layer.shape, layer.weights)
      try output.write(&record)
    }
    try output.finish()
  }

  private func readSeries() throws(Failure) -> SeriesAssembler {
    var assembler = SeriesAssembler()
    var progress = Progress(common, unit: "days")
    var invalid = InvalidRecords(input)
    try input.forEachInput(threads: common.threadCount) { lines throws(Failure) in
      var days = RecordReader<Series>(lines)
      while true {
        do throws(Failure) {
          guard try days.next() else { break }
        } catch {
          try invalid.pass(error)
          continue
        }
        try assembler.add(days.record, at: Place(file: lines.name, line: lines.lineNumber))
        progress.advance()
      }
    }
    invalid.report(tool: Self.name)
    return assembler
  }

  private func trainedOnModelled(_ network: ForecastNetwork, _ assembler: SeriesAssembler) -> Bool {
    zip(assembler.series, assembler.isModelled).contains { series, isModelled in
      isModelled && network.trainingSeries.contains { $0.hasPrefix(series.zone + "/") }
    }
  }
}
