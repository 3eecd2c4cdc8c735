/// Plans slot charging exactly, by the dynamic programme over every task slot on a `Staircase`.
public func planByStaircase(_ problem: PlanningProblem) throws(PlanningError) -> [SlotDecision] {
  let terminal = problem.terminalValue()
  var history = try exactHistory(problem, terminal: terminal)
  var reader = SlotReader(history.programme.terms, stored: problem.initial, best: history.start.value(at: problem.initial))
  var labels: [SlotDecision] = []
  for slot in 0..<history.programme.steps {
    let cost = history.programme.cost(of: slot)
    labels.append(history.withCurves(of: slot) { _, after in reader.next(after: after, cost: cost) })
  }
  return labels
}
nonisolated(unsafe) var windowFrom = 1000
nonisolated(unsafe) var talk = false
nonisolated(unsafe) var peak = 0
  func exactHistory(_ problem: PlanningProblem, terminal: TerminalValue) throws(PlanningError) -> CurveHistory<SlotProgramme> {
    var history: CurveHistory<SlotProgramme>
    if problem.judgedIntervals * problem.workload.tasksPerInterval < windowFrom {
      return CurveHistory(try SlotProgramme(problem, terminal: terminal))
    }
    var windows = SlotWindows(problem, terminal: terminal)
    let slack = 1e-6 + 1e-9 * abs(windows.bound)
    var gap = max(1, problem.workload.successGain)
    while true {
      let floor = windows.bound - gap
      history = CurveHistory(
        try SlotProgramme(problem, terminal: terminal, windows: windows.windows(worth: floor - slack)))
      let found = Double(history.start.value(at: problem.initial)) / history.programme.terms.scale
      if talk { print("gap", gap, "found", found - windows.bound) }
      if found >= floor - slack / 2 { return history }
      gap = min(4 * gap, windows.bound - found)
    }
  }
