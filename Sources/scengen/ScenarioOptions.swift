import ArgumentParser
import Camera
import CameraPlanning
import CommandSupport
import GridData
import Records
import StreamIO

/// The options that override the configuration's section `scengen`.
struct ScenarioOptions: ParsableArguments {
  @Option(help: "Locations, comma-separated: CA, FL, NW, NY or any zone id.", transform: commaSeparated)
  var locations: [String]?

  @Option(help: "Seasons of the start month, comma-separated: winter, spring, summer, autumn.", transform: seasonsByComma)
  var seasons: [Season]?

  @Option(
    help: "Days to start on at 00:00 UTC, comma-separated: 02-20 in the year of the data, or 2024-02-20. Only those in --seasons count.",
    transform: datesByComma)
  var dates: [StartDate]?

  @Option(help: ArgumentHelp("Scenarios per location and season or date, of each combination.", valueName: "n"))
  var variations: Int?

  @Option(help: ArgumentHelp("Judged time, in days.", valueName: "days"))
  var horizonDays: Double?

  @Option(help: ArgumentHelp("Grid data after the judged time, in days; they give stored energy a value.", valueName: "days"))
  var tailDays: Double?

  @Option(help: ArgumentHelp("Grid data before the start, in days; 0 for none.", valueName: "days"))
  var historyDays: Double?

  @Option(help: ArgumentHelp("Time from one task to the next, in seconds.", valueName: "seconds"))
  var taskIntervalS: Int?

  @Option(help: ArgumentHelp("Grid interval in seconds (default: the file's own).", valueName: "seconds"))
  var intervalS: Int?

  @Option(
    help: ArgumentHelp(
      "How shorter intervals are made: hold, or linear, which reveals the future and is not judged. Longer intervals are "
        + "means, or with start the value at their start.", valueName: "way"))
  var resample: Resampling?

  @Option(help: "What is done about missing intervals: none, previous or linear.")
  var fill: Filling?

  @Option(help: ArgumentHelp("Longest gap that is filled, in hours.", valueName: "hours"))
  var maxGapH: Double?

  @Option(help: "Emissions that count: direct or lifecycle.")
  var carbonBasis: CarbonBasis?

  @Option(
    help: ArgumentHelp(
      "Take the publisher's forecast, too, where the grid file has it, as known so long before each interval begins.",
      valueName: "hours"))
  var forecastLeadH: Double?

  @Option(
    help: ArgumentHelp(
      "Take the carbon-free share from the intensity, 1 - intensity/this and at least 0, for grids without a published share.",
      valueName: "g/kWh"))
  var dirtyGPerKwh: Double?

  @Option(help: ArgumentHelp("Battery in Wh, fixed or drawn from a range.", valueName: "low..high"), transform: NumberRange.parse)
  var capacityWh: NumberRange?

  @Option(help: ArgumentHelp("Charging power in W.", valueName: "low..high"), transform: NumberRange.parse)
  var chargePowerW: NumberRange?

  @Option(help: ArgumentHelp("Stored energy at the start, as a fraction.", valueName: "low..high"), transform: NumberRange.parse)
  var initialFraction: NumberRange?

  @Option(help: ArgumentHelp("The least accuracy that the owner wishes.", valueName: "low..high"), transform: NumberRange.parse)
  var accuracyReq: NumberRange?

  @Option(help: ArgumentHelp("The longest latency that the owner wishes, in seconds.", valueName: "low..high"), transform: NumberRange.parse)
  var latencyReqS: NumberRange?

  @Option(help: "Kind of charger: continuous or slots.")
  var charging: Charging?

  @Option(help: "Of the configuration's devices, wishes and weights: draw one combination for each scenario, or take all.")
  var combinations: Combinations?

  @Option(help: "Of the combinations, only these, comma-separated.", transform: commaSeparated)
  var configurations: [String]?

  @Option(help: "Of the configuration's sets of reward weights, only these, by name and commas.", transform: commaSeparated)
  var weights: [String]?

  @Option(help: ArgumentHelp("Share of impossible scenarios.", valueName: "fraction"))
  var infeasibleRate: Double?

