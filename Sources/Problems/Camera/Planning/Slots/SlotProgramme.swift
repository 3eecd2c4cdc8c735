import Programmes

/// The dynamic programme of slot charging over the judged horizon, one step a task slot.
struct SlotProgramme: BackwardProgramme {
  let terms: SlotTerms
  let terminal: Staircase
  /// Where plans that matter can be at the start of each slot [units]; empty if anywhere.
  var windows: [ClosedRange<Int64>] = []
  private let costs: [Int64]
  private let slotsPerInterval: Int

  init(_ problem: PlanningProblem, terminal: TerminalValue) throws(ProgrammeError) {
    terms = try SlotTerms(problem, terminal: terminal)
    self.terminal = Staircase(TerminalShape(terminal, terms: terms))
    costs = problem.deliveredPrice[..<problem.judgedIntervals].map(terms.cost)
    slotsPerInterval = problem.workload.tasksPerInterval
  }

  var steps: Int { costs.count * slotsPerInterval }

  /// What charging a slot costs [quanta].
  func cost(of slot: Int) -> Int64 { costs[slot / slotsPerInterval] }

  func stepBack(_ value: inout Staircase, step: Int) {
    value.stepBack(terms, cost: cost(of: step))
    if step < windows.count { value.restrict(to: windows[step]) }
  }
}
