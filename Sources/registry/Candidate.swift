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
  var controller: String

  /// Its entry, but for what depends on the registry.
  func entry(seed: UInt64) throws(Failure) -> RegisteredNetwork {
    let (network, checksum) = try readNetworkOnce()
    let rollOuts = try readRuns(trainedOn: Set(network.trainingSeries.map(\.exact)))
    let regret = RegretRatio(of: rollOuts.runs, seed: seed)
    var entry = RegisteredNetwork()
    (entry.name, entry.command, entry.controller) = (name, command, controller)
    entry.networkChecksum = checksum
    for path in seriesPaths { entry.seriesChecksums.append(try SHA256.ofFile(path)) }
    (entry.task, entry.architecture) = (network.task, network.architecture)
    (entry.trainingSeries, entry.trainedOnModelled) = (network.trainingSeries, network.trainedOnModelled)
    (entry.validationRows, entry.leadRmse) = (network.validationRows, network.leadRmse)
    entry.leadRmseOfAutoregression = network.leadRmseOfAutoregression
    (entry.rollOuts, entry.missing) = (rollOuts.runs, rollOuts.missing)
    (entry.regretRatio, entry.ciLow, entry.ciHigh) = (regret.value, regret.low, regret.high)
    return entry
  }

  /// The header, and the checksum of the whole; read once, as a pipe can be.
  private func readNetworkOnce() throws(Failure) -> (Network, String) {
    let source = try ByteSource(path: networkPath)
    source.checksum = SHA256()
    let (network, _) = try readNetwork(LineReader(source))
    return (network, source.checksum?.finish() ?? "")
  }

  /// Runs where the network was trained judge nothing, and are refused.
  private func readRuns(trainedOn series: Set<ExactText>) throws(Failure) -> RollOuts {
    var rollOuts = RollOuts()
    for path in runPaths {
      var reader = RecordReader<JudgedRun>(try LineReader(path: path))
      while try reader.next() {
        let run = reader.record
        let place = Place(file: path, line: reader.lines.lineNumber)
        let zoneYear = "\(run.zone)/\(run.start.prefix(4))"
        if run.controller.exact == controller.exact, series.contains(zoneYear.exact) {
          throw Failure(
            .data, "the run \(run.id) is of \(zoneYear), on which the network was trained; "
              + "runs of zones or years left out would be right", at: place)
        }
        try rollOuts.add(run, of: controller, at: place)
      }
    }
    guard !rollOuts.runs.isEmpty else {
      let near = nearestName(to: controller, among: rollOuts.others.sorted().map(\.text)).map { "did you mean \($0)?" }
      let others = rollOuts.others.sorted().map(\.text).joined(separator: ", ")
      throw Failure(
        .data, "no run of \(controller) has a regret; "
          + (rollOuts.missing > 0 ? "scenarios with plans are needed" : near ?? (others.isEmpty ? "there are none" : "there are \(others)")))
    }
    return rollOuts
  }
}
