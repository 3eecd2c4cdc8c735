/// The dynamic programme of continuous charging over the judged horizon.
struct SlopeProgramme: BackwardProgramme {
  let terminal: ValueCurve
  private let terms: StepTerms
  private let prices: ArraySlice<Double>
  private let stepsPerInterval: Int

  /// - Parameter tasksPerStep: Tasks that are planned as one.
  init(_ problem: PlanningProblem, terminal: ValueCurve, tasksPerStep: Int) {
    self.terminal = terminal
    terms = StepTerms(problem.workload, tasks: tasksPerStep, capacity: problem.capacity)
    prices = problem.deliveredPrice[..<problem.judgedIntervals]
    stepsPerInterval = problem.workload.tasksPerInterval / tasksPerStep
  }

  var steps: Int { prices.count * stepsPerInterval }

  func stepBack(_ value: inout ValueCurve, step: Int) {
    value.stepBack(terms, price: prices[step / stepsPerInterval])
  }
}
