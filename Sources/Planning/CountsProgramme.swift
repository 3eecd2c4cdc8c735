/// The counts programme of DESIGN §6 in GLPK: per step whole numbers of successes and fallbacks, the energy delivered
/// and the energy stored after it; then the terminal value's pieces, which concavity fills in order. Energies are in
/// tasks of the larger model, so that GLPK's tolerances mean the same for every camera.
struct CountsProgramme {
  let programme: GLPKProgramme
  private(set) var steps: [StepColumns] = []
  private let rules: CountRules
  /// Units of energy per unit of the programme.
  private let scale: Double

  struct StepColumns {
    var success, fallback: Int32?
    var charge, stored: Int32
  }

  init(_ problem: PlanningProblem, terminal: ValueCurve) throws(PlanningError) {
    programme = try GLPKProgramme()
    rules = CountRules(problem)
    scale = Double(max(1, rules.options.largestEnergy))
    let initial = scaled(problem.initial)
    for price in problem.deliveredPrice[..<problem.judgedIntervals] {
      for _ in 0..<problem.stepsPerInterval {
        let columns = try addColumns(price: price)
        try addRows(columns, stored: steps.last?.stored, initial: initial)
        steps.append(columns)
      }
    }
    if let last = steps.last { try addTerminal(terminal, stored: last.stored) }
  }

  private func scaled(_ energy: Int64) -> Double { Double(energy) / scale }

  /// Turns a price per mWh into one per scaled energy.
  private var costScale: Double { scale / EnergyUnits.perMilliwattHour }

  private func addColumns(price: Double) throws(PlanningError) -> StepColumns {
    func count(_ option: TaskOption?) throws(PlanningError) -> Int32? {
      guard let option else { return nil }
      return try programme.addColumn(upTo: Double(rules.tasks), cost: option.gain, isInteger: true)
    }
    // Charge beyond what fits is bounded away, so that the column's range tells GLPK its size.
    let useful = min(rules.chargeInAll, rules.capacity + rules.options.largestEnergy * Int64(rules.tasks))
    return StepColumns(
      success: try count(rules.options.success), fallback: try count(rules.options.fallback),
      charge: try programme.addColumn(upTo: scaled(useful), cost: -price * costScale),
      stored: try programme.addColumn(upTo: scaled(rules.capacity), cost: 0))
  }

  /// - Parameter stored: The column of the energy before the step; nil for the first, whose energy is `initial` [scaled].
  private func addRows(_ columns: StepColumns, stored: Int32?, initial: Double) throws(PlanningError) {
    let success = scaled(rules.successEnergy)
    let fallback = scaled(rules.fallbackEnergy)
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
      let charged = scaled(rules.chargeBeforeLast)
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
      terms.append((try programme.addColumn(upTo: scaled(piece.length), cost: piece.slope * costScale), 1))
    }
    if terms.count > 1 { try programme.addRow(terms, atMost: 0) }
  }

  /// The counts of an interval in the solution found, made whole and made to pass the rules from a stored energy
  /// [units]: GLPK keeps its rows only to a tolerance.
  func counts(of interval: Int, stored: Int64, stepsPerInterval: Int) -> Counts {
    /// Whole, and 0 for what is no number: a conversion must not trap on what a solver says.
    func whole(_ column: Int32?, times scale: Double = 1) -> Int64 {
      column.flatMap { Int64(exactly: (programme.value($0) * scale).rounded()) } ?? 0
    }
    var (planned, stored) = (Counts(), stored)
    for columns in steps[(interval * stepsPerInterval)..<((interval + 1) * stepsPerInterval)] {
      let success = min(Int(whole(columns.success)), rules.mostSuccesses(stored: stored))
      let fallback = min(Int(whole(columns.fallback)), rules.mostFallbacks(beside: success, stored: stored))
      let use = rules.use(success, fallback)
      let target = stored - use + whole(columns.charge, times: scale)
      let charge = rules.charge(reaching: target, stored: stored, use: use)
      planned = planned + Counts(success: success, fallback: fallback, charge: charge)
      stored += charge - use
    }
    return planned
  }
}
