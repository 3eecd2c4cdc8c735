/// The grid along a run, held over each interval: what the engine knows and controllers see only as it happens.
public struct GridSignal: Sendable {
  /// Share of the judged horizon's intervals, and of any beyond it, that is carbon-free (0...1).
  public let carbonFree: [Double]
  /// Grams of CO2-equivalent for a kWh drawn, per interval; not numbers where nobody published them.
  public let gramsPerKilowattHour: [Double]
  /// Carbon-free share of the intervals just before the start, oldest first, in the same step.
  public let history: [Double]

  /// - Parameter gramsPerKilowattHour: empty where it is not known.
  /// - Throws: `InvalidRun` where the series differ in length or hold values out of range.
  public init(carbonFree: [Double], gramsPerKilowattHour: [Double], history: [Double] = []) throws(InvalidRun) {
    guard gramsPerKilowattHour.isEmpty || carbonFree.count == gramsPerKilowattHour.count else {
      throw InvalidRun(
        "\(carbonFree.count) carbon-free shares, \(gramsPerKilowattHour.count) carbon intensities: one each an interval")
    }
    for share in carbonFree + history where !(share >= 0 && share <= 1) {
      throw InvalidRun("carbon-free share \(share) is outside 0...1")
    }
    for intensity in gramsPerKilowattHour where !(intensity >= 0 && intensity.isFinite) {
      throw InvalidRun("carbon intensity \(intensity) g/kWh is not a finite number of at least 0")
    }
    self.carbonFree = carbonFree
    self.gramsPerKilowattHour =
      gramsPerKilowattHour.isEmpty ? Array(repeating: .nan, count: carbonFree.count) : gramsPerKilowattHour
    self.history = history
  }
}
