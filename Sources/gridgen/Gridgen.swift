import ArgumentParser
import CommandSupport
import GridData
import StreamIO

struct Gridgen: Tool {
  static let name = "gridgen"
  static let schemas = [RecordSchema(of: GridRow.self)]
  static let formerOptions = ["--interval": "--interval-s"]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Write a modelled year of a grid zone, where no measured one is at hand.",
    discussion: """
      The CSV has the columns of Electricity Maps' files. Every row says that it \
      is modelled, and so does everything made from it. The zone table holds the \
      zones and their parameters.

      Memory: one year, which is 16 MB at 5 minutes.

      \(ArgumentReading.explanation(of: formerOptions))

      EXAMPLES
        gridgen --zone US-NY-NYIS -o US-NY-NYIS_2024_5_minute.csv
        gridgen --zone US-NW-PSEI --interval-s 3600 | head -3
      """,
    version: suiteVersion)

  @Option(help: ArgumentHelp("Zone id, as in the zone table.", valueName: "zone"))
  var zone: String?

  @OptionGroup var zones: ZonesOption

  @Option(help: ArgumentHelp("Calendar year.", valueName: "year"))
  var year = 2024

  @Option(help: ArgumentHelp("Length of an interval in seconds.", valueName: "seconds"))
  var intervalS = 300

  @OptionGroup var common: CommonOptions

  func run(_ call: Invocation<NoConfiguration>) throws(Failure) {
    let table = try zones.read { path throws(Failure) in try ZoneTable.read(path) }
    let known = table.zones.map(\.id)
    guard let id = self.zone else {
      throw Failure(.usage, "--zone is missing; one of \(known.joined(separator: ", ")) is needed")
    }
    guard let zone = table[id] else {
      let near = nearestName(to: id, among: known).map { "did you mean \($0)?" }
      let all = known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))"
      throw Failure(.usage, "no zone \(id) in \(zones.path); " + (near ?? all))
    }
    let year: ModelledYear
    do throws(Failure) {
      year = try ModelledYear(of: zone, year: self.year, seed: call.seed, intervalSeconds: intervalS)
    } catch { throw error.cause == .usage ? error : error.placed(Place(file: zones.path)) }
    let output = try TextOutput(common)
    try output.write(Array(ModelledYear.csvHeader.utf8))
    var rows: [UInt8] = []
    for first in stride(from: 0, to: year.series.count, by: 512) {
      rows.removeAll(keepingCapacity: true)
      year.appendCSV(rows: first..<min(first + 512, year.series.count), to: &rows)
      try output.write(rows)
    }
    try output.finish()
  }
}

/// A row of the CSV, for `--schema`.
private struct GridRow: Record {
  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    var (text, number, flag) = ("", 0.0, true)
    try visitor.field("Datetime (UTC)", &text, "beginning of the interval, YYYY-MM-DD HH:MM:SS")
    try visitor.field("Country", &text, "of the zone")
    try visitor.field("Zone name", &text, "of the zone")
    try visitor.field("Zone id", &text, "of the zone")
    try visitor.field("Carbon intensity gCO₂eq/kWh (direct)", &number, .nonNegative, "of generation alone")
    try visitor.field("Carbon intensity gCO₂eq/kWh (Life cycle)", &number, .nonNegative, "with plants and fuel")
    try visitor.field("Carbon-free energy percentage (CFE%)", &number, .range(0, 100), "share of the consumed energy")
    try visitor.field("Renewable energy percentage (RE%)", &number, .range(0, 100), "share of the consumed energy")
    try visitor.field("Data source", &text, "says that the year is modelled")
    try visitor.field("Data estimated", &flag, "true")
    try visitor.field("Data estimation method", &text, "MODELLED")
  }
}
