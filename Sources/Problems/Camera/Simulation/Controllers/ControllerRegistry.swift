import Forecasting
import StreamIO

/// What controllers are made from besides the setup; each takes what it needs.
public struct ControllerInputs: Sendable {
  /// Share of the capacity below which `naive_weak` and `naive_strong` charge.
  public var chargeBelow = FixedModelController.defaultChargeBelow
  public var threshold = ThresholdController.Parameters()
  /// Probability above which imitations charge.
  public var chargeAbove = PolicyController.defaultChargeAbove
  /// What `forecast` and `forecast_fixed` go by; the longitude is replaced by the setup's.
  public var forecast, fixedForecast: LearnedForecast?
  /// Imitations of plans: as `policy` has learned, and with rounds of relabelling, as `policy_relabelled`.
  public var policy, relabelledPolicy: PolicyNetwork?
  /// The plan of `oracle`, one for each interval of the horizon, and its prices of stored energy where known.
  public var plan: [PlannedCounts]?
  public var planPrices: [Double] = []
  /// The carbon-free share in each interval of the horizon, which `published_oracle` plans with.
  public var hindsight: [Double]?

  public init() {}
}

/// What a controller cannot be made without.
public enum ControllerNeed: Sendable {
  case nothing
  /// A trained forecast of the grid.
  case network
  /// An imitation of plans, as it was taught or with rounds of relabelling.
  case policy, relabelledPolicy
  /// The forecast that the grid's publisher gave, in the scenario.
  case givenForecast
  /// The grid to come. A controller that needs anything else never sees it: a test holds every entry to that.
  case hindsight
}

/// A controller by name, ready to run: its code is compiled into an engine of its own.
public struct ControllerEntry: Sendable {
  public let name: String
  public let description: String
  public let need: ControllerNeed
  /// Those of its parameters that are configured, by their paths in the section `simulate` of a configuration.
  public let parameters: [String]
  private let play: @Sendable (Engine, ControllerInputs) throws(InvalidSetup) -> Ledger
  private let traceIntervals: @Sendable (Engine, ControllerInputs, inout IntervalRecorder) throws(InvalidSetup) -> Ledger
  private let traceTasks: @Sendable (Engine, ControllerInputs, inout TaskRecorder) throws(InvalidSetup) -> Ledger

  init<C: Controller>(
    _ name: String, _ description: String, needs need: ControllerNeed = .nothing, parameters: [String] = [],
    _ make: @escaping @Sendable (Setup, ControllerInputs) throws(InvalidSetup) -> C
  ) {
    self.name = name
    self.description = description
    self.need = need
    self.parameters = parameters
    let controller = { @Sendable (engine: Engine, inputs: ControllerInputs) throws(InvalidSetup) -> C in
      if need == .givenForecast, engine.signal.forecast == nil {
        throw InvalidSetup("\(name) needs forecast_carbon_free, which the scenario has not; scengen --forecast-lead-h takes it from grid files that have it")
      }
      return try make(engine.setup, inputs)
    }
    play = { (engine, inputs) throws(InvalidSetup) in engine.run(try controller(engine, inputs)) }
    traceIntervals = { (engine, inputs, recorder) throws(InvalidSetup) in
      engine.run(try controller(engine, inputs), recorder: &recorder)
    }
    traceTasks = { (engine, inputs, recorder) throws(InvalidSetup) in
      engine.run(try controller(engine, inputs), recorder: &recorder)
    }
  }

  /// - Throws: `InvalidSetup` where the controller cannot be made: an input is missing or does not fit the setup.
  public func run(_ engine: Engine, _ inputs: ControllerInputs) throws(InvalidSetup) -> Ledger {
    try play(engine, inputs)
  }

  /// The same, handing each interval or task, or every so many, to `emit` when it is over.
  public func run(
    _ engine: Engine, _ inputs: ControllerInputs, tracing step: TraceStep, every: Int = 1,
    emit: @escaping (StepTrace) -> Void
  ) throws(InvalidSetup) -> Ledger {
    switch step {
    case .interval:
      var recorder = IntervalRecorder(engine, every: every, emit: emit)
      return try traceIntervals(engine, inputs, &recorder)
    case .task:
      var recorder = TaskRecorder(engine, every: every, emit: emit)
      return try traceTasks(engine, inputs, &recorder)
    }
  }
}

