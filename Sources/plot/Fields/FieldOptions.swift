import ArgumentParser
import Charting
import CommandSupport

/// The options of the charts that draw any records: which field is what.
struct FieldOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Field across; of bars, boxes and violins what their rows are named after.", valueName: "field"))
  var x: String?

  @Option(help: ArgumentHelp("Field measured; each of several comma-separated fields is drawn as a series of its own.", valueName: "fields"))
  var y: String?

  @Option(
    help: ArgumentHelp(
      "Field that colours a heat map: the mean in each cell (default: the number of records).", valueName: "field"))
  var z: String?

  @Option(
    help: ArgumentHelp(
      "Fields told apart by colour, comma-separated. Of groups: the field of the rows, after one with a panel for each value "
        + "(default: those of the report). Of table: that of the rows, and one of the columns (default: the contenders').",
      valueName: "fields"))
  var by: String?

  @Option(help: ArgumentHelp("Field with a panel for each value.", valueName: "field"))
  var facet: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Draw only records in which this holds, also with !=, <, <=, > or >=; repeatable: all must hold.",
      valueName: "field=value"))
  var conditions: [String] = []

  @Option(
    help: ArgumentHelp(
      "Fields of the lower and upper end of an interval (default: ci_low,ci_high of a mean).", valueName: "low,high"))
  var interval: String?

  @Option(
    help: ArgumentHelp(
      "The better ends of x and y, low or high each: draws the front of the points none beats in both.", valueName: "x,y"))
  var pareto: String?

  @Option(
    help: ArgumentHelp(
      "Of critical-difference: the better end of y, low or high (default: the metric's own, else low).", valueName: "end"))
  var better: ScatterChart.Better?

  @Option(help: ArgumentHelp("Bins of a histogram, a calibration or a heat map's numbers.", valueName: "n"))
  var bins: Int?

  @Flag(name: .customLong("log-x"), help: "A logarithmic axis across.")
  var isLogX = false

  @Flag(name: .customLong("log-y"), help: "A logarithmic axis of what is measured.")
  var isLogY = false

  @Flag(name: .customLong("sort"), help: "Rows by their value, least first (default: as they come).")
  var isSorted = false

  func validate() throws {
    if let bins, !(1...200).contains(bins) { throw ValidationError("--bins is \(bins); 1 to 200 are possible") }
    if let pareto, front == nil {
      throw ValidationError("--pareto is \(pareto); the better ends of x and y are needed, as in low,high")
    }
    if let interval, fieldList(interval).count != 2 {
      throw ValidationError("--interval is \(interval); the fields of its two ends are needed")
    }
  }

  /// The options that were given and are not of all charts, with those they are of.
  var given: [(name: String, of: [FieldChart.Kind])] {
    let all: [(name: String, isGiven: Bool, of: [FieldChart.Kind])] = [
      ("--y", y != nil, FieldChart.Kind.allCases.filter { $0 != .histogram && $0 != .ecdf }),
      ("--z", z != nil, [.heatmap]),
      ("--by", by != nil, FieldChart.Kind.allCases.filter { $0 != .heatmap && $0 != .confusion }),
      ("--facet", facet != nil, [.line, .area, .bar, .dots, .box, .violin, .ridges, .scatter, .heatmap, .histogram, .ecdf, .calibration]),
      ("--interval", interval != nil, [.line, .bar, .dots, .scatter]),
      ("--pareto", pareto != nil, [.scatter]),
      ("--better", better != nil, [.criticalDifference]),
      ("--bins", bins != nil, [.histogram, .calibration, .heatmap]),
      ("--log-x", isLogX, [.line, .area, .scatter, .ecdf]),
      ("--log-y", isLogY, [.line, .area, .bar, .dots, .box, .violin, .ridges, .scatter]),
      ("--sort", isSorted, [.bar, .dots]),
    ]
    return all.filter(\.isGiven).map { ($0.name, $0.of) }
  }

  /// The names of all options that were given.
  var givenNames: [String] { given.map(\.name) + (x == nil ? [] : ["--x"]) + (conditions.isEmpty ? [] : ["--where"]) }

  var front: (x: ScatterChart.Better, y: ScatterChart.Better)? {
    let ends = fieldList(pareto ?? "").compactMap(ScatterChart.Better.init)
    return ends.count == 2 ? (ends[0], ends[1]) : nil
  }
}

extension ScatterChart.Better: ExpressibleByArgument {}
