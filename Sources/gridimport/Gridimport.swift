import ArgumentParser
import CommandSupport
import GridData
import StreamIO

struct Gridimport: Tool {
  static let name = "gridimport"
  static let schemas = [RecordSchema(of: ImportedRow.self)]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Make a grid file of what others publish: carbon intensity, or generation by source.",
    discussion: """
      FORMAT is one of

        uk-carbon-intensity  Great Britain's Carbon Intensity API: JSON, national or
                             of a region, and its CSV files
        watttime             WattTime's API, version 3: JSON, and its client's CSV
        entsoe               ENTSO-E's "Actual Generation per Production Type": CSV
        eia930               EIA-930 generation by source: the six-month CSV files,
                             and rows of the API, version 2, as JSON or CSV

      What is written is a file as scengen reads it, with the columns that the format has. \
      Intensity of generation by source is the sum of generation times emission factor over \
      the sum of generation; the carbon-free share is that of nuclear power and of what is \
      renewable, biomass included. Storage is left out, and so are imports. Factors in g/kWh, \
      direct and life cycle (sources: energy-data/importing.md):

      \(factorTable)

      Several files are read as one. An interval that is not whole is left blank, for scengen \
      to refuse or to fill.

      Memory: the intervals and the longest file of JSON.

      EXAMPLES
        gridimport uk-carbon-intensity carbon-intensity.json -o GB_2024.csv
        gridimport watttime --zone US-CAL-CISO < watttime.json | head -3
        gridimport entsoe --zone DE --factor lignite=1050,1100 generation.csv
        gridimport eia930 --area CISO --zone US-CAL-CISO EIA930_BALANCE.csv
      """,
    version: suiteVersion)

  @Argument(help: "What the files are: \(GridImport.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: GridImport

  @Argument(help: ArgumentHelp("Files of one area; - is standard input.", valueName: "file"))
  var files: [String] = ["-"]

  @Option(help: ArgumentHelp("The zone's id in the zone table (default: GB where the format is of it alone).", valueName: "zone"))
  var zone: String?

  @Option(
    help: ArgumentHelp(
      "Of files with several: the region, by name or number, the area, or the balancing authority.", valueName: "name"))
  var area: String?

  @Option(help: "WattTime: what the values are, where a file leaves it out: co2_moer (marginal) or co2_aoer (average).")
  var signal: WattTimeSignal?

  @Option(help: "ENTSO-E: what times are in, where a file leaves it out: utc or cet, with the summer time of the EU.")
  var clock: Clock?

  @Option(
    help: ArgumentHelp("Other emission factors of a source in g/kWh, direct and life cycle; repeatable.", valueName: "source=direct,lifecycle"),
    transform: emissionFactor)
  var factor: [Factor] = []

  @OptionGroup var common: CommonOptions

  func run(_ call: Invocation<NoConfiguration>) throws(Failure) {
    guard let zone = zone ?? (format == .ukCarbonIntensity ? "GB" : nil) else {
      throw Failure(.usage, "--zone is missing: the id that the zone table has for this area, for example US-CAL-CISO or DE")
    }
    var options = GridImport.Options()
    (options.area, options.signal, options.clock) = (area, signal, clock)
    options.factors = factor.map { ($0.source, $0.factor) }
    let grid = try format.read(files, options)
    var text: [UInt8] = []
    grid.appendCSV(zone: zone, to: &text)
    let output = try TextOutput(common)
    try output.write(text)
    try output.finish()
  }

  /// The factors of generation by source, as lines of the help.
  private static var factorTable: String {
    func text(_ factor: EmissionFactor) -> String {
      "\(Int(factor.direct.rounded())), \(Int(factor.lifecycle.rounded()))"
    }
    func column(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.utf8.count)) }
    let rows = EnergySource.allCases.map { source in
      column("  " + source.rawValue, 19) + column(text(EmissionFactors.international[source]), 13)
        + text(EmissionFactors.unitedStates[source])
    }
    return ([column("  source", 19) + column("entsoe", 13) + "eia930"] + rows).joined(separator: "\n")
  }
}

struct Factor: Sendable {
  var source: EnergySource
  var factor: EmissionFactor
}

/// `lignite=1050,1100`.
private func emissionFactor(_ text: String) throws -> Factor {
  let parts = text.split(at: "=")
  let numbers = (parts.count == 2 ? parts[1].split(at: ",") : []).compactMap(Double.init)
  guard numbers.count == 2, numbers.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
    throw ValidationError("\"\(text)\" is no factor such as lignite=1050,1100: g/kWh, direct and life cycle")
  }
  guard let source = EnergySource(rawValue: parts[0]) else {
    let names = EnergySource.allCases.map(\.rawValue)
    let near = nearestName(to: parts[0], among: names).map { "did you mean \($0)?" }
    throw ValidationError("no source \"\(parts[0])\"; \(near ?? "there are \(names.joined(separator: ", "))")")
  }
  return Factor(source: source, factor: EmissionFactor(direct: numbers[0], lifecycle: numbers[1]))
}

extension GridImport: ExpressibleByArgument {}
extension WattTimeSignal: ExpressibleByArgument {}
extension Clock: ExpressibleByArgument {}

/// A row of the CSV, for `--schema`.
private struct ImportedRow: Record {
  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    var (text, number, flag) = ("", Double?.none, true)
    try visitor.field("Datetime (UTC)", &text, "beginning of the interval, YYYY-MM-DD HH:MM:SS")
    try visitor.field("Zone id", &text, "as --zone says")
    try visitor.field("Carbon intensity gCO₂eq/kWh (direct)", &number, .nonNegative, default: nil, "of generation alone")
    try visitor.field("Carbon intensity gCO₂eq/kWh (Life cycle)", &number, .nonNegative, default: nil, "with plants and fuel")
    try visitor.field("Carbon-free energy percentage (CFE%)", &number, .range(0, 100), default: nil, "share of the energy")
    try visitor.field(
      "forecast_carbon_intensity_g_per_kwh", &number, .nonNegative, default: nil, "what the publisher forecast, on the direct basis")
    try visitor.field("forecast_carbon_free", &number, .fraction, default: nil, "what the publisher forecast")
    try visitor.field("Data source", &text, "publisher, signal and area")
    try visitor.field("Data estimated", &flag, "whether the publisher's forecast stands in")
    try visitor.field("Data estimation method", &text, "how it was estimated, if it was")
  }
}
