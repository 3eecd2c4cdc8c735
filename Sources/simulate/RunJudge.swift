import Planning
import Records
import Simulation
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
  private let reason: String?
  private let naiveCredited: Double?
  /// Whether the plan's bound holds for what is simulated.
  private let isBound: Bool
  private let weights: Simulation.RewardWeights

  /// - Throws: `InvalidRun` where the plan contradicts the scenario.
  init(_ scenario: Scenario, engine: Engine, naive: ControllerEntry) throws(InvalidRun) {
    weights = engine.setup.weights
    plan = try scenario.plan.flatMap { plan throws(InvalidRun) in try Self.known(plan, of: scenario, engine.setup) }
    guard let plan else {
      reason = scenario.plan?.reason.map { "no plan: \($0)" } ?? "the scenario has no plan"
      (naiveCredited, isBound) = (nil, false)
      return
    }
    isBound = engine.setup.overheads.areOff
    reason =
      !isBound ? "there is no bound: the plan knows nothing of energy for switching, deciding or standby, nor of delays"
      : scenario.isJudged ? nil : "linear interpolation of the grid data shows the future"
    let ledger = try naive.run(engine, ControllerInputs())
    naiveCredited = ledger.utility + plan.credit.value(at: ledger.finalWh)
  }

  private static func known(
    _ plan: Plan, of scenario: Scenario, _ setup: Setup
  ) throws(InvalidRun) -> KnownPlan? {
    guard plan.solution != .none, let bound = plan.bound, let gap = plan.gap, let terminal = plan.terminalValue else {
      return nil
    }
    guard plan.charging == scenario.charging else {
      throw InvalidRun(
        "the plan is for charging \"\(plan.charging)\", the scenario's is \"\(scenario.charging)\"; solve it without --charging")
    }
    let counts = try setup.plannedCounts(
      success: plan.success, fallback: plan.fallback, chargeSeconds: plan.chargeSeconds)
    return KnownPlan(
      counts: counts, prices: plan.price, bound: bound, gap: gap,
      certifiedDifference: plan.certifiedBy == nil ? nil : plan.certifiedDifference,
      credit: try TerminalCredit(batteryWh: terminal.batteryWh, value: terminal.value))
  }

  /// Sets what the plan tells about a run.
  func judge(_ run: inout Run, _ ledger: Ledger) {
    run.regretReason = reason
    guard let plan, let naiveCredited else { return }
    let credit = plan.credit.value(at: ledger.finalWh)
    let regret = Regret(
      credited: ledger.utility + credit, naiveCredited: naiveCredited, bound: plan.bound, gap: plan.gap,
      tasks: ledger.tasks, weights: weights)
    let nothing = plan.credit.value(at: ledger.initialWh) - weights.largeMiss * Double(ledger.tasks)
    run.terminalCredit = credit
    run.naiveUtility = naiveCredited
    run.gain = ledger.utility + credit - nothing
    guard isBound else { return }
    run.clairvoyant = plan.bound
    run.planGap = plan.gap
    run.certifiedDifference = plan.certifiedDifference
    run.regret = regret.regret
    run.naiveRegret = plan.bound - naiveCredited
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
    uptime = ledger.uptime
    uptimeOmitted = ledger.tasksWithoutEnergy
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
