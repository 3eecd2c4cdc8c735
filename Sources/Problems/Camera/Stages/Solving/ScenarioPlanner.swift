import Camera
import CameraPlanning
import CommandSupport
import Programmes
import Randomness

/// Plans one scenario after another, on one thread.
struct ScenarioPlanner {
  private let configuration: SolveConfiguration
  private let models: [ModelProfile]
  private let modelsDigest: String
  private let seed: UInt64
  private let valueLevels: Int
  private let singleSteps = SingleStepPlanner()

  /// - Parameter valueLevels: at how many levels of stored energy each interval is valued.
  init(_ configuration: SolveConfiguration, models: [PowerProfile], seed: UInt64, valueLevels: Int = 0) {
    self.configuration = configuration
    self.models = models.map(ModelProfile.init)
    modelsDigest = PlanDigest.digest(of: self.models)
    self.seed = seed
    self.valueLevels = valueLevels
  }

  /// The plan, or why there is none, and the values that were asked for.
  func plan(_ scenario: Scenario) -> (Planned, [StateValue]) {
    let scenario = planned(scenario)
    var (result, values) = (Planned(), [StateValue]())
    do {
      let setup = try setup(scenario, &result.plan)
      if let reason = setup.infeasibility {
        result.plan.setNone(.infeasible, reason)
      } else if let objective = configuration.objective {
        try planStep(scenario, setup, objective, &result.plan)
      } else {
        let problem = try setup.planningProblem(carbonFree: scenario.carbonFree)
        let solution = try solve(problem, &result.plan)
        result.plan.set(solution, setup)
        if isCertified(scenario.id) { certify(solution, problem, &result.plan) }
        values = solution.samples.map { StateValue($0, id: scenario.id, setup) }
      }
    } catch let error as InvalidSetup {
      result.plan.setNone(.infeasible, error.description)
    } catch ProgrammeError.timeLimit(let reason) {
      result.plan.setNone(.time, reason)
    } catch {
      result.plan.setNone(.error, "\(error)")
    }
    result.plan.seal(madeOf: scenario, models: modelsDigest)
    return (result, values)
  }

  /// The scenario's problem, for other solvers.
  ///
  /// - Throws: `InvalidSetup` naming what cannot be planned.
  func problem(_ scenario: Scenario) throws(InvalidSetup) -> PlanningProblem {
    let scenario = planned(scenario)
    var plan = Plan()
    let setup = try setup(scenario, &plan)
    if let reason = setup.infeasibility { throw InvalidSetup(reason) }
    return try setup.planningProblem(carbonFree: scenario.carbonFree)
  }

  /// With the charging that is planned for.
  private func planned(_ scenario: Scenario) -> Scenario {
    var scenario = scenario
    scenario.charging = configuration.charging ?? scenario.charging
    return scenario
  }

  private func setup(_ scenario: Scenario, _ plan: inout Plan) throws(InvalidSetup) -> Setup {
    plan.charging = scenario.charging
    plan.method = configuration.method == .glpk || configuration.objective != nil ? .glpk : .dp
    let setup = try Setup(scenario, models: models)
    plan.successModel = setup.successModel.map { models[$0].name }
    let fallback = setup.cheapestModel
    if fallback != setup.successModel { plan.fallbackModel = models[fallback].name }
    return setup
  }

  private func solve(_ problem: PlanningProblem, _ plan: inout Plan) throws(ProgrammeError) -> PlanSolution {
    let isContinuous = problem.workload.charging == .continuous
    guard configuration.method == .glpk else {
      if isContinuous { return try planByDynamicProgramme(problem, sampling: .levels(valueLevels)) }
      let end = monotonicSeconds() + (configuration.timeLimitSeconds ?? .infinity)
      return try planByStaircase(problem, sampling: .levels(valueLevels), until: { monotonicSeconds() > end })
    }
    let incumbent = try isContinuous ? planByDynamicProgramme(problem) : planBySlotRollOut(problem)
    return try glpk.plan(problem, incumbent: incumbent)
  }

  private var glpk: GLPKPlanner {
    GLPKPlanner(absoluteGap: configuration.gap, timeLimitSeconds: configuration.timeLimitSeconds ?? 60)
  }

  /// Whether the scenario is in the sample that is proved again.
  private func isCertified(_ id: String) -> Bool {
    var random = RandomStream(seed: seed, "certify", id)
    return random.unit() < configuration.certifiedFraction
  }

  private func certify(_ solution: PlanSolution, _ problem: PlanningProblem, _ plan: inout Plan) {
    do throws(ProgrammeError) {
      plan.set(try glpk.certify(solution, of: problem))
    } catch {
      plan.certifiedTermination = .error
      plan.certifiedReason = error.description
    }
  }

  private func planStep(
    _ scenario: Scenario, _ setup: Setup, _ objective: Plan.Objective, _ plan: inout Plan
  ) throws {
    plan.objective = objective
    let step = try setup.singleStep(carbonFree: scenario.carbonFree)
    let price = configuration.energyPrice
    guard let decision = try singleSteps.solve(step, objective == .utility ? .utility(energyPrice: price) : .cleanEnergy)
    else {
      return plan.setNone(
        .infeasible, "clean-energy runs a model that meets the wishes, and the stored \(scenario.initialWh) Wh run none")
    }
    plan.set(decision, of: step, setup, energyPrice: objective == .utility ? price : nil)
  }
}
