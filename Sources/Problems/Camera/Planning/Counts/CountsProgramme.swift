import Programmes

/// The counts programme: per step whole numbers of successes and fallbacks, charged slots (whole or on-time)
/// and the energy stored before it; then the terminal value's pieces, which concavity fills in order.
struct CountsProgramme {
  private(set) var programme = LinearProgramme()
  private(set) var steps: [StepColumns] = []
  /// Columns of the energy before each step, and after the last.
  private(set) var stored: [Int32] = []
  private(set) var pieces: [(column: Int32, length: Int64)] = []
  private(set) var totals: [Total] = []

  let problem: PlanningProblem
  let rules: CountRules
  /// Units of energy in one of the programme's.
  private let scale: Double
  /// What a charged slot delivers [units].
  let slotCharge: Int64
  /// Whether a charged slot draws all the charger gives.
  let wholeSlots: Bool

  struct StepColumns {
    var success, fallback: Int32?
    var charge: Int32
  }

  /// A column that adds up others.
  struct Total {
    var column: Int32
    var counted: [Int32]
  }

  /// - Parameters:
  ///   - unit: Units of energy in one of the programme's; by default a task of the larger model, so that a solver's
  ///     tolerances mean the same for every camera.
  ///   - totals: Parts of the horizon at whose ends tasks are counted (see `addTotals`); 0 for none.
  init(_ problem: PlanningProblem, terminal: ValueCurve, unit: Double? = nil, totals: Int = 0) {
    self.problem = problem
    rules = CountRules(problem)
    scale = unit ?? Double(max(1, rules.options.largestEnergy))
    wholeSlots = problem.workload.charging == .slots
    slotCharge = wholeSlots ? problem.workload.chargePerTask : min(problem.workload.chargePerTask, problem.capacity)
    let initial = scaled(problem.initial)
    stored = [programme.addColumn(.init(stem: "battery", index: 0), (initial, initial))]
    for price in problem.deliveredPrice[..<problem.judgedIntervals] {
      for _ in 0..<problem.stepsPerInterval { addStep(price: price) }
    }
    addTerminal(terminal)
    if totals > 0 { addTotals(parts: min(totals, steps.count)) }
  }

  func scaled(_ energy: Int64) -> Double { Double(energy) / scale }

  private mutating func addStep(price: Double) {
    let (index, tasks) = (steps.count, Double(rules.tasks))
    let options = rules.options
    func count(_ stem: StaticString, _ option: TaskOption?) -> Int32? {
      option.map { programme.addColumn(.init(stem: stem, index: index), (0, tasks), cost: $0.gain, isInteger: true) }
    }
    let (success, fallback) = (count("success", options.success), count("fallback", options.fallback))
    // Charge that could never fit is bounded away, so that the column's range tells the solver its size.
    let useful = problem.capacity + options.largestEnergy * Int64(rules.tasks)
    let slots = slotCharge > 0 ? min(tasks, (Double(useful) / Double(slotCharge)).rounded(.up)) : 0
    let charge = programme.addColumn(
      .init(stem: "charge", index: index), (0, slots), cost: -price * EnergyUnits.milliwattHours(slotCharge),
      isInteger: wholeSlots)
    let before = stored[index]
    let after = programme.addColumn(.init(stem: "battery", index: index + 1), (0, scaled(problem.capacity)))
    stored.append(after)
    steps.append(StepColumns(success: success, fallback: fallback, charge: charge))

    func terms(_ perSuccess: Double, _ perFallback: Double) -> [LinearProgramme.Term] {
      [success.map { ($0, perSuccess) }, fallback.map { ($0, perFallback) }].compactMap { $0 }
    }
    func addRow(_ stem: StaticString, _ terms: [LinearProgramme.Term], atMost most: Double) {
      programme.addRow(.init(stem: stem, index: index), terms, atMost: most)
    }
    let (successEnergy, fallbackEnergy) = (scaled(rules.successEnergy), scaled(rules.fallbackEnergy))
    let use = terms(successEnergy, fallbackEnergy)
    addRow("energy", use + [(before, -1), (charge, -scaled(slotCharge)), (after, 1)], atMost: 0)
    if success != nil, fallback != nil { addRow("tasks", terms(1, 1), atMost: tasks) }
    if options.largestEnergy * Int64(rules.tasks) > rules.chargeBeforeLast {
      addRow("in_time", use + [(before, -1)], atMost: scaled(rules.chargeBeforeLast))
    }
    if let success {
      addRow("first_success", [(success, successEnergy), (before, -1)], atMost: successEnergy * (tasks - 1))
    }
    if fallback != nil {
      addRow("first_task", terms(fallbackEnergy, fallbackEnergy) + [(before, -1)], atMost: fallbackEnergy * (tasks - 1))
    }
  }

  private mutating func addTerminal(_ terminal: ValueCurve) {
    for piece in terminal.slopes where piece.slope > 0 {
      let column = programme.addColumn(
        .init(stem: "left", index: pieces.count), (0, scaled(piece.length)),
        cost: piece.slope * scale / EnergyUnits.perMilliwattHour)
      pieces.append((column, piece.length))
    }
    guard !pieces.isEmpty, let last = stored.last else { return }
    programme.addRow(.init(stem: "left"), pieces.map { ($0.column, 1) } + [(last, -1)], atMost: 0)
  }

  /// Counts tasks, and whole charged slots, from the start to the end of each part. Use can move between intervals at
  /// no cost, so a bound on one interval's count moves a fraction elsewhere; a bound on a total does away with it.
  private mutating func addTotals(parts: Int) {
    addTotals("successes", parts) { $0.success }
    addTotals("fallbacks", parts) { $0.fallback }
    if wholeSlots { addTotals("charges", parts) { $0.charge } }
  }

  private mutating func addTotals(_ stem: StaticString, _ parts: Int, _ column: (StepColumns) -> Int32?) {
    var (previous, start) = ([Int32](), 0)
    for part in 1...parts {
      let end = steps.count * part / parts
      let counted = previous + steps[start..<end].compactMap(column)
      guard !counted.isEmpty else { return }
      let total = programme.addColumn(
        .init(stem: stem, index: end), (0, Double(rules.tasks * end)), isInteger: true)
      programme.addRow(
        .init(stem: stem, index: end), counted.map { ($0, 1) } + [(total, -1)], atLeast: 0, atMost: 0)
      totals.append(Total(column: total, counted: counted))
      (previous, start) = ([total], end)
    }
  }
}
