/// From a solution of the programme to counts of tasks and energy, and back.
extension CountsProgramme {
  /// The counts of an interval in a solution, made whole and made to pass the rules from a stored energy [units]: a
  /// solver keeps its rows only to a tolerance.
  func counts(of interval: Int, in solution: [Double], stored: Int64) -> Counts {
    /// Whole, and 0 for what is no number: a conversion must not trap on what a solver says.
    func whole(_ column: Int32?, times scale: Double = 1) -> Int64 {
      column.flatMap { Int64(exactly: (solution[Int($0)] * scale).rounded()) } ?? 0
    }
    var (planned, stored) = (Counts(), stored)
    for columns in steps(of: interval) {
      let success = min(Int(whole(columns.success)), rules.mostSuccesses(stored: stored))
      let fallback = min(Int(whole(columns.fallback)), rules.mostFallbacks(beside: success, stored: stored))
      let use = rules.use(success, fallback)
      let drawn =
        wholeSlots
        ? min(max(0, whole(columns.charge)), Int64(rules.tasks)) * slotCharge
        : whole(columns.charge, times: Double(slotCharge))
      let charge = wholeSlots ? drawn : rules.charge(reaching: stored - use + drawn, stored: stored, use: use)
      planned = planned + Counts(success: success, fallback: fallback, charge: charge)
      stored = min(problem.capacity, stored + charge - use)
    }
    return planned
  }

  /// A plan as values of the programme's columns; nil if it keeps not every row, so that it cannot start a solver.
  func values(of plan: IntervalPlans) -> [Double]? {
    guard plan.charge.count == problem.judgedIntervals else { return nil }
    var values = [Double](repeating: 0, count: programme.columnNames.count)
    var energy = problem.initial
    values[Int(stored[0])] = scaled(energy)
    for interval in 0..<problem.judgedIntervals {
      for (step, counts) in zip(stepIndices(of: interval), stepCounts(plan[interval], stored: energy)) {
        let columns = steps[step]
        columns.success.map { values[Int($0)] = Double(counts.success) }
        columns.fallback.map { values[Int($0)] = Double(counts.fallback) }
        values[Int(columns.charge)] = slotCharge > 0 ? Double(counts.charge) / Double(slotCharge) : 0
        energy = min(problem.capacity, energy + counts.charge - rules.use(counts.success, counts.fallback))
        values[Int(stored[step + 1])] = scaled(energy)
      }
    }
    for piece in pieces {
      let filled = min(piece.length, energy)
      values[Int(piece.column)] = scaled(filled)
      energy -= filled
    }
    for total in totals {  // in the order they build on each other
      values[Int(total.column)] = total.counted.reduce(0) { $0 + values[Int($1)] }
    }
    return programme.isSatisfied(by: values) ? values : nil
  }

  /// An interval's counts step by step: as they are, or in the order that executes them.
  private func stepCounts(_ counts: Counts, stored: Int64) -> [Counts] {
    guard problem.stepsPerInterval > 1 else { return [counts] }
    var execution = IntervalExecution(counts, of: problem.workload, capacity: problem.capacity)
    var stored = stored
    return (0..<problem.stepsPerInterval).map { _ in
      let decision = execution.next(stored: stored)
      let step = Counts(
        success: decision.task == .success ? 1 : 0, fallback: decision.task == .fallback ? 1 : 0,
        charge: decision.charge)
      stored = min(problem.capacity, stored + step.charge - rules.use(step.success, step.fallback))
      return step
    }
  }

  private func stepIndices(of interval: Int) -> Range<Int> {
    (interval * problem.stepsPerInterval)..<((interval + 1) * problem.stepsPerInterval)
  }

  private func steps(of interval: Int) -> ArraySlice<StepColumns> { steps[stepIndices(of: interval)] }
}
