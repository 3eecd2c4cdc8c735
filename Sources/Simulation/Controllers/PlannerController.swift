import Learning
import Planning
import Records

/// `mpc` and `forecast`: plans a day ahead on a forecast, again every 300 s, and acts on the plan's value of stored
/// energy (DESIGN §7, "From forecast to decision").
///
/// The plan is the slope dynamic programme over 48 half-hours of forecast, nothing being worth anything after them. Of
/// it the value curve V is kept at 17 battery levels. With p the price of charging now, what x stored is worth once the
/// charger has had its choice is
///
///     J(x) = max over 0 ≤ q ≤ min(g, B − x) of V(x + q) − p·q,
///
/// and V being concave the best q is the one that comes nearest to a single target level. Under slot charging the choice
/// is between nothing and a whole slot, what overflows being paid for too:
///
///     J(x) = max(V(x), V(min(B, x + g)) − p·g).
public struct PlannerController<Forecast: CarbonForecast>: Controller {
  private let setup: Setup
  private let options: ModelOptions
  private let day: DayAhead
  private var forecast: HeldForecast<Forecast>
  private var history: HistoryBuffer
  private var planner: ForecastPlanner
  private var values: StoredValue
  /// Carbon-free shares by half-hour, and prices by step, of the day ahead.
  private var shares: [Double]
  private var prices: [Double]
  private var replanTask = 0
  private var plans = 0
  /// Present price of charging [reward per 10⁻⁷ mWh].
  private var price = 0.0
  /// The stored energy up to which charging pays now.
  private var target: Int64 = 0
  /// Energy of the model most worth running on energy bought now; 0 where none is.
  private var worthwhileEnergy: Int64 = 0

  /// - Throws: `InvalidRun` where the setup cannot be planned.
  public init(_ setup: Setup, _ forecast: Forecast) throws(InvalidRun) {
    self.setup = setup
    self.forecast = HeldForecast(forecast)
    options = ModelOptions(setup)
    day = DayAhead(taskIntervalSeconds: setup.clock.taskIntervalSeconds)
    history = HistoryBuffer(intervalSeconds: setup.clock.intervalSeconds)
    planner = ForecastPlanner(
      workload: try setup.workload(tasksPerInterval: day.tasksPerStep), capacity: setup.capacity)
    values = StoredValue(capacity: setup.capacity)
    shares = Array(repeating: 0, count: DayAhead.halfHours)
    prices = Array(repeating: 0, count: day.steps)
  }

  public mutating func observe(_ reading: GridReading) {
    history.record(reading.carbonFree, at: reading.start)
    forecast.observe(history, at: reading.start)
    let elapsed = reading.start - setup.clock.start
    guard elapsed >= 0 else { return }
    // The share as the history remembers it, so that now and the forecast of now cost the same to the last bit.
    price = setup.unitPrice(carbonFree: history.current ?? reading.carbonFree)
    worthwhileEnergy = options.best(price: price)?.energy ?? 0
    replan(task: elapsed / setup.clock.taskIntervalSeconds)
  }

  public mutating func decide(_ observation: Observation) -> Decision {
    if observation.task >= replanTask { replan(task: observation.task) }
    let option = choose(observation.stored)
    let rest = observation.stored - option.energy
    let wanted = bestCharge(rest)
    // Without this the curve, which thinks of energy as divisible, lets an empty battery starve.
    let isStarving = rest + wanted < worthwhileEnergy && canPayOff(rest)
    return Decision(model: option.model, charge: isStarving ? setup.slotCharge : wanted)
  }

  public var figures: ControllerFigures {
    var figures = ControllerFigures()
    (figures.plans, figures.forecasts) = (plans, forecast.count)
    figures.forecastDisagreement = forecast.disagreement
    return figures
  }

  public func priceOfStoredEnergy(at stored: Int64) -> Double? {
    values.slope(at: stored) / EnergyUnits.milliwattHours(1)
  }

  /// The option whose gain exceeds most what its energy is worth; on a tie the one that gains most now.
  @inline(__always)
  private func choose(_ stored: Int64) -> ModelOptions.Option {
    let kept = worth(stored)
    var best = ModelOptions.Option.nothing
    var bestMargin = -Self.tolerance
    if stored >= options.fallback.energy {
      let margin = options.fallback.gain - (kept - worth(stored - options.fallback.energy))
      if margin >= bestMargin { (best, bestMargin) = (options.fallback, margin - Self.tolerance) }
    }
    if stored >= options.success.energy {
      let margin = options.success.gain - (kept - worth(stored - options.success.energy))
      if margin >= bestMargin { best = options.success }
    }
    return best
  }

  /// Far above the rounding of values, far below any reward.
  private static var tolerance: Double { 1e-7 }

  /// J.
  @inline(__always)
  private func worth(_ stored: Int64) -> Double {
    let charge = bestCharge(stored)
    return values[min(stored + charge, setup.capacity)] - price * Double(charge)
  }

  /// The charge that attains J.
  @inline(__always)
  private func bestCharge(_ stored: Int64) -> Int64 {
    let charge = setup.slotCharge
    switch setup.charging {
    case .continuous: return min(charge, max(0, target - stored))
    case .slots:
      let gain = values[min(stored + charge, setup.capacity)] - values[stored]
      return gain > price * Double(charge) ? charge : 0
    }
  }

  /// Whether what a slot's charge leaves in the battery can earn its price: always, unless some is paid for and lost.
  @inline(__always)
  private func canPayOff(_ stored: Int64) -> Bool {
    switch setup.charging {
    case .continuous: true
    case .slots:
      options.greatestGainPerUnit * Double(min(setup.slotCharge, setup.capacity - stored))
        > price * Double(setup.slotCharge)
    }
  }

  private mutating func replan(task: Int) {
    replanTask = task + day.tasksBetweenPlans
    let time = setup.clock.start + task * setup.clock.taskIntervalSeconds
    guard Self.fill(&shares, &forecast, history, time) else { return }
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
