import Camera
import CameraPlanning
import StreamIO

/// Measures runs of one scenario against its plan and against `naive`.
struct RunJudge {
  /// The plan, where the scenario has one.
  struct KnownPlan {
    let counts: [PlannedCounts]
    let prices: [Double]
    let bound: Double
    let gap: Double
    let certifiedDifference: Double?
    let credit: TerminalCredit
  }

  let plan: KnownPlan?
  private let scenarioID: String
  private let reason: String?
  /// Of naive, with its credit.
  private let naive: (ledger: Ledger, credited: Double)?
  /// Whether the plan's bound holds for what is simulated.
  private let isBound: Bool

  /// - Parameter modelsDigest: of the models that are simulated.
  /// - Throws: `InvalidSetup` where the plan was made for something else than the scenario, or contradicts it.
  init(
    _ scenario: Scenario, engine: Engine, naive: ControllerEntry, modelsDigest: String
  ) throws(InvalidSetup) {
    scenarioID = scenario.id
    try scenario.plan?.checkOrigin(scenario, models: modelsDigest)
    plan = try scenario.plan.flatMap { plan throws(InvalidSetup) in try Self.known(plan, engine.setup) }
    try scenario.plan?.checkContent()
    guard let plan else {
      reason = scenario.plan?.reason.map { "no plan: \($0)" } ?? "the scenario has no plan"
      (self.naive, isBound) = (nil, false)
      return
    }
    isBound = engine.setup.overheads.areOff
    reason =
      !isBound ? "there is no bound: the plan knows nothing of energy for switching, deciding or standby, nor of delays"
      : scenario.isJudged ? nil : "linear interpolation of the grid data shows the future"
    let ledger = try naive.run(engine, ControllerInputs())
    self.naive = (ledger, ledger.utility + plan.credit.value(at: ledger.finalWh))
  }

  private static func known(_ plan: Plan, _ setup: Setup) throws(InvalidSetup) -> KnownPlan? {
    guard plan.solution != .none, let bound = plan.bound, let gap = plan.gap, let terminal = plan.terminalValue else {
      return nil
    }
    let counts = try setup.plannedCounts(
      success: plan.success, fallback: plan.fallback, chargeSeconds: plan.chargeSeconds)
    return KnownPlan(
      counts: counts, prices: plan.price, bound: bound, gap: gap,
      certifiedDifference: plan.certifiedBy == nil ? nil : plan.certifiedDifference,
      credit: try TerminalCredit(batteryWh: terminal.batteryWh, value: terminal.value))
  }

  /// - Throws: `Failure` (bug) where naive, which regrets are measured by, beats the bound.
  func checkNaive() throws(Failure) {
    if let naive { try check(naive.credited, naive.ledger, "naive") }
  }

  /// A bound is proved: a run that beats it by more than the plan's gap, and than rounding, shows that the proof is wrong,
  /// and all numbers that rest on it.
  private func check(_ credited: Double, _ ledger: Ledger, _ controller: String) throws(Failure) {
    guard let plan, isBound else { return }
    let weights = ledger.setup.weights
    let added =
      weights.success * Double(ledger.count(.success)) + weights.smallMiss * Double(ledger.count(.smallMiss))
      + weights.largeMiss * Double(ledger.count(.largeMiss)) + weights.dirtyMilliwattHour * ledger.dirtyWh * 1000
    let rounding = 1e-9 * (added + abs(credited) + abs(plan.bound))
    guard credited > plan.bound + plan.gap + rounding else { return }
    throw Failure(
      .bug, "scenario \(scenarioID): \(controller) earns \(credited), above the proved bound of \(plan.bound) by more than "
        + "the plan's gap of \(plan.gap); this is a fault of the suite: please report the scenario")
  }

  /// Sets what the plan tells about a run.
  ///
  /// - Throws: `Failure` (bug) where the run beats the bound.
  func judge(_ run: inout Run, _ ledger: Ledger) throws(Failure) {
    run.regretReason = reason
    guard let plan, let naive else { return }
    let credit = plan.credit.value(at: ledger.finalWh)
    try check(ledger.utility + credit, ledger, run.controller)
    let weights = ledger.setup.weights
    let regret = Regret(
      credited: ledger.utility + credit, naiveCredited: naive.credited, bound: plan.bound, gap: plan.gap,
      tasks: ledger.tasks, weights: weights)
    let nothing = plan.credit.value(at: ledger.initialWh) - weights.largeMiss * Double(ledger.tasks)
    run.terminalCredit = credit
    run.naiveUtility = naive.credited
    run.gain = ledger.utility + credit - nothing
    guard isBound else { return }
    run.clairvoyant = plan.bound
    run.planGap = plan.gap
    run.certifiedDifference = plan.certifiedDifference
    run.regret = regret.regret
    run.naiveRegret = plan.bound - naive.credited
    run.clairvoyantGain = plan.bound - nothing
    guard reason == nil else { return }
    run.normalisedRegret = regret.normalised
    run.regretReason = regret.reason
  }
}

extension Run {
  /// What the ledger of a run tells.
  init(_ ledger: Ledger, of scenario: Scenario, controller: String) {
    self.init()
    id = scenario.id
    self.controller = controller
    status = .ok
    successModel = ledger.setup.successModel.map { ledger.setup.models[$0].name }
    tasks = ledger.tasks
    successes = ledger.count(.success)
    smallMisses = ledger.count(.smallMiss)
    largeMisses = ledger.count(.largeMiss)
    successRate = ledger.rate(.success)
    smallMissRate = ledger.rate(.smallMiss)
    largeMissRate = ledger.rate(.largeMiss)
    utility = ledger.utility
    relativeAccuracy = ledger.relativeAccuracy
    relativeAccuracyOmitted = ledger.tasksWithoutEnergy
    usedWh = ledger.usedWh
    overheadWh = ledger.overheadWh
    gridWh = ledger.gridWh
    lostWh = ledger.lostWh
    cleanWh = ledger.cleanWh
    dirtyWh = ledger.dirtyWh
    carbonGrams = ledger.carbonGrams.isNaN ? nil : ledger.carbonGrams
    cleanFraction = ledger.cleanFraction
    finalWh = ledger.finalWh
    minimumWh = ledger.minimumWh
    meanWh = ledger.meanWh
    chargeStarts = ledger.chargeStarts
    chargingSeconds = ledger.chargingSeconds
    fullCycles = ledger.fullCycles
    cyclesByDepth = ledger.cyclesByDepth
    modelSwitches = ledger.switches
    plans = ledger.figures.plans
    forecasts = ledger.figures.forecasts
    forecastDisagreement = ledger.figures.forecastDisagreement
    modelTasks = ledger.setup.models.indices.map {
      NamedCount(name: ledger.setup.models[$0].name, count: ledger.tasks(model: $0))
    }
  }
}
