import Learning
import Planning
import Records
import Simulation
import StreamIO

/// The controller of one device, decision by decision, with nothing but what the device sees.
///
/// It decides as `forecast` does in the simulator while it knows the grid, or as `mpc_given` on the forecast that its
/// observations bring; on data too old for a forecast by `threshold`,
/// as if the last share still held; and by `naive` when it knows none. Time never goes back: see `decide`.
public struct Decider: Sendable {
  /// How old the carbon-free share may be, what is then done, and what is done until then.
  public struct Rules: Sendable {
    /// Older than this, forecasts are not made from it [s].
    public var staleAfterSeconds = 7200
    /// Older than this, it is as good as unknown [s].
    public var blindAfterSeconds = 86_400
    public var threshold = ThresholdController.Parameters()
    /// Of the forecast (`LearnedForecast`).
    public var shading = 0.0

    public init() {}
  }

  let models: [ModelProfile]
  let rules: Rules
  /// Checksums of device and network: a state goes with one of each.
  let identity: (device: String, network: String)
  private(set) var device: DeviceDescription
  private(set) var setup: Setup
  var core: DecisionCore<DeviceForecast>
  /// When the latest observation was made, and the latest that knew the carbon-free share.
  var latest, carbonTime: Instant?
  /// Made from the history where it is needed.
  var threshold: ThresholdController?

  /// - Parameters:
  ///   - networks: one, or several whose forecasts are averaged; none to plan on the forecast that observations bring.
  ///   - priorHours: how many of the place's own hours their training weighs.
  /// - Throws: `Failure` (data) naming what of the device or the network cannot be used.
  public init(
    _ device: DeviceDescription, models: [PowerProfile], networks: [ForecastNetwork], priorHours: Double,
    rules: Rules = Rules()
  ) throws(Failure) {
    (self.device, self.rules) = (device, rules)
    self.models = models.map(ModelProfile.init)
    identity = Self.identity(device, models, networks, priorHours: priorHours, shading: rules.shading)
    var learned: LearnedForecast?
    if !networks.isEmpty {
      learned = try LearnedForecast(networks, priorHours: priorHours, shading: rules.shading)
      learned?.longitudeDegrees = device.scenario.longitude
    }
    do throws(InvalidRun) {
      setup = try Setup(device, models: self.models)
      core = try DecisionCore(setup, DeviceForecast(learned))
    } catch { throw Failure(.data, error.description) }
  }

  /// When the latest observation was made.
  public var time: Instant? { latest }

  /// Takes in a carbon-free share of the past.
  public mutating func record(_ carbonFree: Double, at time: Instant) {
    core.record(GridReading(start: intervalStart(of: time), carbonFree: carbonFree))
    carbonTime = max(time, carbonTime ?? time)
    threshold = nil
  }

  /// Decides on one observation.
  ///
  /// An observation that is older than the latest one is answered as of the time of that one, and its share and wishes
  /// are passed over. A second share for the same grid interval replaces the first; an interval that brings none keeps
  /// the share before it. The energy stored counts as full where it is more than the battery holds.
  /// - Throws: `Failure` (data) where the first observation lies before the end of the history.
  public mutating func decide(_ observation: DeviceObservation) throws(Failure) -> DeviceDecision {
    if latest == nil, let end = carbonTime, observation.time < end {
      throw Failure(
        .data, "the history reaches to \(end), beyond this first observation of \(observation.time); it must end before")
    }
    let isLate = latest.map { observation.time < $0 } ?? false
    let now = max(observation.time, latest ?? observation.time)
    latest = now
    if !isLate {
      try takeWishes(observation, now)
      take(observation.carbonFree, news(in: observation, now), now)
    }
    let stored = min(
      EnergyUnits.supply(milliwattHours: observation.batteryWh * 1000) ?? setup.capacity, setup.capacity)
    var record = DeviceDecision()
    let decision = setup.carriedOut(choose(stored, now, &record), stored: stored)
    record.model = decision.model == Decision.noModel ? nil : models[decision.model].name
    record.charge = setup.slotCharge > 0 ? Double(decision.charge) / Double(setup.slotCharge) : 0
    if isLate { record.reason = "older than the observation of \(now), and answered as of it" }
    return record
  }

