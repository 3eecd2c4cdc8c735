/// Energy in whole units of 10⁻⁷ mWh, in which batteries and plans are exact (DESIGN §5).
enum EnergyUnits {
  static let perMilliwattHour = 1e7

  /// What is spent is rounded up and what is had is rounded down, so that "exactly enough" is enough; both after
  /// rounding to 10⁻⁹ mWh, so that decimal inputs stay exact. Nil below 0, above 9·10⁹ mWh and for NaN.
  static func spent(milliwattHours: Double) -> Int64? {
    nano(milliwattHours).map { ($0 + 99) / 100 }
  }

  static func had(milliwattHours: Double) -> Int64? {
    nano(milliwattHours).map { $0 / 100 }
  }

  private static func nano(_ milliwattHours: Double) -> Int64? {
    guard milliwattHours >= 0, milliwattHours <= 9e9 else { return nil }
    return Int64((milliwattHours * 1e9).rounded())
  }
}
