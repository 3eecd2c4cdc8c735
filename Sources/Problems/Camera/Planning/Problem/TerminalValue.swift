/// The value of the energy left at the end of the judged horizon: values at 17 levels, linear in between, 0 at empty.
public struct TerminalValue: Sendable, Hashable {
  static let levels = 17

  /// Stored energies [units of 10⁻⁷ mWh], uniform from empty to full.
  public let levels: [Int64]
  /// Their values [reward].
  public let values: [Double]

  /// - Parameter values: Values at as many levels, uniform from an empty battery to one of this capacity [units].
  public init(capacity: Int64, values: [Double]) {
    levels = values.indices.map { ValueCurve.level($0, of: values.count, capacity: capacity) }
    self.values = values
  }

  /// The value of a stored energy [units].
  public func value(at energy: Int64) -> Double { curve.value(at: energy) }

  var curve: ValueCurve { ValueCurve(levels: levels, values: values) }
}