  private mutating func choose(_ stored: Int64, _ now: Instant, _ record: inout DeviceDecision) -> Decision {
    let observation = Observation(task: 0, stored: stored)
    let age = carbonTime.map { now - $0 }
    if let age, age <= min(rules.staleAfterSeconds, rules.blindAfterSeconds) {
      let decision = core.decide(stored: stored, at: now)
      record.controller = planner(now, &record.reason)
      record.price = max(0, core.priceOfStoredEnergy(at: stored))
      return decision
    }
    record.reason = age.map { "carbon_free is \($0) s old" } ?? "carbon_free was never known"
    if let age, age <= rules.blindAfterSeconds {
      record.controller = .threshold
      var rule = threshold ?? makeThreshold()
      threshold = rule
      return rule.decide(observation)
    }
    record.controller = .naive
    var rule = NaiveController(setup)
    return rule.decide(observation)
  }

  /// Who plans at `now`, and why it is not the one asked for.
  private func planner(_ now: Instant, _ reason: inout String?) -> DeviceDecision.Controller {
    if core.forecast.learned != nil { return .forecast }
    if let published = core.forecast.published, published.reachesBeyond(now) { return .given }
    reason = core.forecast.published == nil ? "no forecast was ever given" : "no forecast is given beyond now"
    return .autoregressive
  }

  /// What the observation brings of its publisher's forecast, if that is asked for and new.
  private func news(in observation: DeviceObservation, _ now: Instant) -> PublishedForecast? {
    guard core.forecast.learned == nil, let shares = observation.forecastCarbonFree else { return nil }
    let published = PublishedForecast(
      start: observation.forecastStart ?? intervalStart(of: now),
      stepSeconds: observation.forecastIntervalSeconds ?? setup.clock.intervalSeconds, carbonFree: shares[...])
    return published == core.forecast.published ? nil : published
  }

  private mutating func take(_ share: Double?, _ news: PublishedForecast?, _ now: Instant) {
    if let share {
      carbonTime = now
      threshold = nil
      let reading = GridReading(start: intervalStart(of: now), carbonFree: share, published: news)
      let isKnown =
        core.history.newestStart.map { $0 >= reading.start } ?? false && core.history.current == Double(Float(share))
      if !isKnown { return core.observe(reading, at: now) }
    }
    if let news { core.take(news, at: now) }
  }

  private mutating func takeWishes(_ observation: DeviceObservation, _ now: Instant) throws(Failure) {
    let accuracy = observation.accuracyWish ?? device.scenario.accuracyWish
    let latency = observation.latencyWishSeconds ?? device.scenario.latencyWishSeconds
    try setWishes(accuracy: accuracy, latencySeconds: latency, now)
  }

  mutating func setWishes(accuracy: Double, latencySeconds: Double, _ now: Instant) throws(Failure) {
    guard accuracy != device.scenario.accuracyWish || latencySeconds != device.scenario.latencyWishSeconds else { return }
    var wished = device
    (wished.scenario.accuracyWish, wished.scenario.latencyWishSeconds) = (accuracy, latencySeconds)
    let setup: Setup
    do throws(InvalidRun) {
      setup = try Setup(wished, models: models)
      try core.change(to: setup, at: now)
    } catch { throw Failure(.data, error.description) }
    (device, self.setup, threshold) = (wished, setup, nil)
  }

  /// Grid intervals begin at whole multiples of their length since 1970.
  private func intervalStart(of time: Instant) -> Instant {
    let length = Int64(setup.clock.intervalSeconds)
    let rest = time.seconds % length
    return Instant(seconds: time.seconds - (rest < 0 ? rest + length : rest))
  }

  private func makeThreshold() -> ThresholdController {
    var rule = ThresholdController(setup, rules.threshold)
    for share in core.history.shares.suffix(max(1, 86_400 / setup.clock.intervalSeconds)) {
      rule.observe(GridReading(start: Instant(seconds: 0), carbonFree: share))
    }
    return rule
  }
}
