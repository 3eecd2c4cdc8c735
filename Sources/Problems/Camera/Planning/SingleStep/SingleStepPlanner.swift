import Programmes

/// Solves single steps in one GLPK problem that is kept: bounds and costs are rewritten, the last basis is the next
/// one's start. It stays on the thread that made it.
///
/// A column for each model, one for none, one for the charge; exactly one of the former is 1. Models that cannot run are
/// fixed to 0. If all the slot's charge fits whatever runs, the charge column is free; otherwise it is fixed to 0 and
/// the charge that fits beside a model stands in the model's cost. So no row of energy is needed, and the relaxation's
/// vertices are whole. The decision is read off an enumeration, because vertices are not unique; its value must be
/// GLPK's.
public final class SingleStepPlanner {
  private var programme: GLPKProgramme?
  private var modelCount = -1
  private var lower: [Double] = []
  private var upper: [Double] = []
  private var cost: [Double] = []

  public init() {}

  /// The best decision; nil if a model must run and none can (`SingleStep.Objective.cleanEnergy`).
  ///
  /// - Throws: `ProgrammeError.outOfRange` for numbers that no step has; `.solver` if GLPK fails or finds another optimum
  ///   than the enumeration.
  public func solve(_ step: SingleStep, _ objective: SingleStep.Objective) throws(ProgrammeError) -> SingleStepSolution? {
    try step.check(objective)
    let best = step.best(objective)
    let optimum = try relax(step, objective)
    switch (best, optimum) {
    case (nil, nil): return nil
    case (let best?, let optimum?) where abs(best.optimum - optimum) <= 1e-9 * step.scale(objective): return best.decision
    default:
      func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "none" }
      throw .solver("GLPK: the optimum is \(text(optimum)), that of the enumeration \(text(best?.optimum))")
    }
  }

  /// The optimum by GLPK; nil if there is no solution.
  func relax(_ step: SingleStep, _ objective: SingleStep.Objective) throws(ProgrammeError) -> Double? {
    let programme = try programme(models: step.models.count)
    for (column, model) in step.models.enumerated() { set(column, step, model, objective) }
    set(modelCount, step, nil, objective)
    let idle = step.value(objective, model: nil, charges: false) ?? 0
    let charge = step.value(objective, model: nil, charges: true) ?? step.carbonFree
    upper[modelCount + 1] = step.chargeAlwaysFits ? 1 : 0
    cost[modelCount + 1] = step.chargeAlwaysFits ? charge - idle : 0
    let unit = GLPKProgramme.rewardUnit(of: [step.scale(objective)])
    for column in cost.indices { cost[column] /= unit }
    return try programme.relaxAgain(lower: lower, upper: upper, cost: cost).map { $0 * unit }
  }

  private func set(_ column: Int, _ step: SingleStep, _ model: SingleStep.Model?, _ objective: SingleStep.Objective) {
    let idle = step.value(objective, model: model, charges: false)
    let charging = step.chargeAlwaysFits ? nil : step.value(objective, model: model, charges: true)
    upper[column] = idle == nil ? 0 : 1
    cost[column] = max(idle ?? 0, charging ?? -.infinity)
  }

  private func programme(models: Int) throws(ProgrammeError) -> GLPKProgramme {
    if let programme, models == modelCount { return programme }
    var description = LinearProgramme()
    let tasks = (0...models).map { index in
      description.addColumn(index < models ? .init(stem: "model", index: index) : .init(stem: "none"), (0, 1))
    }
    _ = description.addColumn(.init(stem: "charge"), (0, 1))
    description.addRow(.init(stem: "task"), tasks.map { ($0, 1) }, atLeast: 1, atMost: 1)
    (lower, upper, cost) = (description.lower, description.upper, description.cost)
    let programme = try GLPKProgramme(description)
    (self.programme, modelCount) = (programme, models)
    return programme
  }
}
