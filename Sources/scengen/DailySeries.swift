import GridData
import Records

/// A series as records, one per day of UTC; the first and the last may be parts of days.
struct DailySeries: Sequence, IteratorProtocol {
  private let series: CarbonSeries
  private let longitude: Double
  private let configuration: ScengenConfiguration
  private var index = 0

  init(_ series: CarbonSeries, longitude: Double, _ configuration: ScengenConfiguration) {
    (self.series, self.longitude, self.configuration) = (series, longitude, configuration)
  }

  mutating func next() -> Series? {
    guard index < series.count else { return nil }
    let start = series.start(ofInterval: index)
    let left = 86_400 - start.secondOfDay
    let end = Swift.min(series.count, index + Swift.max(1, left / series.intervalSeconds))
    defer { index = end }
    var record = Series()
    record.zone = series.zone
    record.longitude = longitude
    record.start = start
    record.intervalSeconds = series.intervalSeconds
    record.carbonBasis = configuration.carbonBasis
    record.dirtyGramsPerKwh = configuration.dirtyGramsPerKwh
    record.modelled = series.isModelled
    record.filled = series.filledCount(in: index..<end)
    record.carbonFree = Array(series.carbonFree[index..<end])
    let intensity = series.carbonGramsPerKwh(configuration.carbonBasis)
    record.carbonGramsPerKwh = intensity.isEmpty ? [] : Array(intensity[index..<end])
    return record
  }
}
