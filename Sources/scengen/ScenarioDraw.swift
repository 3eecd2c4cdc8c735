import Camera
import CommandSupport
import GridData
import Randomness
import Records
import StreamIO

/// Draws the scenarios of one location and occasion: each from its own substream of (seed, location, occasion, index),
/// so that a shard does not depend on its neighbours.
struct ScenarioDraw {
  let configuration: ScengenConfiguration
  let models: [PowerProfile]
  let seed: UInt64
  let location: String
  let occasion: ScenarioStart
  let longitude: Double
  let series: CarbonSeries
  let resampling: Resampling
  /// The moments a scenario may start at.
  let starts: [Instant]
  /// How long before an interval begins all that its forecast is made of is known.
  private let forecastLeadSeconds: Int?
  private let combinations: [(place: Int, combination: Combination)]
  /// Their indices by the set of weights: where combinations are drawn, these take turns, so that each has as many scenarios.
  private let turns: [[Int]]
  /// Of all combinations, whether or not they are asked for.
  private let combinationCount: Int

  /// Starts without these days of data before them are not drawn, whether or not they are written as history.
  static let daysBefore = 7.0
  /// How often wishes and batteries are drawn anew for one the models can, or cannot, serve.
  static let attempts = 10_000

  init(
    _ configuration: ScengenConfiguration, models: [PowerProfile], seed: UInt64, location: String, occasion: ScenarioStart,
    longitude: Double, series: CarbonSeries, resampling: Resampling
  ) throws(Failure) {
    (self.configuration, self.models, self.seed) = (configuration, models, seed)
    (self.location, self.occasion, self.longitude) = (location, occasion, longitude)
    (self.series, self.resampling) = (series, resampling)
    let (step, task) = (series.intervalSeconds, configuration.taskIntervalSeconds)
    guard step % task == 0 else {
      throw Failure(.usage, "a grid interval of \(step) s must hold a whole number of tasks of \(task) s")
    }
    for (name, days) in [("horizon", configuration.horizonDays), ("tail", configuration.tailDays)]
    where Self.seconds(days) % step != 0 || days > 0 && Self.seconds(days) == 0 {
      throw Failure(.usage, "a \(name) of \(days) days must be a whole number of grid intervals of \(step) s")
    }
    let before = Self.seconds(max(Self.daysBefore, configuration.historyDays))
    let after = Self.seconds(configuration.horizonDays) + Self.seconds(configuration.tailDays)
    forecastLeadSeconds = try configuration.forecastLeadHours.map { hours throws(Failure) in
      let lead = Int((hours * 3600).rounded()) - series.forecastDelaySeconds
      guard lead >= 0 else {
        throw Failure(
          .usage, "a forecast_lead_h of \(hours) is too short: an interval of \(step) s is the mean of shorter ones, the last of "
            + "which begins \(series.forecastDelaySeconds) s later; a longer lead, or their own interval, would be right")
      }
      return lead
    }
    starts = try occasion.starts(in: series, before: before, after: after)
    combinations = configuration.takenCombinations
    turns = Dictionary(grouping: combinations.indices) { [combinations] in combinations[$0].combination.weightsPlace }
      .sorted { $0.key < $1.key }.map(\.value)
    combinationCount = configuration.allCombinations.count
  }

  private static func seconds(_ days: Double) -> Int { Int((days * 86_400).rounded()) }

  /// The scenario of this number among those of its occasion, from 0.
  ///
  /// Where all combinations are taken, those of one variation share its start, and which of them are asked for changes
  /// no scenario.
  func scenario(_ number: Int) throws(Failure) -> Scenario {
    let isDrawn = configuration.combinations == .draw
    let (variation, asked) = isDrawn ? (number, 0) : number.quotientAndRemainder(dividingBy: combinations.count)
    let index = isDrawn ? number : variation * combinationCount + combinations[asked].place
    var random = stream("\(index)")
    var shared = stream("start", "\(variation)")
    var scenario = Scenario()
    scenario.id = "\(location)-\(occasion)-\(index)"
    scenario.location = location
    scenario.zone = series.zone
    scenario.longitude = longitude
    scenario.start = starts[isDrawn ? random.index(below: starts.count) : shared.index(below: starts.count)]
    scenario.season = Season(month: scenario.start.date.month)
    scenario.taskIntervalSeconds = configuration.taskIntervalSeconds
    scenario.horizonSeconds = Self.seconds(configuration.horizonDays)
    scenario.tailSeconds = Self.seconds(configuration.tailDays)
    try setGrid(of: &scenario)
    let isFeasible = random.unit() >= configuration.infeasibleRate
    let turn = isDrawn ? turns[number % turns.count] : [asked]
    // A number is drawn for one, too: devices and wishes do not depend on how many sets of weights there are.
    if isDrawn, turn.count == 1 { _ = random.next() }
    let place = turn[random.index(below: turn.count)]
    try drawDevice(of: &scenario, combinations[place].combination, isFeasible: isFeasible, &random)
    return scenario
  }

