import ArgumentParser
import Camera
import CommandSupport
import GridData
import Records
import StreamIO

struct Scengen: Tool {
  static let name = "scengen"
  static let schemas = [RecordSchema(of: Scenario.self), RecordSchema(of: Series.self)]
  static let formerOptions = [
    "--count": "--variations", "--horizon": "--horizon-days", "--tail": "--tail-days", "--history": "--history-days",
    "--task-interval": "--task-interval-s", "--interval": "--interval-s", "--max-gap": "--max-gap-h",
  ]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Draw scenarios: a device, its owner's wishes and a window of grid data each.",
    discussion: """
      Grid files are ZONE_YEAR_GRANULARITY.csv[.gz], as Electricity Maps publishes \
      them. The folders of --grid are searched in their order. A scenario depends on \
      its seed, location, season and index alone.

      The configuration may list devices, wishes and reward weights. Then one \
      combination is drawn for each scenario, or each combination has a scenario of \
      its own (--combinations all), and the field configuration names it. With \
      --dates, scenarios start on these days. Sets of weights take turns, so that \
      each has as many scenarios; the field weights names the set: published_a and \
      published_b of the original study, and never_blind, whose weight of a large \
      miss is the smallest with which running the model that meets the wishes pays \
      at the dirtiest grid.

      What the publisher forecast is taken from the columns forecast_carbon_free \
      (0..1), or else forecast_carbon_intensity_g_per_kwh, where --forecast-lead-h \
      says when it was known. Shares are made of intensities by the straight line \
      through both in the days before the start (forecast_basis in the record).

      Memory does not grow with the scenarios: 13 MB, and 70 bytes for each interval \
      of one location's grid files, which is 7 MB for a year of 5 minutes.

      \(ArgumentReading.explanation(of: formerOptions))

      EXAMPLES
        scengen --grid out/energy-data --locations CA | zcat | jq .start
        scengen --grid out/energy-data --capacity-wh 5 | solve -o plans.ndjson.gz
        scengen --grid out/energy-data --locations NY --dates 02-20,08-20
        scengen --grid out/energy-data --weights never_blind \\
          | zcat | jq .large_miss_weight
        scengen --grid out/energy-data --series --locations NY | zcat | head -1
      """,
    version: suiteVersion)

  @Option(help: ArgumentHelp("Folder of grid files; repeatable.", valueName: "folder"))
  var grid: [String] = []

  @OptionGroup var zones: ZonesOption

  @OptionGroup var models: ModelsOption

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
    let table = try zones.read { path throws(Failure) in try ZoneTable.read(path) }
    if makeVariables {
      return try TextOutput.printText(try studyVariables(configuration, catalog, table))
    }
    var output = try RecordOutput(common)
    if series {
      for location in configuration.locations {
        let (series, zone, _) = try read(location, configuration, catalog, table)
        for var record in DailySeries(series, longitude: zone.longitude, configuration) {
          try output.write(&record)
        }
      }
      return try output.finish()
    }
    let models = try self.models.read { path throws(Failure) in try PowerProfile.read(path: path) }
    var progress = Progress(
      common, unit: "scenarios",
      total: configuration.locations.count * configuration.occasions.count * configuration.scenariosPerOccasion,
      isWriting: true)
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
    do {
      let (resampled, method) = try resample(series, configuration)
      return (resampled, zone, method)
    } catch {
      throw error.placed(Place(file: try catalog.find(location).paths.first ?? location))
    }
  }

  /// The series at the interval asked for, with the columns that controllers need.
  private func resample(
    _ series: CarbonSeries, _ configuration: ScengenConfiguration
  ) throws(Failure) -> (CarbonSeries, Resampling) {
    let interval = configuration.intervalSeconds ?? series.intervalSeconds
    let method: Resampling =
      interval == series.intervalSeconds
      ? .none : interval > series.intervalSeconds && configuration.resample != .start ? .mean : configuration.resample
    var resampled = try series.resampled(to: interval, by: method)
    let basis = configuration.carbonBasis
    if let dirty = configuration.dirtyGramsPerKwh { resampled = try resampled.takingShare(from: basis, dirtyGramsPerKwh: dirty) }
    guard !resampled.carbonFree.isEmpty else {
      throw Failure(
        .data, "no carbon-free share of \(series.zone), for which controllers pay; take it from the intensity: "
          + "--dirty-g-per-kwh 500 counts 500 g/kWh and more as wholly dirty")
    }
    _ = try resampled.intensity(basis)
    return (resampled, method)
  }

  private func unknownZone(_ id: String, _ table: ZoneTable) -> Failure {
    let near = nearestName(to: id, among: table.zones.map(\.id)).map { "; did you mean \($0)?" } ?? ""
    return Failure(
      .data, "the zone \(id) is not in this table; add its name and coordinates\(near)", at: Place(file: zones.path))
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
