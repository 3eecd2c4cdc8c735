import CameraPlanning

/// The day ahead as the planner cuts it: half-hours of tasks, or single tasks where these are longer.
public struct DayAhead: Sendable {
  public static let halfHours = 48
  private static let halfHourSeconds = 1800
  private static let planSeconds = 300

  public let tasksPerStep: Int
  /// A whole number of tasks.
  public let secondsBetweenPlans: Int
  public let halfHoursPerStep: Int

  public init(taskIntervalSeconds: Int) {
    tasksPerStep = max(1, Self.halfHourSeconds / taskIntervalSeconds)
    secondsBetweenPlans = max(1, Self.planSeconds / taskIntervalSeconds) * taskIntervalSeconds
    halfHoursPerStep = min(Self.halfHours, max(1, taskIntervalSeconds / Self.halfHourSeconds))
  }

  var steps: Int { Self.halfHours / halfHoursPerStep }

  /// Mean over a step of what is given by half-hours.
  @inline(__always)
  func mean(_ step: Int, of halfHours: [Double]) -> Double {
    if halfHoursPerStep == 1 { return halfHours[step] }
    let first = step * halfHoursPerStep
    return halfHours[first..<(first + halfHoursPerStep)].reduce(0, +) / Double(halfHoursPerStep)
  }
}