  private func stream(_ name: String...) -> RandomStream {
    RandomStream(seed: seed, name: ["scengen", location, occasion.description] + name)
  }

  private func setGrid(of scenario: inout Scenario) throws(Failure) {
    let seconds = scenario.horizonSeconds + scenario.tailSeconds
    let range = try series.intervals(from: scenario.start, seconds: seconds)
    scenario.intervalSeconds = series.intervalSeconds
    scenario.carbonFree = Array(series.carbonFree[range])
    let intensity = series.carbonGramsPerKwh(configuration.carbonBasis)
    scenario.carbonGramsPerKwh = intensity.isEmpty ? [] : Array(intensity[range])
    scenario.carbonBasis = configuration.carbonBasis
    scenario.dirtyGramsPerKwh = configuration.dirtyGramsPerKwh
    scenario.resample = resampling
    scenario.gridSource = series.source
    scenario.gridModelled = series.isModelled
    scenario.fill = configuration.fill
    scenario.gridFilled = series.filledCount(in: range)
    try setForecast(of: &scenario, range)
    let history = Self.seconds(configuration.historyDays)
    if history > 0 {
      let past = try series.intervals(
        from: scenario.start + -(history / series.intervalSeconds * series.intervalSeconds),
        seconds: history / series.intervalSeconds * series.intervalSeconds)
      scenario.history = Array(series.carbonFree[past])
    }
  }

  /// What its publisher forecast, learned, where that must be, from the days that every start has before it.
  private func setForecast(of scenario: inout Scenario, _ range: Range<Int>) throws(Failure) {
    guard let lead = forecastLeadSeconds else { return }
    let past = Self.seconds(max(Self.daysBefore, configuration.historyDays)) / series.intervalSeconds
    guard
      let forecast = series.forecastShares(
        in: range, past: max(0, range.lowerBound - past)..<range.lowerBound)
    else { return }
    scenario.forecastCarbonFree = forecast.shares
    scenario.forecastBasis = forecast.basis
    scenario.forecastLeadSeconds = lead
  }

  private func drawDevice(
    of scenario: inout Scenario, _ combination: Combination, isFeasible wanted: Bool, _ random: inout RandomStream
  ) throws(Failure) {
    // Where weights alone have names, the scenario's weights say which they are.
    let saysNoMore = configuration.combinations == .draw && combination.name == combination.weights.name
    scenario.configuration = combination.name.isEmpty || saysNoMore ? nil : combination.name
    scenario.charging = configuration.charging
    let (device, wishes) = (combination.device, combination.wishes)
    for _ in 0..<Self.attempts {
      func draw(_ range: NumberRange) -> Double { rounded(random.uniform(in: range.range), within: range) }
      scenario.capacityWh = draw(device.capacityWh)
      scenario.chargePowerW = draw(device.chargePowerW)
      scenario.chargeEfficiency = draw(configuration.chargeEfficiency)
      scenario.dischargeEfficiency = draw(configuration.dischargeEfficiency)
      scenario.accuracyWish = draw(wishes.accuracyWish)
      scenario.latencyWishSeconds = draw(wishes.latencyWishSeconds)
      scenario.initialWh = min(
        scenario.capacityWh,
        rounded(scenario.capacityWh * random.uniform(in: configuration.initialFraction.range), within: nil))
      scenario.feasible = isFeasible(scenario)
      if scenario.feasible == wanted { return try combination.weights.set(in: &scenario, models: models) }
    }
    throw Failure(
      .usage,
      wanted
        ? "no model meets accuracy_req \(wishes.accuracyWish) within latency_req_s "
          + "\(wishes.latencyWishSeconds) on a battery of \(device.capacityWh) Wh; widen these ranges"
        : "infeasible_rate asks for impossible scenarios, but every wish in these ranges can be met; widen them")
  }

  private func isFeasible(_ scenario: Scenario) -> Bool {
    let meets = models.contains {
      $0.accuracy >= scenario.accuracyWish && $0.inferenceSeconds <= scenario.latencyWishSeconds
    }
    let smallest = models.map(\.energyPerInferenceMwh).min() ?? .infinity
    return meets && scenario.capacityWh * 1000 >= smallest / scenario.dischargeEfficiency
  }

  /// Six decimals are finer than any device is specified; the ends of a range are kept.
  private func rounded(_ value: Double, within range: NumberRange?) -> Double {
    let rounded = (value * 1e6).rounded() / 1e6
    guard let range else { return rounded }
    return min(max(rounded, range.low), range.high)
  }
}
