/// The value of a stored energy at the start of an interval and what is best there: a label for a state that no plan may
/// visit, but a learner.
public struct ValueSample: Sendable, Hashable {
  public var interval: Int
  /// Stored energy at its start [units of 10⁻⁷ mWh].
  public var stored: Int64
  /// The most that can be earned from here on: reward, −Y·tasks included, and the value of the energy left. Under
  /// continuous charging with fractions of tasks allowed, which adds less than a task's gain or so.
  public var value: Double
  /// Value of one more stored mWh: the right derivative, with fractions of tasks and charges allowed.
  public var price: Double
  /// What is best in the whole interval, in whole tasks.
  public var counts: Counts
  /// What its first slot does, in a best order.
  public var first: SlotDecision
}

extension PlanRecorder {
  /// - Parameters:
  ///   - value: Against running nothing.
  ///   - first: What the first slot does, where it is known; otherwise by the order of `IntervalExecution`.
  mutating func sample(
    _ interval: Int, _ stored: Int64, value: Double, counts: Counts, first: SlotDecision? = nil
  ) -> ValueSample {
    var execution = IntervalExecution(counts, of: problem.workload, capacity: problem.capacity)
    let tasks = Double(problem.judgedIntervals - interval) * Double(problem.workload.tasksPerInterval)
    return ValueSample(
      interval: interval, stored: stored, value: value - problem.largeMissWeight * tasks,
      price: shadowPrice(of: interval, at: stored), counts: counts, first: first ?? execution.next(stored: stored))
  }

  /// Value of one more stored mWh at the start of an interval.
  mutating func shadowPrice(of interval: Int, at stored: Int64) -> Double {
    history.withCurves(of: interval * problem.stepsPerInterval) { before, _ in before.slope(rightOf: stored) }
  }
}
