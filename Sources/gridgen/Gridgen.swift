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
    let parameters = table.zones.filter { $0.modelled != nil }.map(\.id)
    let known = parameters.isEmpty ? "of none" : "of \(parameters.joined(separator: ", "))"
    guard let id = self.zone else {
      throw Failure(.usage, "--zone is missing; \(zones.path) has parameters \(known)")
    }
    guard let zone = table[id] else {
      let near = nearestName(to: id, among: table.zones.map(\.id)).map { "did you mean \($0)?" }
      throw Failure(.usage, "no zone \(id) in \(zones.path); " + (near ?? "it has parameters \(known)"))
    }
    guard zone.modelled != nil else {
      throw Failure(
        .data, "no parameters for a modelled year of \(id), which can be read from measured files alone; there are those "
          + known, at: Place(file: zones.path))
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
