import Camera
import Charting
import Glibc
import GridData
import Records
import StreamIO

@testable import plot

/// A small invented study, the same always.
enum SampleStudy {
  static let controllers = ["naive_strong", "naive", "threshold", "mpc_ar", "forecast", "oracle", "my own"]
  static let ratios = [39.4, 1, 0.298, 0.0961, 0.0817, 0, 0.5]

  static func summary(
    _ metric: String, _ by: [(String, String)], _ mean: Double?, spread: Double? = 0.1, n: Int = 64,
    modelled: Double? = 1
  ) -> Summary {
    var summary = Summary()
    summary.by = Group(by.map { ($0.0, RawJSON(text: "\"\($0.1)\"")) })
    (summary.metric, summary.n, summary.mean, summary.ciMethod) = (metric, n, mean, "student t")
    if let mean, let spread { (summary.ciLow, summary.ciHigh) = (mean * (1 - spread), mean * (1 + spread)) }
    summary.modelled = modelled.map { NamedShare(name: "grid_modelled", share: $0) }
    return summary
  }

  static func summaries(modelled: Double? = 1) -> [Summary] {
    var summaries: [Summary] = []
    for (index, controller) in controllers.enumerated() {
      let by = [("controller", controller)]
      let values = [
        ("regret/naive_regret", ratios[index]), ("normalised_regret", ratios[index] * 1.7),
        ("success_rate", 0.99 - 0.005 * Double(index)), ("carbon_g", 31 - Double(index)),
      ]
      summaries += values.map { summary($0, by, $1, modelled: modelled) }
      for (zone, factor) in [("US-CAL-CISO", 1.0), ("US-NY-NYIS", 1.4)] {
        for (place, season) in Season.allCases.enumerated() {
          let group = by + [("zone", zone), ("season", season.rawValue)]
          let value = ratios[index] * factor * (0.7 + 0.1 * Double((place + index) % 4))
          summaries.append(summary("regret/naive_regret", group, value, spread: 0.3, n: 4, modelled: modelled))
        }
      }
    }
    return summaries
  }

  static func comparison(_ metric: String, _ a: String, _ b: String, _ difference: Double) -> Comparison {
    var comparison = Comparison()
    (comparison.a, comparison.b, comparison.metric, comparison.pairs) = (a, b, metric, 64)
    comparison.meanDifference = difference
    (comparison.ciLow, comparison.ciHigh) = (difference - 0.01, difference + 0.01)
    (comparison.effectSize, comparison.test) = (difference * 20, "Wilcoxon signed-rank")
    (comparison.p, comparison.pAdjusted) = (0.0004, 0.0012)
    return comparison
  }

  /// Two days of hours under three controllers.
  static func traces(modelled: Bool? = true) throws -> [TraceRecord] {
    var input = StudyInput("", try TraceReader(words()), [])
    for (index, controller) in ["naive", "forecast", "oracle"].enumerated() {
      for hour in 0..<48 {
        var trace = Trace()
        (trace.id, trace.controller, trace.intervalSeconds) = ("NY-spring-0", controller, 3600)
        (trace.time, trace.gridModelled) = (Instant(year: 2024, month: 3, day: 1) + hour * 3600, modelled)
        trace.carbonFree = 0.3 + 0.02 * Double(hour % 24)
        trace.batteryWh = Double((hour * (index + 3)) % 11) / 2
        trace.model = hour % 7 == index ? nil : hour % 5 == 0 ? "YOLOv10_B" : "YOLOv10_N"
        trace.usedMwh = trace.model == nil ? 0 : trace.model == "YOLOv10_B" ? 2500 : 770
        trace.charge = hour % 6 == index ? 0.04 : 0
        trace.gridMwh = trace.charge * 100_000
        try add(trace, to: &input)
      }
    }
    return input.records.traces
  }

  /// Those of the camera study.
  static func words() throws -> Words {
    try Words.read("\(#filePath.dropLast("Tests/PlotTests/SampleStudy.swift".count))pipelines/camera/words.jsonc")
  }

  /// As if it stood in a file.
  static func add<R: Record>(_ record: R, to input: inout StudyInput) throws {
    var record = record
    var writer = JSONWriter()
    writer.write(record: &record)
    var path = Array("/tmp/plot-tests-XXXXXX".utf8CString)
    let file = mkstemp(&path)
    defer {
      close(file)
      unlink(path)
    }
    let text = writer.text + "\n"
    guard Glibc.write(file, text, text.utf8.count) == text.utf8.count else { return }
    let lines = try LineReader(path: String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
    while let line = try lines.next() { try input.add(line, lines) }
  }

  static func study(modelled: Double? = 1, networks: [Network] = []) throws -> Study {
    var network = Network()
    (network.architecture, network.validationSeries) = ("ridge", ["US-NY-NYIS/2024"])
    network.leadRmse = (1...30).map { 0.002 * Double($0) }
    network.leadRmseOfAutoregression = (1...30).map { 0.0022 * Double($0) }
    network.leadRmseOfPersistence = (1...30).map { 0.004 * Double($0) }
    let words = try words()
    var input = StudyInput("", try TraceReader(words), try RecordTable.all(words))
    for network in [network] + networks { try add(network, to: &input) }
    var records = input.records
    records.summaries = summaries(modelled: modelled)
    records.comparisons = [
      comparison("carbon_g", "forecast", "naive", -4), comparison("success_rate", "forecast", "naive", -0.004),
      comparison("normalised_regret", "forecast", "mpc_ar", -0.018),
    ]
    records.rankings = controllers.enumerated().map { index, controller in
      var ranking = Ranking()
      (ranking.metric, ranking.contender, ranking.contenders) = ("normalised_regret", controller, controllers.count)
      (ranking.meanRank, ranking.n, ranking.criticalDifference) = (7 - Double(index) * 0.9, 64, 1.13)
      return ranking
    }
    records.insights = (1...2).map { rank in
      var insight = Insight()
      (insight.rank, insight.effect, insight.p) = (rank, 1 / Double(rank), 0.0001 * Double(rank))
      insight.sentence = "carbon_g is lower by \(rank) under forecast than under naive."
      return insight
    }
    records.traces = try traces()
    return Study(records, StudySettings(words))
  }
}
