import CameraPlanning
import Forecasting
import Records
import StreamIO

/// The controller of one device, decision by decision, with nothing but what the device sees.
///
/// It decides as `forecast` does in the simulator while it knows the grid, or as `mpc_given` on the forecast that its
/// observations bring; on data too old for a forecast by `threshold`,
/// as if the last share still held; and by `naive` when it knows none. What time it is, `ObservedClock` says.
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
  /// Which wish no model meets, or what the battery cannot hold.
  private var infeasibility: String?
  var clock: ObservedClock
  /// When the latest observation was made that knew the carbon-free share.
  var carbonTime: Instant?
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
    do throws(InvalidSetup) {
      setup = try Setup(device, models: self.models)
      core = try DecisionCore(setup, DeviceForecast(learned))
    } catch { throw Failure(.data, error.description) }
    infeasibility = setup.infeasibility
    clock = ObservedClock(patienceSeconds: rules.blindAfterSeconds)
  }

  /// How much time passed between the observations so far, whatever times they told.
  public var observedSeconds: Int { clock.observedSeconds }

  /// Takes in a carbon-free share of the past.
  public mutating func record(_ carbonFree: Double, at time: Instant) {
    core.record(GridReading(start: intervalStart(of: time), carbonFree: carbonFree))
    carbonTime = max(time, carbonTime ?? time)
    threshold = nil
  }

  /// Decides on one observation.
  ///
  /// One that is out of line with the time (`ObservedClock`) is answered as of the latest one, and its share and wishes are
  /// passed over: unless the observations it goes on from take over, and theirs with them. A second share for the same
  /// grid interval replaces the first; an interval that brings none keeps the share before it. The energy stored counts
  /// as full where it is more than the battery holds.
  /// - Throws: `Failure` (data) where the first observation lies before the end of the history.
  public mutating func decide(_ observation: DeviceObservation) throws(Failure) -> DeviceDecision {
    try answer(observation).decision
  }

  /// The decision, and whether the observation was out of line.
  mutating func answer(_ observation: DeviceObservation) throws(Failure) -> (decision: DeviceDecision, isOutOfLine: Bool) {
    if clock.latest == nil, let end = carbonTime, observation.time < end {
      throw Failure(
        .data, "the history reaches to \(end), beyond this first observation of \(observation.time); it must end before")
    }
    var reasons: [String] = []
    var secondsApart = 0
    let before = clock.latest
    let place = clock.see(observation)
    let now = clock.latest ?? observation.time
    switch place {
    case .inLine:
      try take(observation, shareTime: observation.time)
    case .outOfLine(let seconds):
      secondsApart = seconds
      let position = observation.time < now ? "older than" : "further than the history reaches ahead of"
      reasons.append("\(position) the observation of \(now), and answered as of it")
    case .takesOver(let rival):
      reasons.append(
        "the time is that of the observations since \(rival.since), which go on from each other, and no longer \(before ?? now)")
      let shareTime = rival.carbonTime ?? now
      core.goBack(to: shareTime)
      if let time = carbonTime, time > now { carbonTime = nil }
      threshold = nil
      try take(rival.seen, shareTime: shareTime)
    }
    let supply = EnergyUnits.supply(milliwattHours: observation.batteryWh * 1000) ?? .max
    let stored = min(supply, setup.capacity)
    var record = DeviceDecision()
    let age = carbonTime.map { max(now - $0 + clock.secondsBehind, secondsApart) }
    let decision = setup.carriedOut(choose(stored, now, age, &record), stored: stored)
    record.model = decision.model == Decision.noModel ? nil : models[decision.model].name
    record.charge = setup.slotCharge > 0 ? Double(decision.charge) / Double(setup.slotCharge) : 0
    if let reason = record.reason { reasons.append(reason) }
    if [.threshold, .naive].contains(record.controller) {
      reasons.append(age.map { "carbon_free \(secondsApart > 0 ? "may be" : "is") \($0) s old" } ?? "carbon_free was never known")
    }
    if supply > setup.capacity {
      reasons.append(
        "battery_wh is \(observation.batteryWh), more than the battery's \(setup.device.capacityWh), and counts as full")
    }
    if let infeasibility { reasons.append(infeasibility) }
    record.reason = reasons.isEmpty ? nil : reasons.joined(separator: "; ")
    return (record, secondsApart > 0)
  }

  /// - Parameter age: of the carbon-free share; nil where none is known.
  private mutating func choose(
    _ stored: Int64, _ now: Instant, _ age: Int?, _ record: inout DeviceDecision
  ) -> Decision {
    let observation = Observation(task: 0, stored: stored)
    if let age, age <= min(rules.staleAfterSeconds, rules.blindAfterSeconds) {
      let decision = core.decide(stored: stored, at: now)
      record.controller = planner(now, &record.reason)
      record.price = max(0, core.priceOfStoredEnergy(at: stored))
      return decision
    }
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
  private func news(in observation: DeviceObservation) -> PublishedForecast? {
    guard core.forecast.learned == nil, let shares = observation.forecastCarbonFree else { return nil }
    let published = PublishedForecast(
      start: observation.forecastStart ?? intervalStart(of: observation.time),
      stepSeconds: observation.forecastIntervalSeconds ?? setup.clock.intervalSeconds, carbonFree: shares[...])
    return published == core.forecast.published ? nil : published
  }

  /// Takes in the wishes, the forecast, and the share, which came at `shareTime`, of an observation.
  private mutating func take(_ observation: DeviceObservation, shareTime: Instant) throws(Failure) {
    try setWishes(
      accuracy: observation.accuracyWish ?? device.scenario.accuracyWish,
      latencySeconds: observation.latencyWishSeconds ?? device.scenario.latencyWishSeconds, observation.time)
    let news = news(in: observation)
    if let share = observation.carbonFree {
      (carbonTime, threshold) = (shareTime, nil)
      let reading = GridReading(start: intervalStart(of: shareTime), carbonFree: share, published: news)
      let isRepeated =
        core.history.newestStart.map { $0 >= reading.start } ?? false && core.history.current == Double(Float(share))
      if !isRepeated { return core.observe(reading, at: observation.time) }
    }
    if let news { core.take(news, at: observation.time) }
  }

  mutating func setWishes(accuracy: Double, latencySeconds: Double, _ now: Instant) throws(Failure) {
    guard accuracy != device.scenario.accuracyWish || latencySeconds != device.scenario.latencyWishSeconds else { return }
    var wished = device
    (wished.scenario.accuracyWish, wished.scenario.latencyWishSeconds) = (accuracy, latencySeconds)
    let setup: Setup
    do throws(InvalidSetup) {
      setup = try Setup(wished, models: models)
      try core.change(to: setup, at: now)
    } catch { throw Failure(.data, error.description) }
    (device, self.setup, threshold) = (wished, setup, nil)
    infeasibility = setup.infeasibility
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
