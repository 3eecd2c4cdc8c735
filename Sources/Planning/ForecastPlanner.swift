/// Values stored energy under a forecast, for a controller that plans again every few minutes (DESIGN §7).
///
/// The dynamic programme without its roll-out, nothing beyond the forecast being worth anything; storage is reused, so
/// that a plan allocates nothing once the first has been made. Batteries that hold less than one slot's charge and one
/// task are valued as if charge and tasks of a step could always be fitted together.
public struct ForecastPlanner: Sendable {
  /// Levels at which the value is given.
  public static let levels = 17

  /// Value [reward] at `levels` stored energies, uniform from empty to full (`ValueCurve.level`), of the last plan.
  public private(set) var values = [Double](repeating: 0, count: ForecastPlanner.levels)
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
    curve.sample(into: &values)
  }
}
