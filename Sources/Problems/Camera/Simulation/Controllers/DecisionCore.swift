import CameraPlanning
import Forecasting
import Records

/// Plans a day ahead on a forecast, again every 300 s, and acts on the plan's value of stored energy (README.md of the
/// camera, "From forecast to decision"): the one place where this is decided, for runs in the simulator and for devices alike.
///
/// The plan is the slope dynamic programme over 48 half-hours of forecast, nothing being worth anything after them. Of
/// it the value curve V is kept, linear in 16 stretches of the battery. With p the price of charging now, what x stored is worth once the
/// charger has had its choice is
///
///     J(x) = max over 0 ≤ q ≤ min(g, B − x) of V(x + q) − p·q,
///
/// and V being concave the best q is the one that comes nearest to a single target level. Under slot charging the choice
/// is between nothing and a whole slot, what overflows being paid for too:
///
///     J(x) = max(V(x), V(min(B, x + g)) − p·g).
public struct DecisionCore<Forecast: CarbonForecast>: Sendable {
  public private(set) var setup: Setup
  private var options: ModelOptions
  private let day: DayAhead
  private var held: HeldForecast<Forecast>
  public private(set) var history: HistoryBuffer
  private var planner: ForecastPlanner
  private var values: StoredValue
  /// Carbon-free shares by half-hour, and prices by step, of the day ahead.
  private var shares: [Double]
  private var prices: [Double]
  /// When the last plan was made, and how many were.
  public private(set) var planned: Instant?
  private(set) var plans = 0
  private var nextPlan = Instant(seconds: .min)
  /// Present price of charging [reward per 10⁻⁷ mWh].
  private var price = 0.0
  /// The stored energy up to which charging pays now.
  private var target: Int64 = 0
  private var starvation: StarvationGuard

  /// - Throws: `InvalidSetup` where the setup cannot be planned.
  public init(_ setup: Setup, _ forecast: Forecast) throws(InvalidSetup) {
    self.setup = setup
    held = HeldForecast(forecast)
    options = ModelOptions(setup)
    starvation = StarvationGuard(setup)
    day = DayAhead(taskIntervalSeconds: setup.clock.taskIntervalSeconds)
    history = HistoryBuffer(intervalSeconds: setup.clock.intervalSeconds)
    planner = try Self.planner(setup, day)
    values = StoredValue(capacity: setup.capacity)
    shares = Array(repeating: 0, count: DayAhead.halfHours)
    prices = Array(repeating: 0, count: day.steps)
  }

  private static func planner(_ setup: Setup, _ day: DayAhead) throws(InvalidSetup) -> ForecastPlanner {
    ForecastPlanner(workload: try setup.workload(tasksPerInterval: day.tasksPerStep), capacity: setup.capacity)
  }

  public var forecast: Forecast { held.base }
  var forecasts: Int { held.count }

  /// Takes in a share of the past, to plan on later.
  public mutating func record(_ reading: GridReading) {
    if let published = reading.published { held.take(published) }
    history.record(reading.carbonFree, at: reading.start)
    held.observe(history, at: reading.start)
  }

  /// Takes in the share that holds now, and plans on it.
  ///
  /// - Parameter now: not before the reading's start; its start, if nil.
  public mutating func observe(_ reading: GridReading, at now: Instant? = nil) {
    record(reading)
    plan(at: now ?? reading.start)
  }

  /// Takes in what the grid's publisher says of the time to come, and plans on it.
  public mutating func take(_ published: PublishedForecast, at now: Instant) {
    held.take(published)
    plan(at: now)
  }

  /// Goes on for the same device with other wishes, weights or models.
  ///
  /// - Throws: `InvalidSetup` where the setup cannot be planned; nothing is changed then.
  public mutating func change(to setup: Setup, at now: Instant) throws(InvalidSetup) {
    planner = try Self.planner(setup, day)
    self.setup = setup
    options = ModelOptions(setup)
    starvation = StarvationGuard(setup)
    plan(at: now)
  }

