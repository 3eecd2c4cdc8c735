/// The value of the energy left at the end of the judged horizon: values at 17 levels, linear in between, 0 at empty.
public struct TerminalValue: Sendable, Hashable {
  static let levels = 17

  /// Stored energies [units of 10⁻⁷ mWh], uniform from empty to full.
  public let levels: [Int64]
  /// Their values [reward].
  public let values: [Double]

  init(capacity: Int64, values: [Double]) {
    levels = values.indices.map { ValueCurve.level($0, of: values.count, capacity: capacity) }
    self.values = values
  }

  var curve: ValueCurve { ValueCurve(levels: levels, values: values) }
}
