/// How far a run is from the best that could have been done in hindsight.
public struct Regret: Sendable, Hashable {
  /// Upper bound on reward and terminal value together, less what the run earned and is credited.
  public let regret: Double
  /// `regret` over that of `naive` on the same scenario: the clairvoyant is 0 and `naive` is 1. Nil where `naive` is
  /// too close to the optimum for the ratio to mean anything.
  public let normalised: Double?
  /// Why `normalised` is nil.
  public let reason: String?

  /// - Parameters:
  ///   - credited: The run's utility and terminal credit.
  ///   - naiveCredited: The same of `naive` on the same scenario.
  ///   - bound: The plan's bound on reward and terminal value.
  ///   - gap: The plan's certified gap.
  ///   - tasks: Tasks in the horizon.
  public init(
    credited: Double, naiveCredited: Double, bound: Double, gap: Double, tasks: Int, weights: RewardWeights
  ) {
    regret = bound - credited
    let naive = bound - naiveCredited
    if naive < 100 * gap {
      normalised = nil
      reason = "the regret of naive is below 100 gaps of the plan"
    } else if naive < 1e-3 * Double(tasks) * (weights.success + weights.largeMiss) || naive <= 0 {
      normalised = nil
      reason = "the regret of naive is below a thousandth of what the tasks can earn"
    } else {
      normalised = regret / naive
      reason = nil
    }
  }
}
