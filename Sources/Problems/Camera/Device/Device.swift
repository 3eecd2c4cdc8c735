/// A battery and its charger.
public struct Device: Sendable, Hashable {
  public let capacityWh: Double
  /// Power delivered to the battery; the grid gives this divided by `chargeEfficiency` [W].
  public let chargePowerW: Double
  /// 0 < efficiency ≤ 1.
  public let chargeEfficiency: Double
  /// 0 < efficiency ≤ 1: a model's energy divided by it leaves the battery.
  public let dischargeEfficiency: Double

  public init(
    capacityWh: Double, chargePowerW: Double, chargeEfficiency: Double = 1, dischargeEfficiency: Double = 0.95
  ) {
    self.capacityWh = capacityWh
    self.chargePowerW = chargePowerW
    self.chargeEfficiency = chargeEfficiency
    self.dischargeEfficiency = dischargeEfficiency
  }
}
