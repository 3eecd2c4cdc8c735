import Records

/// When tasks happen: `tasksPerInterval` of them, evenly, in each of `intervals` grid intervals from `start`.
public struct WorkloadClock: Sendable, Hashable {
  public let start: Instant
  public let intervalSeconds: Int
  public let taskIntervalSeconds: Int
  /// Grid intervals in the judged horizon.
  public let intervals: Int
  public let tasksPerInterval: Int

  private static let longestHorizonSeconds = 100 * 366 * 86_400

  /// - Throws: `InvalidSetup` unless the horizon is a whole number of grid intervals and these of task intervals.
  public init(
    start: Instant, intervalSeconds: Int, taskIntervalSeconds: Int, horizonSeconds: Int
  ) throws(InvalidSetup) {
    guard taskIntervalSeconds > 0, intervalSeconds > 0, intervalSeconds % taskIntervalSeconds == 0 else {
      throw InvalidSetup(
        "a grid interval of \(intervalSeconds) s must hold a whole number of tasks of \(taskIntervalSeconds) s")
    }
    guard horizonSeconds > 0, horizonSeconds <= Self.longestHorizonSeconds, horizonSeconds % intervalSeconds == 0
    else {
      throw InvalidSetup(
        "a horizon of \(horizonSeconds) s must be whole grid intervals of \(intervalSeconds) s, a century at most")
    }
    self.start = start
    self.intervalSeconds = intervalSeconds
    self.taskIntervalSeconds = taskIntervalSeconds
    intervals = horizonSeconds / intervalSeconds
    tasksPerInterval = intervalSeconds / taskIntervalSeconds
  }

  public var tasks: Int { intervals * tasksPerInterval }
}
