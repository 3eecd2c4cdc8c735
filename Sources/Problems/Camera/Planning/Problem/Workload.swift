import Programmes

/// What a camera asks of its battery in one grid interval.
///
/// Reward depends only on the outcome and more stored energy is never worse, so only two models matter: *success*, the
/// cheapest that meets both wishes, and *fallback*, the cheapest of all. Gains are against running nothing.
public struct Workload: Sendable, Hashable {
  /// Tasks in one grid interval, K ≥ 1.
  public let tasksPerInterval: Int
  /// The most the charger delivers in one task slot, g [units of 10⁻⁷ mWh].
  public let chargePerTask: Int64
  /// Whether it can deliver less.
  public let charging: Charging
  /// Energy the success model takes [units], or nil if no model meets the wishes.
  public let successEnergy: Int64?
  /// Energy the fallback model takes [units], or nil if there is none.
  public let fallbackEnergy: Int64?
  /// Reward of a success over running nothing, W + Y.
  public let successGain: Double
  /// Reward of a small miss over running nothing, Y − X; may be negative.
  public let fallbackGain: Double

  /// The most that running a task can gain over running nothing.
  var greatestGain: Double { max(successGain, fallbackGain, 0) }

  /// - Throws: `ProgrammeError.outOfRange` for K < 1, a negative charge, an energy that is not positive, gains that are
  ///   not finite or greater for a fallback, or numbers above `EnergyUnits.maximum`.
  public init(
    tasksPerInterval: Int, chargePerTask: Int64, successEnergy: Int64?, fallbackEnergy: Int64?,
    successGain: Double, fallbackGain: Double, charging: Charging = .continuous
  ) throws(ProgrammeError) {
    guard tasksPerInterval >= 1 else {
      throw .outOfRange("\(tasksPerInterval) tasks per interval: at least one is needed")
    }
    guard (0...EnergyUnits.maximum).contains(chargePerTask) else {
      throw .outOfRange("charge per task of \(chargePerTask) units: 0 to \(EnergyUnits.maximum) can be planned")
    }
    for energy in [successEnergy, fallbackEnergy].compactMap({ $0 }) where !(1...EnergyUnits.maximum).contains(energy) {
      throw .outOfRange("a model taking \(energy) units: 1 to \(EnergyUnits.maximum) can be planned")
    }
    for energy in [successEnergy, fallbackEnergy, charging == .slots ? chargePerTask : nil].compactMap({ $0 }) {
      let (use, overflow) = energy.multipliedReportingOverflow(by: Int64(tasksPerInterval))
      guard !overflow, use <= Int64.max / 4 else {
        throw .outOfRange("\(tasksPerInterval) slots of \(energy) units in one interval: a shorter one can be planned")
      }
    }
    guard successGain.isFinite, fallbackGain.isFinite, successGain >= fallbackGain else {
      throw .outOfRange(
        "gains of \(successGain) and \(fallbackGain): finite numbers, and no less for a success, can be planned")
    }
    (self.tasksPerInterval, self.chargePerTask, self.charging) = (tasksPerInterval, chargePerTask, charging)
    (self.successEnergy, self.fallbackEnergy) = (successEnergy, fallbackEnergy)
    (self.successGain, self.fallbackGain) = (successGain, fallbackGain)
  }
}
