import CameraPlanning

/// What running costs beside the models themselves: limits that the published study names of its own. All are off by
/// default, so that it can be reproduced; plans know nothing of them, so runs with any have no clairvoyant bound.
public struct Overheads: Sendable, Hashable {
  /// Energy it takes to load a model when another one, or none, was loaded before; the battery's discharge losses come
  /// on top, as for all of these [mWh].
  public var switchMilliwattHours = 0.0
  /// By how much loading makes the task's inference later [s].
  public var switchDelaySeconds = 0.0
  /// What the controller's own decision takes, each task [mWh].
  public var decisionMilliwattHours = 0.0
  /// What the device draws all the time. Measured profiles already count part of it [W].
  public var standbyWatts = 0.0

  public init() {}

  public var areOff: Bool { self == Overheads() }
}

/// Overheads of one setup, in its units.
struct OverheadUnits: Sendable {
  /// Energy a task takes before anything runs: for deciding and standing by [10⁻⁷ mWh].
  let perTask: Int64
  /// Energy of loading a model [10⁻⁷ mWh].
  let perSwitch: Int64
  /// By model: whether it meets the wishes, but no longer in a task that has to load it.
  let missesWhenSwitched: [Bool]

  /// - Throws: `InvalidSetup` naming the value that is negative or too large.
  init(
    _ overheads: Overheads, models: [ModelProfile], wishes: Wishes, dischargeEfficiency: Double, taskSeconds: Double
  ) throws(InvalidSetup) {
    func units(_ name: String, _ milliwattHours: Double) throws(InvalidSetup) -> Int64 {
      guard let units = EnergyUnits.need(milliwattHours: milliwattHours / dischargeEfficiency) else {
        throw InvalidSetup("\(name) of \(milliwattHours) mWh a task is negative or too large")
      }
      return units
    }
    guard overheads.switchDelaySeconds >= 0, overheads.switchDelaySeconds.isFinite else {
      throw InvalidSetup("the delay of a switch, \(overheads.switchDelaySeconds) s, is not a finite number of at least 0")
    }
    perTask =
      try units("the energy of decisions", overheads.decisionMilliwattHours)
      + units("standby energy", overheads.standbyWatts * taskSeconds / 3.6)
    perSwitch = try units("the energy of a switch", overheads.switchMilliwattHours)
    missesWhenSwitched = models.map {
      wishes.areMet(by: $0) && $0.latencySeconds + overheads.switchDelaySeconds > wishes.latencySeconds
    }
  }
}
