/// Plans continuous charging by the slope dynamic programme: a bound on every plan, and a plan by choosing, step after
/// step, the whole counts with the greatest reward + value of the energy left. Their distance is the certified gap.
///
/// - Throws: `PlanningError.outOfRange` if rewards exceed the largest number.
public func planByDynamicProgramme(_ problem: PlanningProblem) throws(PlanningError) -> PlanSolution {
  let terminalValue = problem.terminalValue()
  var history = problem.history(terminal: terminalValue.curve)
  let bound = history.start.value(at: problem.initial)
  let rules = CountRules(problem, tasks: problem.tasksPerStep)
  let steps = problem.workload.tasksPerInterval / problem.tasksPerStep
  var recorder = PlanRecorder(problem)
  for interval in 0..<problem.judgedIntervals {
    var (planned, stored, shadowPrice) = (Counts(), recorder.stored, 0.0)
    for step in (interval * steps)..<((interval + 1) * steps) {
      history.withCurves(of: step) { before, after in
        if step == interval * steps { shadowPrice = before.slope(rightOf: stored) }
        let counts = StepChoice.best(
          rules, stored: stored, price: problem.deliveredPrice[interval], after: after,
          limit: before.value(at: stored))
        stored += counts.charge - rules.use(counts.success, counts.fallback)
        planned = planned + counts
      }
    }
    recorder.carryOut(planned, shadowPrice: shadowPrice)
  }
  return try recorder.solution(.dynamicProgramme, bound: bound, terminalValue: terminalValue)
}

extension PlanningProblem {
  /// The value curves of the judged horizon.
  func history(terminal: ValueCurve) -> CurveHistory {
    CurveHistory(
      terminal: terminal, prices: Array(deliveredPrice[..<judgedIntervals]),
      stepsPerPrice: workload.tasksPerInterval / tasksPerStep,
      terms: StepTerms(workload, tasks: tasksPerStep, capacity: capacity))
  }
}
