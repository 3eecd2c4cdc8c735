import Planning
import Records
import Simulation

/// Plans one scenario after another.
struct ScenarioPlanner: Sendable {
  let configuration: SolveConfiguration
  let models: [ModelProfile]

  init(_ configuration: SolveConfiguration, models: [PowerProfile]) {
    self.configuration = configuration
    self.models = models.map(ModelProfile.init)
  }

  /// The plan, or why there is none.
  func plan(_ scenario: Scenario) -> Plan {
    var plan = Plan()
    plan.method = configuration.method
    plan.charging = scenario.charging
    func without(_ termination: Plan.Termination, _ reason: String) -> Plan {
      plan.termination = termination
      plan.solution = .none
      plan.reason = reason
      return plan
    }
    do {
      let setup = try Setup(scenario, models: models)
      plan.successModel = setup.successModel.map { models[$0].name }
      let fallback = setup.cheapestModel
      if fallback != setup.successModel { plan.fallbackModel = models[fallback].name }
      if let reason = setup.infeasibility { return without(.infeasible, reason) }
      let problem = try setup.planningProblem(carbonFree: scenario.carbonFree)
      let solution = try solve(problem)
      set(&plan, solution, setup)
      return plan
    } catch let error as InvalidRun {
      return without(.infeasible, error.description)
    } catch {
      return without(.error, "\(error)")
    }
  }

  private func solve(_ problem: PlanningProblem) throws -> PlanSolution {
    switch configuration.method {
    case .dp: return try planByDynamicProgramme(problem)
    case .glpk:
      return try GLPKPlanner(absoluteGap: configuration.gap, timeLimitSeconds: configuration.timeLimitSeconds)
        .plan(problem)
    }
  }

  private func set(_ plan: inout Plan, _ solution: PlanSolution, _ setup: Setup) {
    switch solution.termination {
    case .optimal: (plan.termination, plan.solution) = (.optimal, .optimal)
    case .gap: (plan.termination, plan.solution) = (.gap, .feasible)
    case .time: (plan.termination, plan.solution) = (.time, .feasible)
    }
    plan.reward = solution.reward
    plan.terminal = solution.terminal
    plan.bound = solution.bound
    plan.gap = max(0, solution.gap)
    let curve = solution.terminalValue
    plan.terminalValue = Plan.TerminalValue(
      batteryWh: curve.levels.map { EnergyUnits.wattHours($0) }, value: curve.values)
    let intervals = solution.intervals
    plan.success = intervals.success
    plan.fallback = intervals.fallback
    plan.chargeSeconds = intervals.charge.map { setup.chargingSeconds($0) }
    plan.batteryWh = intervals.battery.map { EnergyUnits.wattHours($0) }
    plan.price = intervals.price
  }
}
