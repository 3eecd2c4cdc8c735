import ArgumentParser
import CommandSupport
import GridData
import Records
import StreamIO

struct Scengen: Tool {
  static let name = "scengen"
  static let schemas = [RecordSchema(of: Scenario.self), RecordSchema(of: Series.self)]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Draw scenarios: a device, its owner's wishes and a window of grid data each.",
    discussion: """
      Grid files are looked for in the folders of --grid, in their order: \
      ZONE_YEAR_GRANULARITY.csv[.gz], as Electricity Maps publishes them. A \
      scenario is drawn from (seed, location, season, index) alone.

      Devices, wishes and reward weights may stand in the configuration as lists: \
      one combination is drawn for each scenario, or there is one scenario of each \
      (--combinations all), which the field configuration names. --dates gives the \
      days that scenarios start on.

      What the publisher forecast is taken from the columns forecast_carbon_free \
      (0..1), or else forecast_carbon_intensity_g_per_kwh, where --forecast-lead \
      says when it was known. Shares are made of intensities by the straight line \
      through both in the days before the start (forecast_basis in the record).

      Memory does not grow with the scenarios: 13 MB, and 70 bytes for each interval \
      of one location's grid files, 7 MB for a year of 5 minutes.

      EXAMPLES
        scengen --grid out/energy-data --locations CA --count 2 | zcat | jq .start
        scengen --grid out/energy-data --capacity-wh 5 | solve -o plans.ndjson.gz
        scengen --grid out/energy-data --locations NY --dates 02-20,08-20 --count 8
        scengen --grid out/energy-data --series --locations NY | zcat | head -1
      """,
    version: suiteVersion)

  @Option(help: ArgumentHelp("Folder of grid files; may be given again.", valueName: "folder"))
  var grid: [String] = []

  @Option(help: ArgumentHelp("The zone table.", valueName: "file"))
  var zones = "energy-data/zones.jsonc"

  @Option(help: ArgumentHelp("The models' power profiles.", valueName: "file"))
  var models = "model-data/power_profiles.json"

  @Flag(help: "Write the grid itself, a record per zone and day, instead of scenarios.")
  var series = false

  @Flag(help: "Print the locations, seasons, combinations and grid files as make variables and stop.")
  var makeVariables = false

  @OptionGroup(title: "Scenarios") var scenarios: ScenarioOptions

  @OptionGroup var common: CommonOptions

  func resolve(_ configuration: ScengenConfiguration) -> ScengenConfiguration { scenarios.resolve(configuration) }

  func run(_ call: Invocation<ScengenConfiguration>) throws(Failure) {
    let configuration = call.configuration
    try configuration.check()
    let catalog = GridCatalog(directories: grid)
    let table = try ZoneTable.read(zones)
    if makeVariables {
      return try TextOutput.printText(try studyVariables(configuration, catalog, table))
    }
    var output = try RecordOutput(common)
    if series {
      for location in configuration.locations {
        let (series, zone, _) = try read(location, configuration, catalog, table)
        for var record in DailySeries(series, longitude: zone.longitude, basis: configuration.carbonBasis) {
          try output.write(&record)
        }
      }
      return try output.finish()
    }
    let models = try PowerProfile.read(path: self.models)
    var progress = Progress(
      common, unit: "scenarios",
      total: configuration.locations.count * configuration.occasions.count * configuration.scenariosPerOccasion)
    for location in configuration.locations {
      let (series, zone, resampling) = try read(location, configuration, catalog, table)
      if configuration.forecastLeadHours != nil, !series.hasForecast, !common.quiet {
        Diagnostics.write(
          "\(programName): \(location): its grid files have no column forecast_carbon_free or "
            + "forecast_carbon_intensity_g_per_kwh; its scenarios are without a forecast")
      }
      for occasion in configuration.occasions {
        let draw = try ScenarioDraw(
          configuration, models: models, seed: call.seed, location: location, occasion: occasion,
          longitude: zone.longitude, series: series, resampling: resampling)
        for number in 0..<configuration.scenariosPerOccasion {
          var scenario = try draw.scenario(number)
          try output.write(&scenario)
          progress.advance()
        }
      }
    }
    try output.finish()
  }

  /// A location's series at the interval asked for, its zone, and how it was brought there.
  private func read(
    _ location: String, _ configuration: ScengenConfiguration, _ catalog: GridCatalog, _ table: ZoneTable
  ) throws(Failure) -> (CarbonSeries, Zone, Resampling) {
    let fill = FillPolicy(configuration.fill, maxGap: .seconds(Int(configuration.maximumGapHours * 3600)))
    let series = try catalog.read(location, fill: fill)
    guard let zone = table[series.zone] else { throw unknownZone(series.zone, table) }
    let interval = configuration.intervalSeconds ?? series.intervalSeconds
    let method: Resampling =
      interval == series.intervalSeconds
      ? .none : interval > series.intervalSeconds && configuration.resample != .start ? .mean : configuration.resample
    return (try series.resampled(to: interval, by: method), zone, method)
  }

  private func unknownZone(_ id: String, _ table: ZoneTable) -> Failure {
    let near = nearestName(to: id, among: table.zones.map(\.id)).map { "; did you mean \($0)?" } ?? ""
    return Failure(
      .data, "the zone \(id) is not in this table; add its name and coordinates\(near)", at: Place(file: zones))
  }

  /// `LOCATIONS`, `SEASONS`, `CONFIGURATIONS` where all combinations are taken, and for each location its `ZONE_` and
  /// `GRID_FILES_`: what is at hand, else the modelled year that `gridgen` can make in the last folder.
  private func studyVariables(
    _ configuration: ScengenConfiguration, _ catalog: GridCatalog, _ table: ZoneTable
  ) throws(Failure) -> String {
    var text = "LOCATIONS := \(configuration.locations.joined(separator: " "))\n"
    text += "SEASONS := \(configuration.seasons.map(\.rawValue).joined(separator: " "))\n"
    if configuration.combinations == .all {
      let names = configuration.takenCombinations.map(\.combination.name)
      text += "CONFIGURATIONS := \(names.joined(separator: " "))\n"
    }
    for location in configuration.locations {
      let zone: String
      let files: [String]
      do throws(Failure) {
        let selection = try catalog.find(location)
        (zone, files) = (selection.zone, selection.paths)
      } catch {
        guard error.cause == .missingInput, let first = GridCatalog.zones(of: location).first,
          table[first]?.modelled != nil
        else {
          throw error
        }
        (zone, files) = (first, ["\(grid.last ?? ".")/\(first)_2024_5_minute.csv"])
      }
      text += "ZONE_\(location) := \(zone)\nGRID_FILES_\(location) := \(files.joined(separator: " "))\n"
    }
    return text
  }
}
