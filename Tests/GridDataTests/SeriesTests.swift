@testable import GridData
import Records
import StreamIO
import Testing

struct SeriesTests {
  private func hourly(_ values: [Double], from hour: Int = 0) -> CarbonSeries {
    CarbonSeries(
      zone: "Z", name: "Zone", source: "s", isModelled: false,
      start: Instant(year: 2024, month: 2, day: 29, hour: hour), intervalSeconds: 3600, carbonFree: values,
      carbonDirect: values.map { 400 * (1 - $0) }, carbonLifecycle: values.map { 500 * (1 - $0) },
      marks: values.indices.map { $0 == 1 ? .filled : [] })
  }

  @Test func holdsOrInterpolatesShorterIntervals() throws {
    let series = hourly([0.2, 0.5, 0.1])
    let held = try series.resampled(to: 1800, by: .hold)
    #expect(held.carbonFree == [0.2, 0.2, 0.5, 0.5, 0.1, 0.1])
    #expect(held.carbonDirect.count == 6 && held.carbonLifecycle.count == 6)
    #expect(held.filledCount(in: 0..<held.count) == 2)
    #expect(held.end == series.end)
    let linear = try series.resampled(to: 1800, by: .linear)
    #expect(linear.carbonFree == [0.2, 0.35, 0.5, 0.3, 0.1, 0.1])
    #expect(throws: Failure.self) { try series.resampled(to: 1800, by: .none) }
    #expect(throws: Failure.self) { try series.resampled(to: 2400, by: .hold) }
    #expect(throws: Failure.self) { try series.resampled(to: 0, by: .hold) }
    #expect(try series.resampled(to: 3600, by: .none).carbonFree == series.carbonFree)
  }

  @Test func averagesLongerIntervalsAtWholeMultiples() throws {
    let series = hourly([0.9, 0.1, 0.3, 0.5, 0.7, 0.8], from: 1)
    let mean = try series.resampled(to: 7200, by: .none)
    #expect(mean.start == Instant(year: 2024, month: 2, day: 29, hour: 2))
    #expect(mean.carbonFree == [0.2, 0.6])
    #expect(mean.marks == [.filled, []])
    #expect(try hourly([0.1], from: 1).resampled(to: 7200, by: .none).count == 0)
  }

  @Test func takesTheValuesAtTheStartsOfLongerIntervals() throws {
    let series = hourly([0.9, 0.1, 0.3, 0.5, 0.7, 0.8], from: 1)
    let sampled = try series.resampled(to: 7200, by: .start)
    #expect(sampled.start == Instant(year: 2024, month: 2, day: 29, hour: 2))
    #expect(sampled.carbonFree == [0.1, 0.5] && sampled.carbonDirect == [series.carbonDirect[1], series.carbonDirect[3]])
    #expect(sampled.marks == [.filled, []])
    #expect(try hourly([0.2, 0.5]).resampled(to: 7200, by: .start).marks == [[]], "the second's mark is not its own")
    #expect(try series.resampled(to: 1800, by: .start).carbonFree == series.resampled(to: 1800, by: .hold).carbonFree)
    #expect(throws: Failure.self) { try series.resampled(to: 1800, by: .mean) }
  }

  /// What is held and averaged again is what it was.
  @Test(arguments: [300, 600, 900, 1200, 1800])
  func averagingUndoesHolding(step: Int) throws {
    let series = hourly([0.25, 0.5, 0.125, 1, 0])
    let back = try series.resampled(to: step, by: .hold).resampled(to: 3600, by: .none)
    #expect(back.start == series.start)
    for (found, wanted) in zip(back.carbonFree, series.carbonFree) { #expect(abs(found - wanted) < 1e-12) }
    #expect(back.count == series.count && back.marks == series.marks)
  }

  @Test func cutsWindowsWithinItsBoundsOnly() throws {
    let series = hourly([0.1, 0.2, 0.3, 0.4])
    let window = try series.window(from: series.start + 3600, seconds: 7200)
    #expect(window.carbonFree == [0.2, 0.3])
    #expect(window.start == series.start + 3600)
    #expect(window.marks == [.filled, []])
    #expect(try series.intervals(from: series.start, seconds: 14_400) == 0..<4)
    for (offset, seconds) in [(-3600, 3600), (0, 18_000), (1800, 3600), (0, 1800), (18_000, 0), (0, -3600)] {
      #expect(throws: Failure.self) { try series.intervals(from: series.start + offset, seconds: seconds) }
    }
  }
}
