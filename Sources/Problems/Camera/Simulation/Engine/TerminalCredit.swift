/// What the energy left at the end of the horizon is worth: a plan's value of stored energy, linear between levels.
public struct TerminalCredit: Sendable, Hashable {
  /// Ascending [Wh].
  public let batteryWh: [Double]
  /// [reward]
  public let value: [Double]

  /// - Throws: `InvalidSetup` unless there is one finite value for each of some ascending levels.
  public init(batteryWh: [Double], value: [Double]) throws(InvalidSetup) {
    guard !batteryWh.isEmpty, batteryWh.count == value.count, (batteryWh + value).allSatisfy(\.isFinite) else {
      throw InvalidSetup("a terminal value must have one finite value for each of its battery levels")
    }
    guard zip(batteryWh, batteryWh.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw InvalidSetup("the battery levels of a terminal value must ascend")
    }
    self.batteryWh = batteryWh
    self.value = value
  }

  /// The credit for `energyWh` left; beyond the levels, that of the nearest.
  public func value(at energyWh: Double) -> Double {
    guard let above = batteryWh.firstIndex(where: { $0 >= energyWh }) else { return value[value.count - 1] }
    guard above > 0 else { return value[0] }
    let (low, high) = (batteryWh[above - 1], batteryWh[above])
    return value[above - 1] + (energyWh - low) / (high - low) * (value[above] - value[above - 1])
  }
}
