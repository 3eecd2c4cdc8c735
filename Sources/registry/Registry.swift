import ArgumentParser
import Charting
import CommandSupport
import Records
import StreamIO

struct Registry: Tool {
  static let name = "registry"
  static let schemas = [RecordSchema(of: RegisteredNetwork.self)]
  static let formerOptions = ["--version": "--network-version"]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Keep a record of trained networks, and promote the one that does best where it was not trained.",
    discussion: """
      Steps:
        add       appends a network as the next version of its name, with the
                  checksums of its file and its training data, its errors, and
                  the metric of its runs; runs on series that it was trained
                  on are refused. The same network with the same runs is
                  added once.
        promote   marks the best version of each name, or of --name alone, or
                  its --network-version
        list      prints a table of all versions

      Whether a version is better than the promoted one is decided on the \
      scenarios that both ran: by the difference of the metric, a ratio of two \
      sums. It is promoted if that is below 0; with --proved, only if all of its \
      interval is (95 %, bootstrapped by cluster). The metric, which runs count, \
      what depends on each other and how series are named stand in the section \
      registry of the configuration, or in the options. A --network-version \
      that is no better is refused, with exit status 65.

      A registry is plain NDJSON and is replaced as a whole; with -o the new one is \
      written there and the old one is left as it is. Checksums are those of \
      zcat | sha256sum. Who adds or promotes while another does waits, a minute at \
      most.

      Memory: the registry, with the two numbers of each network in each scenario.

      \(ArgumentReading.explanation(of: formerOptions))

      EXAMPLES
        registry add registry.ndjson --name forecast --network network.ndjson.gz \\
          --runs ny-runs.ndjson.gz --series series.ndjson.gz \\
          --config pipelines/camera/config.jsonc
        registry promote registry.ndjson
        registry list registry.ndjson
        jq -c 'select(.promoted) | [.name, .version]' registry.ndjson
      """,
    version: suiteVersion)

  enum Step: String, ExpressibleByArgument, CaseIterable { case add, promote, list }

  @Argument(help: "What to do.")
  var step: Step?

  @Argument(help: ArgumentHelp("The registry.", valueName: "file"))
  var registry: String?

  @Option(help: "What the network is for; its versions count up under it.")
  var name: String?

  @Option(help: ArgumentHelp("The version to promote (default: the best).", valueName: "n"))
  var networkVersion: Int?

  @Flag(help: "Promote only what is proved better than the version promoted before.")
  var proved = false

  @Option(help: ArgumentHelp("The network to add.", valueName: "file"))
  var network: String?

  @Option(help: ArgumentHelp("Its runs on zones and years it was not trained on; repeatable.", valueName: "file"))
  var runs: [String] = []

  @Option(help: ArgumentHelp("The series it was trained on; repeatable.", valueName: "file"))
  var series: [String] = []

  @Option(help: ArgumentHelp("The command that trained it.", valueName: "text"))
  var command = ""

  @Option(help: ArgumentHelp("What judges it: a ratio of sums of two fields of runs; less is better.", valueName: "a/b"))
  var metric: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Runs that judge it are those in which this holds, with =, !=, <, <=, > or >=; repeatable.", valueName: "field=value"))
  var conditions: [String] = []

  @Option(help: ArgumentHelp("Field that names a scenario, by which runs are paired (default: id).", valueName: "field"))
  var pair: String?

  @Option(
    help: ArgumentHelp("Fields that name a cluster of runs that depend on each other, comma-separated.", valueName: "fields"),
    transform: fieldList)
  var cluster: [String]?

  @Option(
    help: ArgumentHelp(
      "Fields that together name the series a run is on, as a network names those it was trained on; year() of a time is one.",
      valueName: "fields"), transform: fieldList)
  var ofSeries: [String]?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard let step else {
      if common.schema || common.printConfig { return }
      throw ValidationError("no step is named; one of \(Step.allValueStrings.joined(separator: ", ")) is needed")
    }
    guard registry != nil else { throw ValidationError("no registry is named; \(step) FILE is needed") }
    if step == .add, name == nil || network == nil || runs.isEmpty {
      throw ValidationError("add needs --name, --network and --runs")
    }
    if networkVersion != nil, step != .promote || name == nil {
      throw ValidationError("--network-version is for promote, and goes with --name")
    }
  }

  func resolve(_ configuration: RegistryConfiguration) -> RegistryConfiguration {
    var result = configuration
    result.metric = metric ?? result.metric
    if !conditions.isEmpty { result.conditions = conditions }
    result.pair = pair ?? result.pair
    result.cluster = cluster ?? result.cluster
    result.series = ofSeries ?? result.series
    return result
  }

  func run(_ call: Invocation<RegistryConfiguration>) throws(Failure) {
    guard let path = registry else { return }
    switch step {
    case nil: return
    case .add: try add(to: path, call.configuration, seed: call.seed)
    case .promote: try promote(in: path, seed: call.seed)
    case .list: try list(path)
    }
  }

  private func add(to path: String, _ configuration: RegistryConfiguration, seed: UInt64) throws(Failure) {
    guard let name, let network else { return }
    // Before the registry is locked, as this takes longest.
    var entry = try Candidate(
      name: name, networkPath: network, runPaths: runs, seriesPaths: series, command: command, configuration: configuration
    ).entry(seed: seed)
    var told = ""
    try RegistryFile.change(path, mayBeMissing: true, writingTo: common.output) { file throws(Failure) in
      let versions = file.entries.filter { $0.name.exact == name.exact }
      if let same = versions.last(where: { $0.networkChecksum == entry.networkChecksum && $0.rollOuts == entry.rollOuts }) {
        told = "\(name): is version \(same.version) already"
        return
      }
      entry.version = (versions.last?.version ?? 0) + 1
      if let incumbent = versions.first(where: \.isPromoted) {
        let difference = Gate(seed: seed, asksForProof: proved).difference(entry, from: incumbent)
        (entry.comparedWith, entry.pairs) = (incumbent.version, difference.pairs)
        (entry.difference, entry.differenceLow, entry.differenceHigh) = (difference.value, difference.low, difference.high)
      }
      file.append(entry)
      told = "\(name): added as version \(entry.version)"
    }
    try tell(told)
  }

  private func promote(in path: String, seed: UInt64) throws(Failure) {
    var told: [String] = []
    try RegistryFile.change(path, mayBeMissing: false, writingTo: common.output) { file throws(Failure) in
      for name in name.map({ [$0] }) ?? file.names {
        switch try Gate(seed: seed, asksForProof: proved).verdict(on: file.versions(of: name), version: networkVersion) {
        case .promote(let version, let reason):
          file.promote(version, of: name)
          told.append("\(name): version \(version) is promoted, \(reason)")
        case .stay(let reason):
          if networkVersion != nil { throw Failure(.data, "\(name): not promoted: \(reason)", at: Place(file: path)) }
          told.append("\(name): nothing is changed: \(reason)")
        }
      }
    }
    try tell(told.joined(separator: "\n"))
  }

  private func list(_ path: String) throws(Failure) {
    let file = try RegistryFile(path, mayBeMissing: false)
    var table = DataTable(
      columns: [
        .init("name"), .init("version", isNumeric: true), .init("promoted"), .init("architecture"), .init("data"),
        .init("runs", isNumeric: true), .init(file.entries.lazy.map(\.metric).first { !$0.isEmpty } ?? "metric", isNumeric: true),
        .init("less the promoted one's", isNumeric: true), .init("network_sha256"),
      ])
    for entry in file.entries {
      table.rows.append([
        entry.name, "\(entry.version)", entry.isPromoted ? "yes" : "", entry.architecture,
        entry.trainedOnModelled ? "modelled" : "measured", "\(entry.rollOuts.count)",
        "\(MetricRatio(value: entry.regretRatio, low: entry.ciLow, high: entry.ciHigh))",
        entry.comparedWith == nil
          ? ""
          : "\(MetricRatio(value: entry.difference, low: entry.differenceLow, high: entry.differenceHigh))",
        String(entry.networkChecksum.prefix(12)),
      ])
    }
    let output = try TextOutput(common)
    try output.write(table.text + "\n")
    try output.finish()
  }

  private func tell(_ line: String) throws(Failure) {
    if !common.quiet { try TextOutput.printText(line + "\n") }
  }
}
