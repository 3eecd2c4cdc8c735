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
      Reads the grid stream of scengen --series and fits a ridge regression of the next 30 hours on 54 features of the
      past. Writes a header record and its layers. Zones or years left out are what it is judged on: the header's
      lead_rmse, beside those of no change (persistence) and of the profile of the last 7 days (ar).

      EXAMPLES
        scengen --series --grid out/energy-data | trainnet --leave-out US-NY-NYIS -o network.ndjson.gz
        zcat network.ndjson.gz | jq -c 'select(.kind=="network") | .lead_rmse[:6]'
      """,
    version: suiteVersion)

  @OptionGroup var common: CommonOptions

  @Argument(help: ArgumentHelp("The grid stream; - is standard input.", valueName: "series"))
  var input = "-"

  @Option(help: "What to train: forecast.")
  var task: Network.Task?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Judge on this zone (US-NY-NYIS), year (2023) or zone-year (US-NY-NYIS/2023), and learn from the others; may be "
        + "given again.", valueName: "name"))
  var leaveOut: [String] = []

  @Option(help: ArgumentHelp("Weight of the squared weights in the loss.", valueName: "number"))
  var penalty: Double?

  mutating func validate() throws {
    if let penalty, !(penalty > 0 && penalty.isFinite) {
      throw ValidationError("--penalty is \(penalty); a number above 0 is needed")
    }
  }

  func resolve(_ configuration: TrainnetConfiguration) -> TrainnetConfiguration {
    var result = configuration
    result.task = task ?? result.task
    result.penalty = penalty ?? result.penalty
    return result
  }

  func run(_ call: Invocation<TrainnetConfiguration>) throws(Failure) {
    var days = RecordReader<Series>(try LineReader(path: input, threads: common.threadCount))
    var assembler = SeriesAssembler()
    var progress = Progress(common, unit: "days read")
    while try days.next() {
      try assembler.add(days.record, at: Place(file: days.lines.name, line: days.lines.lineNumber))
      progress.advance()
    }
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

  private func trainedOnModelled(_ network: ForecastNetwork, _ assembler: SeriesAssembler) -> Bool {
    zip(assembler.series, assembler.isModelled).contains { series, isModelled in
      isModelled && network.trainingSeries.contains { $0.hasPrefix(series.zone + "/") }
    }
  }
}
