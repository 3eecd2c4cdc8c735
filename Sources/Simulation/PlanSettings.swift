import Planning

/// The day ahead as the planner cuts it: half-hours of tasks, or single tasks where these are longer.
struct PlanSettings: Sendable {
  static let halfHours = 48
  private static let halfHourSeconds = 1800
  private static let secondsBetweenPlans = 300

  let terms: StepTerms
  let steps: Int
  let tasksBetweenPlans: Int
  private let halfHoursPerStep: Int

  init(_ setup: Setup) throws(InvalidRun) {
    let taskSeconds = setup.clock.taskIntervalSeconds
    let tasksPerStep = max(1, Self.halfHourSeconds / taskSeconds)
    halfHoursPerStep = min(Self.halfHours, max(1, taskSeconds / Self.halfHourSeconds))
    steps = Self.halfHours / halfHoursPerStep
    tasksBetweenPlans = max(1, Self.secondsBetweenPlans / taskSeconds)
    let workload: Workload
    do throws(PlanningError) {
      workload = try setup.workload(tasksPerInterval: tasksPerStep)
    } catch { throw InvalidRun(error.description) }
    terms = StepTerms(workload, tasks: tasksPerStep, capacity: setup.capacity)
  }

  /// Mean share over a step.
  @inline(__always)
  func share(_ step: Int, of shares: [Double]) -> Double {
    if halfHoursPerStep == 1 { return shares[step] }
    return shares[(step * halfHoursPerStep)..<((step + 1) * halfHoursPerStep)].reduce(0, +) / Double(halfHoursPerStep)
  }
}

extension Setup {
  /// The same tasks as planners see them, `tasksPerInterval` to an interval.
  func workload(tasksPerInterval: Int) throws(PlanningError) -> Workload {
    try Workload(
      tasksPerInterval: tasksPerInterval, chargePerTask: slotCharge,
      successEnergy: successModel.map { modelEnergy[$0] }, fallbackEnergy: modelEnergy[cheapestModel],
      successGain: weights.gain(of: .success), fallbackGain: weights.gain(of: .smallMiss))
  }
}