  mutating func validate() throws {
    func check(_ name: String, _ value: Double?, _ bounds: Bounds) throws {
      guard let value, !bounds.contains(value) else { return }
      throw ValidationError("\(name) is \(value); it must be \(bounds)")
    }
    try check("--variations", variations.map(Double.init), .count)
    try check("--horizon-days", horizonDays, .duration)
    try check("--tail-days", tailDays, .days)
    try check("--history-days", historyDays, .days)
    try check("--task-interval-s", taskIntervalS.map(Double.init), .seconds)
    try check("--interval-s", intervalS.map(Double.init), .seconds)
    try check("--max-gap-h", maxGapH, .duration)
    try check("--forecast-lead-h", forecastLeadH, .days)
    try check("--dirty-g-per-kwh", dirtyGPerKwh, .positive)
    try check("--infeasible-rate", infeasibleRate, .fraction)
    for (name, range, bounds) in [
      ("--capacity-wh", capacityWh, Bounds.positive), ("--charge-power-w", chargePowerW, .positive),
      ("--initial-fraction", initialFraction, .fraction), ("--accuracy-req", accuracyReq, .fraction),
      ("--latency-req-s", latencyReqS, .positive),
    ] {
      try check(name, range?.low, bounds)
      try check(name, range?.high, bounds)
    }
  }

  func resolve(_ configuration: ScengenConfiguration) -> ScengenConfiguration {
    var result = configuration
    result.locations = locations ?? result.locations
    result.seasons = seasons ?? result.seasons
    result.dates = dates ?? result.dates
    result.variations = variations ?? result.variations
    result.horizonDays = horizonDays ?? result.horizonDays
    result.tailDays = tailDays ?? result.tailDays
    result.historyDays = historyDays ?? result.historyDays
    result.taskIntervalSeconds = taskIntervalS ?? result.taskIntervalSeconds
    result.intervalSeconds = intervalS ?? result.intervalSeconds
    result.resample = resample ?? result.resample
    result.fill = fill ?? result.fill
    result.maximumGapHours = maxGapH ?? result.maximumGapHours
    result.carbonBasis = carbonBasis ?? result.carbonBasis
    result.forecastLeadHours = forecastLeadH ?? result.forecastLeadHours
    result.dirtyGramsPerKwh = dirtyGPerKwh ?? result.dirtyGramsPerKwh
    result.capacityWh = capacityWh ?? result.capacityWh
    result.chargePowerW = chargePowerW ?? result.chargePowerW
    for index in result.devices.indices {
      result.devices[index].capacityWh = capacityWh ?? result.devices[index].capacityWh
      result.devices[index].chargePowerW = chargePowerW ?? result.devices[index].chargePowerW
    }
    result.initialFraction = initialFraction ?? result.initialFraction
    result.accuracyWish = accuracyReq ?? result.accuracyWish
    result.latencyWishSeconds = latencyReqS ?? result.latencyWishSeconds
    for index in result.wishes.indices {
      result.wishes[index].accuracyWish = accuracyReq ?? result.wishes[index].accuracyWish
      result.wishes[index].latencyWishSeconds = latencyReqS ?? result.wishes[index].latencyWishSeconds
    }
    result.combinations = combinations ?? result.combinations
    result.configurations = configurations ?? result.configurations
    result.weights = weights ?? result.weights
    result.charging = charging ?? result.charging
    result.infeasibleRate = infeasibleRate ?? result.infeasibleRate
    return result
  }
}

private func commaSeparated(_ text: String) throws -> [String] {
  let parts = text.split(at: ",", omitsEmpty: true)
  guard !parts.isEmpty else { throw ValidationError("at least one name is needed, as in CA,NY") }
  return parts
}

extension Combinations: ExpressibleByArgument {}

private func datesByComma(_ text: String) throws -> [StartDate] {
  try commaSeparated(text).map { word in
    guard let date = StartDate(word) else { throw ValidationError(StartDate.complaint(word)) }
    return date
  }
}

private func seasonsByComma(_ text: String) throws -> [Season] {
  try commaSeparated(text).map { word in
    guard let season = Season(rawValue: word) else {
      let meant = word.lowercased() == "fall" ? "autumn" : nearestName(to: word, among: Season.allCases.map(\.rawValue))
      let near = meant.map { "; did you mean \($0)?" } ?? ""
      throw ValidationError("\"\(word)\" is not a season (winter, spring, summer, autumn)\(near)")
    }
    return season
  }
}

extension Resampling: ExpressibleByArgument {}
extension Filling: ExpressibleByArgument {}
extension CarbonBasis: ExpressibleByArgument {}
extension Charging: ExpressibleByArgument {}
