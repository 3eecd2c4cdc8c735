import Camera
import GridData
import Records
import StreamIO
import Testing

/// A room below the problems, and a tool of all of them, has no word of any problem.
@Suite struct GenericRoomTests {
  /// Where such words still stand: rooms, or single files of them.
  private static let stillToBeCleaned = [
    "Charting/Resources/report.js", "Records/Network.swift", "Records/RegisteredNetwork.swift", "aggregate", "decide", "plot",
    "registry", "scengen", "tune",
  ]

  /// Words that no generic text has in any combination.
  private static let words = ["camera", "naive", "regret", "clairvoyant", "uptime", "yolo"]

  /// Names of several words that only the camera's records have, and its controllers.
  private static let names: Set<String> = {
    func fields(_ records: [any Record.Type]) -> Set<String> {
      Set(records.flatMap { RecordSchema(of: $0).fields.map(\.name) })
    }
    let generic = fields([
      Series.self, Network.self, Layer.self, Checkpoint.self, Epoch.self, Summary.self, Comparison.self, Trend.self,
      Correlation.self, Ranking.self, HistogramBin.self, ParetoPoint.self, Insight.self, Figure.self, Trial.self,
    ])
    let own = fields([Scenario.self, Plan.self, Run.self, Trace.self, StateValue.self, DeviceState.self, DeviceDecision.self])
    let columns: Set = ["forecast_carbon_free"]  // of grid files, too
    return own.subtracting(generic).subtracting(columns).union(ControllerRegistry.names).filter { $0.contains("_") }
  }()

  /// All but the problems themselves, and each tool's list of them.
  private static let sources = Repository.files(in: "Sources").filter {
    !$0.hasPrefix("Sources/Problems/") && !$0.hasSuffix("/Problems.swift") && !$0.hasSuffix(".md")
  }

  private func finds(in file: String) -> [String] {
    var finds: [String] = []
    for (number, line) in Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.lowercased()
      var found = Self.words.filter { line.contains($0) }
      found += line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init).filter(Self.names.contains)
      finds += Set(found).sorted().map { "\(file):\(number + 1): \($0)" }
    }
    return finds
  }

  @Test func genericRoomsHaveNoWordOfAProblem() {
    let files = Self.sources.filter { file in !Self.stillToBeCleaned.contains { file.hasPrefix("Sources/\($0)") } }
    #expect(files.count > 100 && Self.names.contains("capacity_wh"))
    for find in files.flatMap(finds) { Issue.record("\(find) is a problem's word, which belongs into its folder") }
  }

  @Test(arguments: stillToBeCleaned) func theListIsNoLongerThanItMust(room: String) {
    let files = Self.sources.filter { $0.hasPrefix("Sources/\(room)") }
    #expect(!files.flatMap(finds).isEmpty, "\(room) is clean: take it off the list")
  }
}
