/// Values stored energy under a forecast, for a controller that plans again every few minutes.
///
/// The dynamic programme without its roll-out, nothing beyond the forecast being worth anything; storage is reused, so
/// that a plan allocates nothing once the first has been made. Batteries that hold less than one slot's charge and one
/// task are valued as if charge and tasks of a step could always be fitted together.
public struct ForecastPlanner: Sendable {
  /// Equal parts of the battery in each of which a mWh is given one value.
  public static let stretches = 16

  /// Value of one more stored mWh [reward] by `stretches`, from empty to full, of the last plan: it does not rise.
  public private(set) var slopes = [Double](repeating: 0, count: ForecastPlanner.stretches)
  private let terms: StepTerms
  private var curve: ValueCurve

  /// - Parameters:
  ///   - workload: What one step of the forecast asks, for example 360 tasks in half an hour.
  ///   - capacity: The battery's capacity [units].
  public init(workload: Workload, capacity: Int64) {
    terms = StepTerms(workload, tasks: workload.tasksPerInterval, capacity: capacity)
    curve = ValueCurve(capacity: capacity)
  }

  /// Plans over a forecast of the price [reward per mWh delivered, ≥ 0], one number per step from now on.
  public mutating func plan(deliveredPrice: [Double]) {
    curve.reset()
    for price in deliveredPrice.reversed() { curve.stepBack(terms, price: price) }
    curve.meanSlopes(into: &slopes)
  }
}