  /// It is `time` again: forgets what was recorded of times after it, and plans anew where a plan is asked for.
  public mutating func goBack(to time: Instant) {
    history.forget(after: time)
    held.goBack(to: time)
    (planned, nextPlan) = (nil, Instant(seconds: .min))
  }

  /// Goes on from a past and with a forecast that were saved, and with the plan that was made at `planned`.
  public mutating func restore(_ history: HistoryBuffer, _ forecast: Forecast, planned: Instant?) {
    self.history = history
    held = HeldForecast(forecast)
    if let planned { plan(at: planned) }
  }

  /// - Parameter stored: energy before the task that begins `now` [10⁻⁷ mWh].
  @inline(__always)
  public mutating func decide(stored: Int64, at now: Instant) -> Decision {
    if now >= nextPlan { plan(at: now) }
    let option = choose(stored)
    let rest = stored - option.energy
    let wanted = bestCharge(rest)
    // Without this the curve, which thinks of energy as divisible, lets an empty battery starve.
    let isStarving = starvation.isNear(rest: rest, charge: wanted)
    return Decision(model: option.model, charge: isStarving ? setup.slotCharge : wanted)
  }

  /// Value of one more stored mWh [reward].
  public func priceOfStoredEnergy(at stored: Int64) -> Double {
    stored < setup.capacity ? planner.slopes[values.stretch(of: stored)] : 0
  }

  /// The option whose gain exceeds most what its energy is worth.
  @inline(__always)
  private func choose(_ stored: Int64) -> ModelOptions.Option {
    var best = ModelOptions.Option.nothing
    if pays(options.fallback, beyond: best, stored) { best = options.fallback }
    if pays(options.success, beyond: best, stored) { best = options.success }
    return best
  }

  /// Whether an option can be paid for and gains, beyond another, what the energy that it takes beyond is worth.
  @inline(__always)
  private func pays(_ option: ModelOptions.Option, beyond other: ModelOptions.Option, _ stored: Int64) -> Bool {
    stored >= option.energy
      && !worth(from: stored - option.energy, to: stored - other.energy).exceeds(option.gain - other.gain)
  }

  /// J(high) − J(low).
  @inline(__always)
  private func worth(from low: Int64, to high: Int64) -> Double {
    let (lowCharge, highCharge) = (bestCharge(low), bestCharge(high))
    let (from, to) = (min(low + lowCharge, setup.capacity), min(high + highCharge, setup.capacity))
    let saved = price * Double(lowCharge - highCharge)
    return from <= to ? values.worth(from: from, to: to) + saved : saved - values.worth(from: to, to: from)
  }

  /// The charge that attains J.
  @inline(__always)
  private func bestCharge(_ stored: Int64) -> Int64 {
    let charge = setup.slotCharge
    switch setup.charging {
    case .continuous: return min(charge, max(0, target - stored))
    case .slots:
      let gain = values.worth(from: stored, to: min(stored + charge, setup.capacity))
      return gain > 0 && !(price * Double(charge)).exceeds(gain) ? charge : 0
    }
  }

  @inline(never)
  private mutating func plan(at now: Instant) {
    (planned, nextPlan) = (now, now + day.secondsBetweenPlans)
    guard let carbonFree = history.current, Self.fill(&shares, &held, history, now) else { return }
    // The share as the history remembers it, so that now and the forecast of now cost the same to the last bit.
    price = setup.unitPrice(carbonFree: carbonFree)
    starvation.observe(price: price)
    for step in prices.indices { prices[step] = setup.price(carbonFree: day.mean(step, of: shares)) }
    planner.plan(deliveredPrice: prices)
    plans += 1
    values.update(from: planner)
    target = values.target(price: price)
  }

  private static func fill(
    _ shares: inout [Double], _ forecast: inout HeldForecast<Forecast>, _ history: HistoryBuffer, _ time: Instant
  ) -> Bool {
    shares.withUnsafeMutableBufferPointer { forecast.fill($0, from: history, at: time) }
  }
}
