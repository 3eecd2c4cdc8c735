/// The counts programme of DESIGN §6 in GLPK: per step whole numbers of successes and fallbacks, the energy delivered
/// and the energy stored after it [mWh]; then the terminal value's pieces, which concavity fills in order.
struct CountsProgramme {
  let programme: GLPKProgramme
  private(set) var steps: [StepColumns] = []
  private let rules: CountRules

  struct StepColumns {
    var success, fallback: Int32?
    var charge, stored: Int32
  }

  init(_ problem: PlanningProblem, terminal: ValueCurve) throws(PlanningError) {
    programme = try GLPKProgramme()
    rules = CountRules(problem, tasks: problem.tasksPerStep)
    let initial = EnergyUnits.milliwattHours(problem.initial)
    for price in problem.deliveredPrice[..<problem.judgedIntervals] {
      for _ in 0..<(problem.workload.tasksPerInterval / problem.tasksPerStep) {
        let columns = try addColumns(price: price)
        try addRows(columns, stored: steps.last?.stored, initial: initial)
        steps.append(columns)
      }
    }
    if let last = steps.last { try addTerminal(terminal, stored: last.stored) }
  }

  private func addColumns(price: Double) throws(PlanningError) -> StepColumns {
    func count(_ option: TaskOption?) throws(PlanningError) -> Int32? {
      guard let option else { return nil }
      return try programme.addColumn(upTo: Double(rules.tasks), cost: option.gain, isInteger: true)
    }
    // Charge beyond what fits is bounded away, so that the column's range tells GLPK its size.
    let useful = min(rules.chargeInAll, rules.capacity + rules.options.largestEnergy * Int64(rules.tasks))
    return StepColumns(
      success: try count(rules.options.success), fallback: try count(rules.options.fallback),
      charge: try programme.addColumn(upTo: EnergyUnits.milliwattHours(useful), cost: -price),
      stored: try programme.addColumn(upTo: EnergyUnits.milliwattHours(rules.capacity), cost: 0))
  }

  /// - Parameter stored: The column of the energy before the step; nil for the first, whose energy is `initial` [mWh].
  private func addRows(_ columns: StepColumns, stored: Int32?, initial: Double) throws(PlanningError) {
    let success = EnergyUnits.milliwattHours(rules.successEnergy)
    let fallback = EnergyUnits.milliwattHours(rules.fallbackEnergy)
    let tasks = Double(rules.tasks)
    let have = stored == nil ? initial : 0
    let before = stored.map { [GLPKProgramme.Term($0, -1)] } ?? []
    func terms(_ perSuccess: Double, _ perFallback: Double) -> [GLPKProgramme.Term] {
      [columns.success.map { ($0, perSuccess) }, columns.fallback.map { ($0, perFallback) }].compactMap { $0 }
    }
    try programme.addRow(
      terms(success, fallback) + before + [(columns.charge, -1), (columns.stored, 1)], atMost: have)
    if columns.success != nil, columns.fallback != nil { try programme.addRow(terms(1, 1), atMost: tasks) }
    if rules.options.largestEnergy * Int64(rules.tasks) > rules.chargeBeforeLast {
      let charged = EnergyUnits.milliwattHours(rules.chargeBeforeLast)
      try programme.addRow(terms(success, fallback) + before, atMost: have + charged)
    }
    if let column = columns.success {
      try programme.addRow([(column, success)] + before, atMost: have + success * (tasks - 1))
    }
    if columns.fallback != nil {
      try programme.addRow(terms(fallback, fallback) + before, atMost: have + fallback * (tasks - 1))
    }
  }

  private func addTerminal(_ terminal: ValueCurve, stored: Int32) throws(PlanningError) {
    var terms: [GLPKProgramme.Term] = [(stored, -1)]
    for piece in terminal.slopes where piece.slope > 0 {
      terms.append((try programme.addColumn(upTo: EnergyUnits.milliwattHours(piece.length), cost: piece.slope), 1))
    }
    if terms.count > 1 { try programme.addRow(terms, atMost: 0) }
  }

  /// The counts of a step in the solution found, made whole and made to pass the rules from a stored energy [units]:
  /// GLPK keeps its rows only to a tolerance.
  func counts(of step: Int, stored: Int64) -> Counts {
    func value(_ column: Int32?) -> Double { column.map { programme.value($0) } ?? 0 }
    let columns = steps[step]
    let success = min(Int(value(columns.success).rounded()), rules.mostSuccesses(stored: stored))
    let fallback = min(Int(value(columns.fallback).rounded()), rules.mostFallbacks(beside: success, stored: stored))
    let allowed = rules.charge(stored: stored, use: rules.use(success, fallback))
    let charge = Int64((value(columns.charge) * 1e7).rounded())
    return Counts(
      success: success, fallback: fallback, charge: min(max(charge, allowed.lowerBound), allowed.upperBound))
  }
}
