import Charting
import CommandSupport
import Glibc
import StreamIO
import Testing

@testable import plot

@Suite struct FieldChartTests {
  /// The chart of some records, as the command line has it.
  private func chart(_ records: [String], _ arguments: String...) throws -> any Chart {
    let path = temporaryPath()
    defer { unlink(path) }
    let sink = try ByteSink(path: path, format: .plain)
    try Array((records.joined(separator: "\n") + "\n").utf8).withUnsafeBufferPointer {
      try sink.write(record: UnsafeRawBufferPointer($0))
    }
    try sink.finish()
    let tool = try PlotTool.parse(arguments + [path])
    guard case .fields(let kind) = tool.chart else { throw Failure(.bug, "not a chart of fields") }
    var chart = try FieldChart(kind, tool.fields, SampleStudy.words(), offsetSeconds: Int((tool.utcOffsetH ?? 0) * 3600), title: nil)
    let lines = try LineReader(path: path)
    while let line = try lines.next() { try chart.table.add(line, lines) }
    return try chart.chart()
  }

  private func temporaryPath() -> String {
    var template = Array("/tmp/plot-tests-XXXXXX".utf8CString)
    close(mkstemp(&template))
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1e-9) }

  /// Against scipy.stats.t.interval(0.95, n - 1, mean, sem).
  @Test func meansHaveStudentsIntervals() throws {
    let records = [("a", 1.0), ("b", 4), ("a", 2), ("a", 3), ("b", 8.5), ("c", 7)].map { #"{"c":"\#($0)","y":\#($1)}"# }
    let made = try #require(try chart(records, "bar", "--x", "c", "--y", "y") as? IntervalChart)
    #expect(made.estimates.map(\.category) == ["a", "b", "c"] && made.estimates.map(\.count) == [3, 2, 1])
    #expect(made.estimates.map(\.value) == [2, 6.25, 7])
    #expect(isNear(made.estimates[0].low, -0.4841377117503307) && isNear(made.estimates[0].high, 4.48413771175033))
    #expect(isNear(made.estimates[1].low, -22.338960656393066) && isNear(made.estimates[1].high, 34.83896065639307))
    #expect(made.estimates[2].low.isNaN && made.estimates[2].high.isNaN)
    let sorted = try #require(try chart(records, "dots", "--x", "c", "--y", "y", "--sort", "--where", "y=7") as? IntervalChart)
    #expect(sorted.estimates.map(\.category) == ["c"])
  }

  @Test func summariesOfOneGroupingAreDrawnAsTheyStand() throws {
    let records = [
      #"{"kind":"summary","by":{"c":"a"},"metric":"m","n":9,"mean":1,"ci_low":0,"ci_high":2}"#,
      #"{"kind":"summary","by":{"c":"a"},"metric":"m","n":9,"mean":1,"ci_low":0,"ci_high":2}"#,
      #"{"kind":"summary","by":{"c":"b"},"metric":"m","n":8,"mean":null,"ci_low":null,"ci_high":null}"#,
      #"{"kind":"summary","by":{"c":"a","zone":"Z"},"metric":"m","n":3,"mean":5,"ci_low":4,"ci_high":6}"#,
      #"{"kind":"summary","by":{},"metric":"m","n":3,"mean":5,"ci_low":4,"ci_high":6}"#,
      #"{"kind":"comparison","by":{"c":"a"},"a":"x","b":"y","metric":"m"}"#,
    ]
    let made = try #require(try chart(records, "dots", "--x", "by.c", "--y", "mean") as? IntervalChart)
    #expect(made.estimates.map(\.category) == ["a", "b"] && made.estimates.map(\.count) == [9, 8])
    #expect(made.estimates[0].low == 0 && made.estimates[0].high == 2 && made.estimates[1].value.isNaN)
  }

  /// Elements of arrays lie an interval apart; parts of times are local.
  @Test func arraysAreSpreadOverTime() throws {
    let records = [#"{"s":{"at":"2024-02-28T23:00:00Z"},"interval_s":1800,"y":[1,null,3],"z":"x"}"#]
    let line = try #require(try chart(records, "line", "--x", "s.at", "--y", "y", "--by", "z") as? LineChart)
    #expect(line.observations.map(\.x) == [1_709_161_200, 1_709_163_000, 1_709_164_800])
    #expect(line.observations.map { $0.y.isNaN ? 0 : $0.y } == [1, 0, 3] && line.observations.allSatisfy { $0.series == "x" })
    let map = try #require(
      try chart(records, "heatmap", "--x", "hour(s.at)", "--y", "date(s.at)", "--z", "y", "--utc-offset-h=0.5") as? HeatMapChart)
    #expect(map.columns == ["0", "23"] && map.rows == ["2024-02-28", "2024-02-29"])
    let values = map.grids[0].values
    #expect(values[0][1] == 1 && values[1][0] == 3 && values[0][0].isNaN && values[1][1].isNaN)
  }

  /// One field over another, in arrays element by element, unless a field is called so; over nothing it is missing.
  @Test func quotients() throws {
    let records = [#"{"a":1,"b":4,"c":"x","km/h":7}"#, #"{"a":3,"b":0,"c":"x"}"#, #"{"a":[6,8],"b":2,"c":"y"}"#]
    let made = try #require(try chart(records, "scatter", "--x", "a/b", "--y", "a") as? ScatterChart)
    #expect(made.observations.map { $0.x.isNaN ? -1 : $0.x } == [0.25, -1, 3, 4])
    #expect(try (chart(records, "histogram", "--x", "km/h") as? HistogramChart)?.samples.flatMap(\.values).filter(\.isFinite) == [7])
    let few = try chart(records, "scatter", "--x", "b", "--y", "a", "--where", "a/b<3") as? ScatterChart
    #expect(few?.observations.map(\.y) == [1])
    #expect(throws: Failure.self) { try chart(records, "histogram", "--x", "a/z") }
    let words = Words()
    #expect(words.text(of: "a_wh/b_s").axis == "A over b (Wh/s)" && words.text(of: "a_wh/b_wh").axis == "A over b")
  }

  /// A panel for each value, all of the same cells and colours; numbers at their heads say what they are.
  @Test func heatMapsHavePanels() throws {
    let records = [(1, "a", 1), (2, "b", 1), (1, "a", 3), (1, "b", 2)].map { #"{"x":\#($0.0),"y":"\#($0.1)","place":\#($0.2)}"# }
    let made = try #require(try chart(records, "heatmap", "--x", "x", "--y", "y", "--facet", "place") as? HeatMapChart)
    #expect(made.grids.map(\.title) == ["Place 1", "Place 2", "Place 3"])
    #expect(made.grids.map { $0.values.joined().filter(\.isFinite).count } == [2, 1, 1])
    let table = made.table()
    #expect(table.rows.count == 6 && table.rows[4] == ["Place 3", "a", "1", "–"] && made.plot().rows.joined().count == 3)
  }

  @Test func categoriesHaveTheirOrder() throws {
    for (values, order) in [
      (["\"winter\"", "\"autumn\"", "\"spring\""], ["winter", "spring", "autumn"]), (["10", "9", "1.5"], ["1.5", "9", "10"]),
      (["\"Mar\"", "\"Jan\""], ["Jan", "Mar"]), (["\"b\"", "\"a\""], ["b", "a"]), (["true", "null"], ["true", "(none)"]),
    ] {
      let records = values.map { #"{"c":\#($0),"y":1}"# }
      let made = try #require(try chart(records, "box", "--x", "c", "--y", "y") as? BoxChart)
      #expect(made.rows.map(\.category) == order)
    }
  }

  /// Bins of as many records; Wilson's interval of 3 in 4 by statsmodels' proportion_confint(3, 4, method="wilson").
  @Test func calibration() throws {
    let outcomes: [(Double, Int)] = [(0.9, 1), (0.1, 0), (0.2, 0), (0.8, 1), (0.7, 1), (0.3, 1), (0.6, 0), (0.4, 0)]
    let records = outcomes.map { #"{"p":\#($0.0),"y":\#($0.1)}"# }
    let made = try #require(try chart(records, "calibration", "--x", "p", "--y", "y", "--bins", "2") as? LineChart)
    #expect(made.observations.map(\.count) == [4, 4] && made.observations.map(\.y) == [0.25, 0.75])
    #expect(isNear(made.observations[0].x, 0.25) && isNear(made.observations[1].x, 0.75))
    #expect(isNear(made.observations[1].low, 0.30064184258240184) && isNear(made.observations[1].high, 0.9544127391902995))
  }

  /// Ranks by scipy.stats.rankdata, block by block; an incomplete block is left out.
  @Test func meanRanks() throws {
    let blocks = ["1": [3.0, 1, 2], "2": [5, 5, 7], "3": [1, 2, 3], "4": [1, 2]]
    let records = blocks.sorted { $0.key < $1.key }.flatMap { block, values in
      zip(["a", "b", "c"], values).map { #"{"id":\#(block),"c":"\#($0)","y":\#($1)}"# }
    }
    let made = try #require(try chart(records, "critical-difference", "--x", "id", "--by", "c", "--y", "y") as? CriticalDifferenceChart)
    let ranks = Dictionary(uniqueKeysWithValues: made.ranks.map { ($0.name, $0.mean) })
    #expect(isNear(ranks["a"] ?? 0, 5.5 / 3) && isNear(ranks["b"] ?? 0, 4.5 / 3) && isNear(ranks["c"] ?? 0, 8.0 / 3))
    let high = try #require(
      try chart(records, "critical-difference", "--x", "id", "--by", "c", "--y", "y", "--better", "high") as? CriticalDifferenceChart)
    #expect(high.ranks.first?.name == "c")
  }

  @Test(arguments: [
    ("carbon_g_per_kwh", "Carbon intensity of the grid (g/kWh)"), ("plan.gap_mwh", "Plan gap (mWh)"), ("by.controller", "Controller"),
    ("hour(start)", "Hour of the day"), ("month(start)", "Month"), ("by.month(start)", "Month"), ("tasks_s", "Tasks (s)"), ("_s", "S"), ("success_rate", "Tasks that meet both wishes"),
  ])
  func titlesSayUnits(field: String, title: String) throws { #expect(try SampleStudy.words().text(of: field).axis == title) }

  @Test(arguments: [
    ("carbon_g_per_kwh", "Carbon (g/kWh)"), ("success_rate", "Success rate"), ("cost_eur", "Cost (€)"), ("by.zone", "Zone"),
    ("import_kwh", "Import (kWh)"), ("price_eur_per_kwh", "Price (€/kWh)"),
  ])
  func fieldsWithoutWordsGoByTheirNames(field: String, title: String) { #expect(Words().text(of: field).axis == title) }
}
