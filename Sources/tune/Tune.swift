import ArgumentParser
import CommandSupport
import Records
import StreamIO

struct Tune: Tool {
  static let name = "tune"
  static let schemas = [RecordSchema(of: Trial.self)]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Search for better parameters: random trials, cut down by successive halving.",
    discussion: """
      The section tune of the configuration holds a search for each controller: \
      what is drawn (space: a list of values, or a range, for each path such as \
      trainnet.penalty), how many trials, and the budget of each rung: scenarios of \
      each season and zone, and other settings such as epochs. The first rung judges \
      all trials, each next rung the best share (keep) of the one before. Trial 0 \
      changes nothing.

      Steps, as `make tune` takes them:
        variables   TRIALS, RUNGS and SCENARIOS_<rung>, for make
        draw        a trial's configuration, from the study's (input)
        score       a trial's record, from the summaries of its runs (input)
        keep        numbers of the trials that go on, from a rung's records
        report      all trials in a table, and what the best one changes

      Memory: the configuration, and the trials read.

      EXAMPLES
        tune variables --config pipelines/camera/config.jsonc
        tune draw --controller threshold --trial 3 --rung 1 \\
          --config pipelines/camera/config.jsonc pipelines/camera/config.jsonc
        aggregate runs.ndjson.gz --ratio regret/naive_regret \\
          | tune score --trial 0 --rung 1 | tune report
      """,
    version: suiteVersion)

  enum Step: String, ExpressibleByArgument, CaseIterable { case variables, draw, score, keep, report }

  @Argument(help: "What to do.")
  var step: Step?

  @OptionGroup var input: InputOptions

  @Option(help: ArgumentHelp("Whose search it is.", valueName: "name"))
  var controller = "forecast"

  @Option(help: ArgumentHelp("The trial, of draw and score.", valueName: "n"))
  var trial: Int?

  @Option(help: ArgumentHelp("The rung, of draw and score; 1 is the first.", valueName: "n"))
  var rung: Int?

  @Option(help: ArgumentHelp("Of score: what trials are judged by; less is better (default: the only metric there is).", valueName: "field"))
  var metric: String?

  @OptionGroup var common: CommonOptions

  func resolve(_ configuration: TuneConfiguration) -> TuneConfiguration {
    var result = configuration
    result.metric = metric ?? result.metric
    return result
  }

  func validate() throws {
    if let trial, trial < 0 { throw ValidationError("--trial is \(trial); 0 or more is needed") }
    guard let step else {
      if common.schema || common.printConfig { return }
      throw ValidationError("no step is named; one of \(Step.allValueStrings.joined(separator: ", ")) is needed")
    }
    let isOfOneTrial = step == .draw || step == .score
    guard isOfOneTrial == (trial != nil), isOfOneTrial == (rung != nil) else {
      throw ValidationError("--trial and --rung are given together, to draw and score")
    }
  }

  func run(_ call: Invocation<TuneConfiguration>) throws(Failure) {
    let searches = call.configuration.controllers
    guard let configuration = searches[controller] else {
      let known = searches.entries.map(\.name)
      throw Failure(
        .usage, "the configuration has no search for the controller \"\(controller)\"; "
          + (nearestName(to: controller, among: known).map { "did you mean \"\($0)\"?" }
            ?? "there are \(known.joined(separator: ", "))"))
    }
    let search = Search(configuration: configuration, seed: call.seed, metric: call.configuration.metric)
    let (trial, rung) = (trial ?? 0, rung ?? 1)
    switch step {
    case nil: return
    case .variables: try write(variables(search.configuration))
    case .draw:
      _ = try search.rung(rung)
      var study = ConfigurationTree()
      for path in input.inputs { try study.merge(ConfigurationTree.read(path)) }
      do throws(Failure) {
        study = try search.configuration(of: trial, rung: rung, study)
      } catch { throw error.placed(Place(file: input.inputs.joined(separator: ", "))) }
      try write(study.text() + "\n")
    case .score:
      var record = try search.score(of: trial, rung: rung, read(Summary.self))
      var output = try RecordOutput(common)
      try output.write(&record)
      try output.finish()
    case .keep: try write(search.kept(of: readTrials()).map { "\($0)\n" }.joined())
    case .report: try write(tuneReport(readTrials()))
    }
  }

  private func variables(_ configuration: SearchConfiguration) -> String {
    let rungs = configuration.rungs.indices.map { $0 + 1 }
    return "TRIALS := \((0..<configuration.trials).map(String.init).joined(separator: " "))\n"
      + "RUNGS := \(rungs.map(String.init).joined(separator: " "))\n"
      + rungs.map { "SCENARIOS_\($0) := \(configuration.rungs[$0 - 1].scenarios)\n" }.joined()
  }

  private func readTrials() throws(Failure) -> [Trial] {
    let trials = try read(Trial.self)
    if trials.isEmpty { throw Failure(.data, "there are no trials in the input; tune score makes them") }
    return trials
  }

  private func read<R: Record>(_ type: R.Type) throws(Failure) -> [R] {
    var records: [R] = []
    var invalid = InvalidRecords(input)
    try input.forEachInput(threads: common.threadCount) { lines throws(Failure) in
      var reader = RecordReader<R>(lines)
      while true {
        do throws(Failure) {
          guard try reader.next() else { break }
          records.append(reader.record)
        } catch { try invalid.pass(error) }
      }
    }
    invalid.report()
    return records
  }

  private func write(_ text: String) throws(Failure) {
    let output = try TextOutput(common)
    try output.write(text)
    try output.finish()
  }
}
