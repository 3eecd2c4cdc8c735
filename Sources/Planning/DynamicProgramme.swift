/// Plans continuous charging by the slope dynamic programme: a bound on every plan, and a plan by choosing, step after
/// step, the whole counts with the greatest reward + value of the energy left. Their distance is the certified gap.
///
/// - Throws: `PlanningError.outOfRange` if rewards exceed the largest number.
public func planByDynamicProgramme(_ problem: PlanningProblem) throws(PlanningError) -> PlanSolution {
  var plan = PlanRecorder(problem, terminalValue: problem.terminalValue())
  let bound = plan.history.start.value(at: problem.initial)
  var rules = CountRules(problem)
  plan.rollOut(rules)
  // Whole tasks leave rests of energy. A second look buys them no more, and does without the fallbacks that a roll-out
  // runs on energy it has already bought.
  let tolerance = 1e-9 * max(1, abs(bound))
  if bound - plan.value > tolerance, problem.stepsPerInterval == 1 {
    var candidate = plan
    candidate.economise(rules)
    if candidate.value > plan.value { plan = candidate }
    rules.options.fallback = nil
    candidate.restart()
    candidate.rollOut(rules)
    candidate.economise(rules)
    if candidate.value > plan.value { plan = candidate }
  }
  return try plan.solution(.dynamicProgramme, bound: bound)
}

extension PlanRecorder {
  /// Carries out, interval by interval, what is best by the value curves.
  fileprivate mutating func rollOut(_ rules: CountRules) {
    let steps = problem.stepsPerInterval
    while interval < problem.judgedIntervals {
      var (planned, energy) = (Counts(), stored)
      let price = problem.deliveredPrice[interval]
      for step in (interval * steps)..<((interval + 1) * steps) {
        let counts = history.withCurves(of: step) { before, after in
          StepChoice.best(rules, stored: energy, price: price, after: after, limit: before.value(at: energy))
        }
        energy += counts.charge - rules.use(counts.success, counts.fallback)
        planned = planned + counts
      }
      carryOut(planned)
    }
  }

  /// Carries out the same tasks again with the charge that is best for them: the dynamic programme once more, with
  /// tasks that are settled.
  fileprivate mutating func economise(_ rules: CountRules) {
    let settled = (0..<interval).map { intervals[$0] }
    var curve = terminalValue.curve
    var targets = [Int64](repeating: 0, count: settled.count)
    for (index, counts) in settled.enumerated().reversed() {
      let price = problem.deliveredPrice[index]
      targets[index] = curve.worthwhile(above: price)
      curve.stepBack(StepTerms(settled: counts, rules: rules), price: price)
    }
    restart()
    for (counts, target) in zip(settled, targets) {
      let use = rules.use(counts.success, counts.fallback)
      let charge = rules.charge(reaching: target, stored: stored, use: use)
      carryOut(Counts(success: counts.success, fallback: counts.fallback, charge: charge))
    }
  }
}
