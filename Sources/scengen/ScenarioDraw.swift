import CommandSupport
import GridData
import Randomness
import Records
import StreamIO

/// Draws the scenarios of one location and season: each from its own substream of (seed, location, season, index), so
/// that a shard does not depend on its neighbours.
struct ScenarioDraw {
  let configuration: ScengenConfiguration
  let models: [PowerProfile]
  let seed: UInt64
  let location: String
  let season: Season
  let longitude: Double
  let series: CarbonSeries
  let resampling: Resampling
  /// The moments a scenario may start at.
  let starts: [Instant]

  /// Starts without these days of data before them are not drawn, whether or not they are written as history.
  static let daysBefore = 7.0
  /// How often wishes and batteries are drawn anew for one the models can, or cannot, serve.
  static let attempts = 10_000

  init(
    _ configuration: ScengenConfiguration, models: [PowerProfile], seed: UInt64, location: String, season: Season,
    longitude: Double, series: CarbonSeries, resampling: Resampling
  ) throws(Failure) {
    (self.configuration, self.models, self.seed) = (configuration, models, seed)
    (self.location, self.season, self.longitude) = (location, season, longitude)
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
    let hour = max(3600, step)
    var starts: [Instant] = []
    var start = series.start + before
    while start + after <= series.end {
      if Season(month: start.date.month) == season { starts.append(start) }
      start = start + hour
    }
    guard !starts.isEmpty else {
      throw Failure(
        .data,
        "\(series.zone) has no \(season) start with \(before / 86_400) days of data before it and \(after / 86_400) "
          + "days after; the data run from \(series.start) to \(series.end)")
    }
    self.starts = starts
  }

  private static func seconds(_ days: Double) -> Int { Int((days * 86_400).rounded()) }

  func scenario(_ index: Int) throws(Failure) -> Scenario {
    var random = RandomStream(seed: seed, "scengen", location, season.rawValue, "\(index)")
    var scenario = Scenario()
    scenario.id = "\(location)-\(season)-\(index)"
    scenario.location = location
    scenario.zone = series.zone
    scenario.longitude = longitude
    scenario.season = season
    scenario.start = starts[random.index(below: starts.count)]
    scenario.taskIntervalSeconds = configuration.taskIntervalSeconds
    scenario.horizonSeconds = Self.seconds(configuration.horizonDays)
    scenario.tailSeconds = Self.seconds(configuration.tailDays)
    try setGrid(of: &scenario)
    try drawDevice(of: &scenario, &random)
    return scenario
  }

  private func setGrid(of scenario: inout Scenario) throws(Failure) {
    let seconds = scenario.horizonSeconds + scenario.tailSeconds
    let range = try series.intervals(from: scenario.start, seconds: seconds)
    scenario.intervalSeconds = series.intervalSeconds
    scenario.carbonFree = Array(series.carbonFree[range])
    scenario.carbonGramsPerKwh = Array(series.carbonGramsPerKwh(configuration.carbonBasis)[range])
    scenario.carbonBasis = configuration.carbonBasis
    scenario.resample = resampling
    scenario.gridSource = series.source
    scenario.gridModelled = series.isModelled
    scenario.fill = configuration.fill
    scenario.gridFilled = series.filledCount(in: range)
    let history = Self.seconds(configuration.historyDays)
    if history > 0 {
      let past = try series.intervals(
        from: scenario.start + -(history / series.intervalSeconds * series.intervalSeconds),
        seconds: history / series.intervalSeconds * series.intervalSeconds)
      scenario.history = Array(series.carbonFree[past])
    }
  }

  private func drawDevice(of scenario: inout Scenario, _ random: inout RandomStream) throws(Failure) {
    let wanted = random.unit() >= configuration.infeasibleRate
    let weights = configuration.rewardWeights[random.index(below: configuration.rewardWeights.count)]
    scenario.successWeight = weights.success
    scenario.smallMissWeight = weights.smallMiss
    scenario.largeMissWeight = weights.largeMiss
    scenario.dirtyMwhWeight = weights.dirtyMwh
    scenario.charging = configuration.charging
    for _ in 0..<Self.attempts {
      func draw(_ range: NumberRange) -> Double { rounded(random.uniform(in: range.range), within: range) }
      scenario.capacityWh = draw(configuration.capacityWh)
      scenario.chargePowerW = draw(configuration.chargePowerW)
      scenario.chargeEfficiency = draw(configuration.chargeEfficiency)
      scenario.dischargeEfficiency = draw(configuration.dischargeEfficiency)
      scenario.accuracyWish = draw(configuration.accuracyWish)
      scenario.latencyWishSeconds = draw(configuration.latencyWishSeconds)
      scenario.initialWh = min(
        scenario.capacityWh,
        rounded(scenario.capacityWh * random.uniform(in: configuration.initialFraction.range), within: nil))
      scenario.feasible = isFeasible(scenario)
      if scenario.feasible == wanted { return }
    }
    throw Failure(
      .usage,
      wanted
        ? "no model meets accuracy_req \(configuration.accuracyWish) within latency_req_s "
          + "\(configuration.latencyWishSeconds) on a battery of \(configuration.capacityWh) Wh; widen these ranges"
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
