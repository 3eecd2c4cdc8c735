import ArgumentParser
import CommandSupport
import Records
import StreamIO

/// The options that beat the configuration's section `scengen`.
struct ScenarioOptions: ParsableArguments {
  @Option(help: "Locations, by commas: CA, FL, NW, NY or any zone id.", transform: commaSeparated)
  var locations: [String]?

  @Option(help: "Seasons of the start month, by commas.", transform: seasonsByComma)
  var seasons: [Season]?

  @Option(
    help: "Days to start on at 00:00 UTC, by commas: 02-20 of whatever year the data have, or 2024-02-20; in these seasons.",
    transform: datesByComma)
  var dates: [StartDate]?

  @Option(help: ArgumentHelp("Scenarios per location and season or date, of each combination.", valueName: "n"))
  var count: Int?

  @Option(help: ArgumentHelp("Judged time in days.", valueName: "days"))
  var horizon: Double?

  @Option(help: ArgumentHelp("Days of grid data beyond the horizon, which give stored energy a value.", valueName: "days"))
  var tail: Double?

  @Option(help: ArgumentHelp("Days of grid data before the start; 0 for none.", valueName: "days"))
  var history: Double?

  @Option(help: ArgumentHelp("Seconds from one task to the next.", valueName: "seconds"))
  var taskInterval: Int?

  @Option(help: ArgumentHelp("Grid interval in seconds (default: the file's own).", valueName: "seconds"))
  var interval: Int?

  @Option(
    help: ArgumentHelp(
      "How shorter intervals are made: hold or linear, which shows the future and is not judged; longer ones are means, "
        + "but by start have the value at their start.", valueName: "way"))
  var resample: Resampling?

  @Option(help: "What is done about missing intervals: none, previous or linear.")
  var fill: Filling?

  @Option(help: ArgumentHelp("Longest gap that is filled, in hours.", valueName: "hours"))
  var maxGap: Double?

  @Option(help: "Carbon intensity: direct or lifecycle.")
  var carbonBasis: CarbonBasis?

  @Option(
    help: ArgumentHelp(
      "Take the publisher's forecast, too, where the grid file has it, as known so long before each interval begins.",
      valueName: "hours"))
  var forecastLead: Double?

  @Option(help: ArgumentHelp("Battery in Wh, fixed or drawn from a range.", valueName: "low..high"))
  var capacityWh: NumberRange?

  @Option(help: ArgumentHelp("Charging power in W.", valueName: "low..high"))
  var chargePowerW: NumberRange?

  @Option(help: ArgumentHelp("Stored energy at the start, as a fraction.", valueName: "low..high"))
  var initialFraction: NumberRange?

  @Option(help: ArgumentHelp("Least accuracy wished.", valueName: "low..high"))
  var accuracyReq: NumberRange?

  @Option(help: ArgumentHelp("Longest inference wished, in seconds.", valueName: "low..high"))
  var latencyReqS: NumberRange?

  @Option(help: "Kind of charger: continuous or slots.")
  var charging: Charging?

  @Option(help: "Of the configuration's devices, wishes and weights, draw one combination each, or take all.")
  var combinations: Combinations?

  @Option(help: "Of the combinations, only these, by commas.", transform: commaSeparated)
  var configurations: [String]?

  @Option(help: ArgumentHelp("Share of impossible scenarios.", valueName: "fraction"))
  var infeasibleRate: Double?

  mutating func validate() throws {
    func check(_ name: String, _ value: Double?, _ bounds: Bounds) throws {
      guard let value, !bounds.contains(value) else { return }
      throw ValidationError("\(name) is \(value); it must be \(bounds)")
    }
    try check("--count", count.map(Double.init), .count)
    try check("--horizon", horizon, .duration)
    try check("--tail", tail, .days)
    try check("--history", history, .days)
    try check("--task-interval", taskInterval.map(Double.init), .seconds)
    try check("--interval", interval.map(Double.init), .seconds)
    try check("--max-gap", maxGap, .duration)
    try check("--forecast-lead", forecastLead, .days)
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
    result.variations = count ?? result.variations
    result.horizonDays = horizon ?? result.horizonDays
    result.tailDays = tail ?? result.tailDays
    result.historyDays = history ?? result.historyDays
    result.taskIntervalSeconds = taskInterval ?? result.taskIntervalSeconds
    result.intervalSeconds = interval ?? result.intervalSeconds
    result.resample = resample ?? result.resample
    result.fill = fill ?? result.fill
    result.maximumGapHours = maxGap ?? result.maximumGapHours
    result.carbonBasis = carbonBasis ?? result.carbonBasis
    result.forecastLeadHours = forecastLead ?? result.forecastLeadHours
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
    result.charging = charging ?? result.charging
    result.infeasibleRate = infeasibleRate ?? result.infeasibleRate
    return result
  }
}

private func commaSeparated(_ text: String) throws -> [String] {
  let parts = text.split(separator: ",").map(String.init)
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
      let near = nearestName(to: word, among: Season.allCases.map(\.rawValue)).map { "; did you mean \($0)?" } ?? ""
      throw ValidationError("\"\(word)\" is not a season (winter, spring, summer, autumn)\(near)")
    }
    return season
  }
}
