import Forecasting
import Records

/// The grid along a run, held over each interval: what the engine knows and controllers see only as it happens.
public struct GridSignal: Sendable {
  /// Share of the judged horizon's intervals, and of any beyond it, that is carbon-free (0...1).
  public let carbonFree: [Double]
  /// Grams of CO2-equivalent for a kWh drawn, per interval; not numbers where nobody published them.
  public let gramsPerKilowattHour: [Double]
  /// Carbon-free share of the intervals just before the start, oldest first, in the same step.
  public let history: [Double]
  /// What the publisher forecast of each interval, in shares, and how long before an interval begins that is known; nil
  /// where it forecast nothing.
  public let forecast: (carbonFree: [Double?], leadSeconds: Int)?

  /// - Parameters:
  ///   - gramsPerKilowattHour: empty where it is not known.
  ///   - forecast: one share an interval, nil where there is none; empty where there never is.
  ///   - forecastLeadSeconds: how long before an interval begins its forecast is known.
  /// - Throws: `InvalidSetup` where the series differ in length or hold values out of range, or it is not said when a
  ///   forecast was known.
  public init(
    carbonFree: [Double], gramsPerKilowattHour: [Double], history: [Double] = [], forecast: [Double?] = [],
    forecastLeadSeconds: Int? = nil
  ) throws(InvalidSetup) {
    guard gramsPerKilowattHour.isEmpty || carbonFree.count == gramsPerKilowattHour.count else {
      throw InvalidSetup(
        "\(carbonFree.count) carbon-free shares, \(gramsPerKilowattHour.count) carbon intensities: one each an interval")
    }
    for share in carbonFree + history where !(share >= 0 && share <= 1) {
      throw InvalidSetup("carbon-free share \(share) is outside 0...1")
    }
    for intensity in gramsPerKilowattHour where !(intensity >= 0 && intensity.isFinite) {
      throw InvalidSetup("carbon intensity \(intensity) g/kWh is not a finite number of at least 0")
    }
    self.forecast = try Self.checked(forecast, forecastLeadSeconds, intervals: carbonFree.count)
    self.carbonFree = carbonFree
    self.gramsPerKilowattHour =
      gramsPerKilowattHour.isEmpty ? Array(repeating: .nan, count: carbonFree.count) : gramsPerKilowattHour
    self.history = history
  }

  private static func checked(
    _ shares: [Double?], _ leadSeconds: Int?, intervals: Int
  ) throws(InvalidSetup) -> (carbonFree: [Double?], leadSeconds: Int)? {
    guard shares.contains(where: { $0 != nil }) else { return nil }
    guard shares.count == intervals else {
      throw InvalidSetup("forecast_carbon_free has \(shares.count) values; carbon_free has \(intervals), one each an interval")
    }
    guard let leadSeconds, leadSeconds >= 0 else {
      throw InvalidSetup(
        "forecast_carbon_free without forecast_lead_s: how long before an interval its forecast was known must be said")
    }
    for case let share? in shares where !(share >= 0 && share <= 1) {
      throw InvalidSetup("a forecast share of \(share) is outside 0...1")
    }
    return (shares, leadSeconds)
  }

  /// What the publisher has said by the start of an interval, of it and of the intervals to come: nothing else can be
  /// read from it.
  func published(at interval: Int, _ clock: WorkloadClock) -> PublishedForecast? {
    guard let forecast else { return nil }
    let ahead = min(forecast.leadSeconds / clock.intervalSeconds, forecast.carbonFree.count)
    let end = min(forecast.carbonFree.count, interval + 1 + ahead)
    return PublishedForecast(
      start: clock.start + interval * clock.intervalSeconds, stepSeconds: clock.intervalSeconds,
      carbonFree: forecast.carbonFree[interval..<end])
  }
}
