import Learning
import Records
import StreamIO

/// A network that asks for its place in the registry.
struct Candidate {
  var name: String
  var networkPath: String
  var runPaths: [String]
  var seriesPaths: [String]
  var command: String
  var configuration: RegistryConfiguration

  /// Its entry, but for what depends on the registry.
  func entry(seed: UInt64) throws(Failure) -> RegisteredNetwork {
    let (network, checksum) = try readNetworkOnce()
    let rollOuts = try readRuns(trainedOn: Set(network.trainingSeries.map(\.exact)))
    let ratio = MetricRatio(of: rollOuts.runs, seed: seed)
    var entry = RegisteredNetwork()
    (entry.name, entry.command) = (name, command)
    entry.controller = configuration.conditions.first?.split(at: "=", maxSplits: 1).last ?? ""
    entry.networkChecksum = checksum
    for path in seriesPaths { entry.seriesChecksums.append(try SHA256.ofFile(path)) }
    (entry.task, entry.architecture) = (network.task, network.architecture)
    (entry.trainingSeries, entry.trainedOnModelled) = (network.trainingSeries, network.trainedOnModelled)
    (entry.validationRows, entry.leadRmse) = (network.validationRows, network.leadRmse)
    entry.leadRmseOfAutoregression = network.leadRmseOfAutoregression
    (entry.rollOuts, entry.missing) = (rollOuts.runs, rollOuts.missing)
    (entry.regretRatio, entry.ciLow, entry.ciHigh) = (ratio.value, ratio.low, ratio.high)
    return entry
  }

  /// The header, and the checksum of the whole; read once, as a pipe can be.
  private func readNetworkOnce() throws(Failure) -> (Network, String) {
    let source = try ByteSource(path: networkPath)
    source.checksum = SHA256()
    let (network, _) = try readNetwork(LineReader(source))
    return (network, source.checksum?.finish() ?? "")
  }

  private func readRuns(trainedOn series: Set<ExactText>) throws(Failure) -> RollOuts {
    var rollOuts = try RollOuts(configuration)
    for path in runPaths {
      let lines = try LineReader(path: path)
      while let line = try lines.next() {
        let (kind, place) = (try lines.kind(of: line), Place(file: path, line: lines.lineNumber))
        guard kind == "run" else { throw Failure(.data, "a record of kind \"\(kind ?? "")\" where a run is expected", at: place) }
        try rollOuts.add(line, trained: series, at: place)
      }
    }
    try rollOuts.finish()
    return rollOuts
  }
}