/// All controllers. A new one is a file and a line here.
public enum ControllerRegistry {
  public static let entries: [ControllerEntry] = [
    ControllerEntry("naive_weak", "always the smallest model, charges below 20 %", parameters: ["naive.charge_below"]) {
      FixedModelController.weak($0, chargeBelow: $1.chargeBelow)
    },
    ControllerEntry("naive_strong", "always the largest model, charges below 20 %", parameters: ["naive.charge_below"]) {
      FixedModelController.strong($0, chargeBelow: $1.chargeBelow)
    },
    ControllerEntry("naive", "cheapest model for the wishes; charges when it cannot run") {
      setup, _ in NaiveController(setup)
    },
    ControllerEntry(
      "threshold", "charges in the cleanest part of the grid's day", parameters: ["threshold.quantile", "threshold.floor"]
    ) {
      ThresholdController($0, $1.threshold)
    },
    ControllerEntry("mpc_yesterday", "plans a day ahead as if yesterday came again") { (setup, _) throws(InvalidSetup) in
      try PlannerController(setup, YesterdayForecast())
    },
    ControllerEntry("mpc_profile", "plans a day ahead on the last week's mean day") { (setup, _) throws(InvalidSetup) in
      try PlannerController(setup, ProfileForecast())
    },
    ControllerEntry("mpc_ar", "the same, corrected by the present") {
      (setup, _) throws(InvalidSetup) in try PlannerController(setup, AutoregressiveForecast())
    },
    ControllerEntry(
      "mpc_given", "the same on its publisher's forecast, mpc_ar beyond", needs: .givenForecast
    ) { (setup, _) throws(InvalidSetup) in try PlannerController(setup, GivenForecast()) },
    ControllerEntry(
      "forecast", "plans a day ahead on a learned forecast, corrected by the place's own hours", needs: .network,
      parameters: ["forecast.prior_hours", "forecast.shading"]
    ) { (setup, inputs) throws(InvalidSetup) in try planner(setup, inputs.forecast)
    },
    ControllerEntry(
      "forecast_fixed", "the same as it was trained, without correction", needs: .network, parameters: ["forecast.shading"]
    ) {
      (setup, inputs) throws(InvalidSetup) in try planner(setup, inputs.fixedForecast)
    },
    ControllerEntry(
      "policy", "imitates plans by a network, as the original study", needs: .policy,
      parameters: imitationParameters
    ) {
      (setup, inputs) throws(InvalidSetup) in try imitation(setup, inputs.policy, inputs, isGuarded: false)
    },
    ControllerEntry(
      "policy_guarded", "the same, but charges before it starves", needs: .policy,
      parameters: imitationParameters
    ) {
      (setup, inputs) throws(InvalidSetup) in try imitation(setup, inputs.policy, inputs, isGuarded: true)
    },
    ControllerEntry(
      "policy_relabelled", "policy that also learned from its own states", needs: .relabelledPolicy,
      parameters: imitationParameters
    ) {
      (setup, inputs) throws(InvalidSetup) in try imitation(setup, inputs.relabelledPolicy, inputs, isGuarded: false)
    },
    ControllerEntry(
      "policy_relabelled_guarded", "the same, but charges before it starves", needs: .relabelledPolicy,
      parameters: imitationParameters
    ) {
      (setup, inputs) throws(InvalidSetup) in try imitation(setup, inputs.relabelledPolicy, inputs, isGuarded: true)
    },
    ControllerEntry("oracle", "carries out the plan made in hindsight", needs: .hindsight) {
      (setup, inputs) throws(InvalidSetup) in
      guard let plan = inputs.plan else { throw InvalidSetup("oracle needs the scenario's plan") }
      return try OracleController(setup, plan: plan, prices: inputs.planPrices)
    },
    ControllerEntry("published_oracle", "the original study's oracle by its own rule, of few tasks", needs: .hindsight) {
      (setup, inputs) throws(InvalidSetup) in
      guard let shares = inputs.hindsight else { throw InvalidSetup("published_oracle needs the horizon's grid data") }
      return try PublishedOracle(setup, carbonFree: shares)
    },
  ]

  private static let imitationParameters = ["policy.charge_above"]

  private static func imitation(
    _ setup: Setup, _ policy: PolicyNetwork?, _ inputs: ControllerInputs, isGuarded: Bool
  ) throws(InvalidSetup) -> PolicyController {
    guard let policy else { throw InvalidSetup("an imitation policy needs a network trained for it") }
    return try PolicyController(setup, policy, isGuarded: isGuarded, chargeAbove: inputs.chargeAbove)
  }

  private static func planner(
    _ setup: Setup, _ forecast: LearnedForecast?
  ) throws(InvalidSetup) -> PlannerController<LearnedForecast> {
    guard var forecast else { throw InvalidSetup("a learned forecast needs a trained network") }
    forecast.longitudeDegrees = setup.longitude
    return try PlannerController(setup, forecast)
  }

  /// The parameters that are configured, each once, with the controllers that have it.
  public static let parameters: [(path: String, controllers: [String])] = entries.reduce(into: []) { parameters, entry in
    for path in entry.parameters {
      if let index = parameters.firstIndex(where: { $0.path == path }) {
        parameters[index].controllers.append(entry.name)
      } else {
        parameters.append((path, [entry.name]))
      }
    }
  }

  /// Other names of entries.
  public static let aliases = ["mpc": "mpc_ar"]

  /// All names that may be asked for.
  public static let names = entries.map(\.name) + aliases.keys.sorted()

  /// - Throws: `InvalidSetup` listing the names there are.
  public static func entry(named name: String) throws(InvalidSetup) -> ControllerEntry {
    let resolved = aliases[name] ?? name
    guard let entry = entries.first(where: { $0.name.exact == resolved.exact }) else {
      throw InvalidSetup("there is no controller \"\(name)\"; there are \(names.joined(separator: ", "))")
    }
    return entry
  }
}
