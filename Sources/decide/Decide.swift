import ArgumentParser
import Camera
import CommandSupport
import Forecasting
import Glibc
import StreamIO

struct Decide: Tool {
  static let name = "decide"
  static let schemas = [
    RecordSchema(of: DeviceDecision.self).passingOn(RecordSchema(of: DeviceObservation.self), dropping: DeviceDecision.optional),
    RecordSchema(of: RefusedObservation.self),
  ]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Decide on a device: an observation in, a decision out, one line each, at once.",
    discussion: """
      Observations have time and battery_wh; carbon_free, where it is known; and \
      accuracy_req and latency_req_s, which replace the device's from then on. For \
      --controller mpc_given they bring its publisher's forecast, too: \
      forecast_carbon_free, one share an interval, from forecast_start on (the \
      interval that runs), each forecast_interval_s long (interval_s). A new one \
      replaces the last. A \
      decision is its observation with model (or null), charge (0..1), price, by \
      and, where something is amiss, reason: old data, a time out of line, more \
      energy than the battery holds, a wish that no model meets.
      A line that is no observation ends it with 65; under --skip-invalid it is \
      answered by a record of kind error, with its line, column and error, so that \
      each line in has its line out.

      The device is a JSON file, comments allowed, of a scenario's fields: \
      longitude, interval_s (of the grid signal), task_interval_s, capacity_wh, \
      charge_power_w, charge_efficiency, discharge_efficiency, charging, \
      accuracy_req, latency_req_s, and the four weights.

      WHEN DATA ARE MISSING, LATE OR OLD
        A grid interval begins at a multiple of interval_s (UTC). A second
        carbon_free for it replaces the first; one that brings none keeps the
        last. A repeated line is answered again.
        forecast   decides while carbon_free is not older than --stale-after;
                   or mpc_given, or mpc_ar where no forecast is given beyond now
        threshold  until --blind-after, as if the last carbon_free still held
        naive      beyond it, or when there never was any

      WHEN THE CLOCK JUMPS
        A line older than the latest, or more than 9 days ahead of it, is out of
        line: it is answered as of the latest time, its carbon_free and wishes are
        passed over, and carbon_free counts as old as the two times are apart.
        Lines out of line that go on from each other are believed, with what they
        brought, once they have gone on for --blind-after, or for as long as the
        time before them did; a line in line ends them. What was recorded of later
        times is forgotten then. After more than 9 days the history begins anew.

      Memory is bounded: 9 days of history, 13 kB of correction, the network; \
      under 20 MB resident, however long it runs.

      EXAMPLES
        decide --network network.ndjson.gz --device device.jsonc observations.ndjson
        decide --network network.ndjson.gz --device device.jsonc \\
          --history history.ndjson.gz --state camera.state < observations.ndjson
        decide --network network.ndjson.gz --device device.jsonc --export-c c && ls c
        decide --controller mpc_given --device device.jsonc observations.ndjson
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions

  @Option(
    name: .customLong("network"),
    help: ArgumentHelp("The network, from trainnet; given again, the forecasts are averaged.", valueName: "file"))
  var networks: [String] = []

  @Option(help: "What it plans on: forecast, a trained network; or mpc_given, the forecast that observations bring.")
  var controller = PlannedOn.forecast

  @Option(help: ArgumentHelp("The device's description.", valueName: "file"))
  var device: String?

  @OptionGroup var models: ModelsOption

  @Option(
    help: ArgumentHelp(
      "The grid before the first observation: scengen --series, a scenario with history, or observations. Read where no "
        + "state is.", valueName: "file"))
  var history: String?

  @Option(help: ArgumentHelp("Go on from this file if it is there, and save to it at the end or on SIGTERM. It is of one process at a time.", valueName: "file"))
  var state: String?

  @Option(help: ArgumentHelp("Save the state also after so much observed time.", valueName: "seconds"))
  var saveEvery = 3600

  @Option(help: ArgumentHelp("Do not forecast from an older carbon_free.", valueName: "seconds"))
  var staleAfter = 7200

  @Option(help: ArgumentHelp("Forget an older carbon_free.", valueName: "seconds"))
  var blindAfter = 86_400

  @Option(help: ArgumentHelp("Weight of the training against the place's own hours.", valueName: "hours"))
  var priorHours = OnlineCorrection.defaultPriorHours

  @Option(help: ArgumentHelp("Errors expected of the forecast that the grid is taken to be cleaner; below 0 dirtier.", valueName: "n"))
  var shading = 0.0

  @Option(help: ArgumentHelp("Of the last day's dirty shares: at or below it threshold charges.", valueName: "share"))
  var thresholdQuantile = ThresholdController.Parameters().quantile

  @Option(help: ArgumentHelp("Of the battery: below it threshold charges anyway.", valueName: "share"))
  var thresholdFloor = ThresholdController.Parameters().floor

  @Option(
    name: .customLong("export-c"),
    help: ArgumentHelp("Write the same controller as C99 to a folder, with test vectors, and stop.", valueName: "folder"))
  var exportC: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if !common.schema, !common.printConfig {
      switch (controller, networks.isEmpty) {
      case (.forecast, true):
        throw ValidationError(
          "--network is missing: a file from trainnet; or --controller mpc_given, where observations bring a forecast")
      case (.given, false):
        throw ValidationError("--controller mpc_given plans on the forecast that observations bring; it takes no --network")
      default: break
      }
      if controller == .given, exportC != nil {
        throw ValidationError("--export-c writes the controller forecast; mpc_given is not written as C")
      }
      if device == nil { throw ValidationError("--device is missing: a description such as pipelines/camera/device.jsonc") }
    }
    try Bounds.check([
      ("prior-hours", priorHours, .positive), ("shading", shading, .range(-10, 10)),
      ("threshold-quantile", thresholdQuantile, .fraction), ("threshold-floor", thresholdFloor, .fraction),
    ])
    for (name, value) in [("save-every", saveEvery), ("stale-after", staleAfter), ("blind-after", blindAfter)]
    where value < 0 {
      throw ValidationError("--\(name) is \(value); at least 0 is needed")
    }
  }

  func run(_ call: Invocation<NoConfiguration>) throws(Failure) {
    let description = try readConfiguration(DeviceDescription(), path: SharedFile.located(device ?? ""))
    let networks = try networks.map { path throws(Failure) in try ForecastNetwork.read(path: path) }
    var decider = try makeDecider(description, networks)
    if let exportC {
      let controller = try CController(decider, networks: networks, priorHours: priorHours)
      return try export(controller.files() + [("camera_vectors.txt", TestVectors.standard(for: decider).text)], to: exportC)
    }
    var file = try state.map { path throws(Failure) in try StateFile(path: path, everySeconds: saveEvery) }
    if let file, try ByteSource.exists(file.path) {
      try file.restore(&decider)
    } else if let history {
      var reader = History(description)
      try reader.read(path: history, into: &decider)
    }
    // From here on there is something to save.
    if state != nil { Interruption.endsInput() }
    var output = try RecordOutput(common, isPlainByNature: true)
    var invalid = InvalidRecords(input)
    try input.forEachInput(threads: 1) { lines throws(Failure) in
      try answer(lines, &decider, &file, &invalid, &output)
    }
    try file?.save(decider)
    try output.finish()
    invalid.report()
    file = nil // and its lock, which a signal would leave behind
    Interruption.conclude()
  }

  private func makeDecider(
    _ description: DeviceDescription, _ networks: [ForecastNetwork]
  ) throws(Failure) -> Decider {
    var rules = Decider.Rules()
    (rules.staleAfterSeconds, rules.blindAfterSeconds, rules.shading) = (staleAfter, blindAfter, shading)
    rules.threshold = ThresholdController.Parameters(quantile: thresholdQuantile, floor: thresholdFloor)
    let models = try models.read { path throws(Failure) in try PowerProfile.read(path: path) }
    do throws(Failure) {
      return try Decider(description, models: models, networks: networks, priorHours: priorHours, rules: rules)
    } catch { throw error.placed(Place(file: device ?? "")) }
  }

  private func export(_ files: [(name: String, text: String)], to folder: String) throws(Failure) {
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
      throw Failure(.cannotCreate, "cannot be created: \(String(cString: strerror(errno)))", at: Place(file: folder))
    }
    for file in files {
      let output = try TextOutput(path: "\(folder)/\(file.name)")
      try output.write(file.text)
      try output.finish()
    }
  }

  private func answer(
    _ lines: LineReader, _ decider: inout Decider, _ file: inout StateFile?, _ invalid: inout InvalidRecords,
    _ output: inout RecordOutput
  ) throws(Failure) {
    var observations = RecordReader<DeviceObservation>(lines, notesSpans: true)
    var splice = RecordSplice(dropping: DeviceDecision.optional)
    var writer = JSONWriter()
    while !Interruption.isRequested {
      do throws(Failure) {
        guard try observations.next() else { break }
        var decision = try decide(observations.record, &decider, at: lines)
        writer.removeAll()
        splice.write(observations.line, observations.spans, setting: &decision, to: &writer)
      } catch {
        // A line that a signal cut short was never whole.
        if Interruption.isRequested { break }
        try invalid.pass(error)
        var refused = RefusedObservation(error)
        writer.removeAll()
        writer.writeLine(&refused)
      }
      try output.write(line: writer.bytes)
      try file?.saveInTime(decider)
    }
  }

  private func decide(
    _ observation: DeviceObservation, _ decider: inout Decider, at lines: LineReader
  ) throws(Failure) -> DeviceDecision {
    do throws(Failure) {
      return try decider.decide(observation)
    } catch { throw error.placed(Place(file: lines.name, line: lines.lineNumber, column: 1)) }
  }
}

/// What a device may plan on.
enum PlannedOn: String, ExpressibleByArgument, CaseIterable {
  case forecast
  case given = "mpc_given"
}
