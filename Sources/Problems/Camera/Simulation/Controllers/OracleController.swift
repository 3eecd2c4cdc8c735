import CameraPlanning
import Records

/// What a plan asks of one grid interval: tasks by model, and energy to charge [10⁻⁷ mWh].
public typealias PlannedCounts = Counts

/// `oracle`: carries out a plan made with the whole grid known, interval by interval, in the order of
/// `IntervalExecution`.
public struct OracleController: Controller {
  private let workload: Workload
  private let capacity: Int64
  private let tasksPerInterval: Int
  private let successModel, fallbackModel: Int
  private let plan: [PlannedCounts]
  private let prices: [Double]
  private let start: Instant
  /// The interval that was last told of, and the one being carried out.
  private var begun = 0
  private var interval = 0
  private var execution: IntervalExecution

  /// - Parameters:
  ///   - plan: One for each interval of the horizon.
  ///   - prices: The plan's value of one more stored mWh at the start of each interval, where known.
  /// - Throws: `InvalidSetup` where the plan is not one for this setup.
  public init(_ setup: Setup, plan: [PlannedCounts], prices: [Double] = []) throws(InvalidSetup) {
    guard plan.count == setup.clock.intervals, let first = plan.first else {
      throw InvalidSetup("the plan has \(plan.count) intervals; the horizon has \(setup.clock.intervals)")
    }
    tasksPerInterval = setup.clock.tasksPerInterval
    start = setup.clock.start
    for (interval, counts) in plan.enumerated() {
      guard counts.success >= 0, counts.fallback >= 0, counts.charge >= 0,
        counts.success <= tasksPerInterval, counts.fallback <= tasksPerInterval - counts.success
      else {
        throw InvalidSetup(
          "the plan asks \(counts.success) + \(counts.fallback) of \(tasksPerInterval) tasks in interval \(interval)")
      }
    }
    workload = try setup.workload(tasksPerInterval: tasksPerInterval)
    capacity = setup.capacity
    successModel = setup.successModel ?? Decision.noModel
    fallbackModel = setup.cheapestModel
    self.plan = plan
    self.prices = prices
    execution = IntervalExecution(first, of: workload, capacity: capacity)
  }

  public mutating func decide(_ observation: Observation) -> Decision {
    let now = observation.task / tasksPerInterval
    if now != interval {
      interval = now
      execution = IntervalExecution(plan[now], of: workload, capacity: capacity)
    }
    let slot = execution.next(stored: observation.stored)
    let model =
      switch slot.task {
      case .success: successModel
      case .fallback: fallbackModel
      case .none: Decision.noModel
      }
    return Decision(model: model, charge: slot.charge)
  }

  public mutating func observe(_ reading: GridReading) {
    if reading.start > start { begun += 1 }
  }

  /// As it was at the start of the interval.
  public func priceOfStoredEnergy(at stored: Int64) -> Double? { begun < prices.count ? prices[begun] : nil }
}
