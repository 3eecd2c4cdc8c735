/// Energies inside planners and the battery are whole numbers of 10⁻⁷ mWh, so that "charge exactly enough"
/// is enough and every run adds up. What is needed is rounded up, what is there is rounded down; both after rounding
/// to 10⁻⁹ mWh, so that a decimal input that is a whole number of units stays that number.
public enum EnergyUnits {
  /// Units in a milliwatt-hour.
  public static let perMilliwattHour = 1e7

  /// The largest energy, about 900 kWh: up to here every count of units is exact as a Double.
  public static let maximum: Int64 = 1 << 53

  /// The energy a model takes, rounded up; nil if negative, not finite or above ``maximum``.
  public static func need(milliwattHours: Double) -> Int64? {
    nanounits(milliwattHours).map { ($0 + 99) / 100 }
  }

  /// The energy a battery or charger has, rounded down; nil if negative, not finite or above ``maximum``.
  public static func supply(milliwattHours: Double) -> Int64? {
    nanounits(milliwattHours).map { $0 / 100 }
  }

  @inline(__always)
  public static func milliwattHours(_ units: Int64) -> Double { Double(units) / perMilliwattHour }

  public static func wattHours(_ units: Int64) -> Double { Double(units) / 1e10 }

  private static func nanounits(_ milliwattHours: Double) -> Int64? {
    let scaled = (milliwattHours * 1e9).rounded()
    guard scaled >= 0, scaled <= Double(maximum) * 100 else { return nil }  // false for NaN
    return Int64(scaled)
  }
}
