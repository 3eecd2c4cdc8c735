import Randomness
import Records
import StreamIO
import Testing

@testable import GridData

/// What the publisher forecast, beside what came.
struct ForecastColumnTests {
  private func series(_ shares: [Double], _ intensities: [Double], share: [Double] = [], intensity: [Double] = []) -> CarbonSeries {
    var series = CarbonSeries(
      zone: "Z", name: "Z", source: "", isModelled: false, start: Instant(year: 2024, month: 1, day: 1),
      intervalSeconds: 1800, carbonFree: shares, carbonDirect: intensities, carbonLifecycle: intensities.map { $0 + 40 },
      marks: Array(repeating: [], count: shares.count))
    (series.forecastCarbonFree, series.forecastIntensity) = (share, intensity)
    return series
  }

  @Test func isTakenAsGivenOrMadeOfIntensities() throws {
    var random = RandomStream(seed: 2, "forecast column")
    let shares = (0..<100).map { _ in random.unit() }
    let intensities = shares.map { 400 - 380 * $0 }
    let forecast = shares.map { _ in random.unit() }
    let both = series(shares, intensities, share: forecast, intensity: intensities)
    let given = try #require(both.forecastShares(in: 60..<100, past: 0..<60))
    #expect(given.shares == Array(forecast[60...]) && given.basis == .carbonFree)
    // On a straight line, to the last digits, in either basis.
    var holes = forecast.map { 400 - 380 * $0 }
    (holes[70], holes[71], holes[72]) = (.nan, -1000, 1000)
    let alone = series(shares, intensities, intensity: holes)
    for isDirect in [true, false] {
      var measured = alone
      if !isDirect {
        measured.carbonDirect = []
        measured.forecastIntensity = holes.map { $0 + 40 }
      }
      let made = try #require(measured.forecastShares(in: 60..<100, past: 0..<60))
      #expect(made.basis == .carbonIntensity && made.shares[10] == nil && made.shares[11] == 1 && made.shares[12] == 0)
      for index in 13..<40 { #expect(abs((made.shares[index] ?? 9) - forecast[60 + index]) < 1e-12) }
    }
    var unmeasured = alone
    (unmeasured.carbonDirect, unmeasured.carbonLifecycle) = ([], [])
    #expect(unmeasured.forecastShares(in: 60..<100, past: 0..<60)?.basis == nil)
    // The line knows nothing of what comes.
    var later = alone
    for index in 60..<100 { later.carbonFree[index] = random.unit() }
    #expect(later.forecastShares(in: 60..<100, past: 0..<60)?.shares
      == alone.forecastShares(in: 60..<100, past: 0..<60)?.shares)
    // Flat intensities tell nothing: the mean share.
    let flat = series([0.2, 0.4, 0.5], [100, 100, 100], intensity: [90, 90, 90])
    #expect(abs((flat.forecastShares(in: 2..<3, past: 0..<2)?.shares[0] ?? 9) - 0.3) < 1e-15)
    #expect(series(shares, intensities).forecastShares(in: 1..<2, past: 0..<1)?.basis == nil)
    #expect(alone.forecastShares(in: 70..<71, past: 0..<60)?.basis == nil)
  }

  @Test func isResampledWithTheRest() throws {
    let shares: [Double] = [0.1, 0.2, 0.3, 0.4]
    let fine = series(shares, shares, share: [0.5, 0.7, .nan, 0.2])
    let means = try fine.resampled(to: 3600, by: .mean)
    #expect(abs(means.forecastCarbonFree[0] - 0.6) < 1e-15 && means.forecastCarbonFree[1].isNaN)
    #expect(means.forecastDelaySeconds == 1800 && means.forecastIntensity.isEmpty)
    let starts = try fine.resampled(to: 3600, by: .start)
    #expect(starts.forecastCarbonFree[0] == 0.5 && starts.forecastDelaySeconds == 0)
    #expect(try fine.resampled(to: 900, by: .hold).forecastCarbonFree[3] == 0.7)
    #expect(fine[1..<2].forecastCarbonFree == [0.7])
  }
}
