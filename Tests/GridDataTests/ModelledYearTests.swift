import GridData
import Records
import StreamIO
import Testing

/// The zone table of the repository.
private func zoneTable() throws -> ZoneTable {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  return try ZoneTable.read("/\(root)/energy-data/zones.jsonc")
}

struct ModelledYearTests {
  /// Mean and standard deviation of the carbon-free percentage, and standard deviation and one-hour autocorrelation of
  /// the residual about its month-by-hour mean, in measured years of the zones (Electricity Maps, CISO and PSEI 2023,
  /// FPL and NYIS 2024, hourly).
  struct Reference: Sendable {
    var zone: String
    var mean, deviation, residual, persistence: Double
  }

  @Test(arguments: [
    Reference(zone: "US-CAL-CISO", mean: 55.3, deviation: 14.5, residual: 6.2, persistence: 0.96),
    Reference(zone: "US-FLA-FPL", mean: 27.3, deviation: 9.9, residual: 4.4, persistence: 0.94),
    Reference(zone: "US-NY-NYIS", mean: 48.4, deviation: 6.3, residual: 4.3, persistence: 0.97),
    Reference(zone: "US-NW-PSEI", mean: 65.9, deviation: 13.3, residual: 7.1, persistence: 0.97),
  ])
  func isLikeAMeasuredYear(reference: Reference) throws {
    let zone = try #require(try zoneTable()[reference.zone])
    let series = try ModelledYear(of: zone, year: 2024, seed: 1).series.resampled(to: 3600, by: .none)
    let share = series.carbonFree.map { $0 * 100 }
    #expect(abs(mean(share) - reference.mean) < 3)
    #expect(abs(deviation(share) / reference.deviation - 1) < 0.25)

    let cells = share.indices.map { index in
      let start = series.start(ofInterval: index)
      return start.date.month * 24 + start.secondOfDay / 3600
    }
    let means = Dictionary(grouping: share.indices, by: { cells[$0] }).mapValues { mean($0.map { share[$0] }) }
    let residual = share.indices.map { share[$0] - (means[cells[$0]] ?? 0) }
    #expect(abs(deviation(residual) / reference.residual - 1) < 0.25)
    #expect(abs(slope(Array(residual.dropLast()), Array(residual.dropFirst())) - reference.persistence) < 0.05)
    // Carbon intensity falls by about 4 g/kWh for each point of carbon-free share.
    #expect(abs(slope(share, series.carbonDirect) + 4) < 0.6)
  }

  @Test(arguments: ["US-CAL-LDWP", "US-CAL-CISO", "US-FLA-FPL", "US-NW-PSEI", "US-NY-NYIS"], [2023, 2024])
  func isWholeInRangeAndMarked(id: String, year: Int) throws {
    let zone = try #require(try zoneTable()[id])
    let modelled = try ModelledYear(of: zone, year: year, seed: 7, intervalSeconds: 3600)
    let series = modelled.series
    #expect(series.count == (year == 2024 ? 8784 : 8760))
    #expect(series.start == Instant(year: year, month: 1, day: 1))
    #expect(series.end == Instant(year: year + 1, month: 1, day: 1))
    #expect(series.zone == id && series.isModelled)
    #expect(series.carbonFree.allSatisfy { (0...1).contains($0) })
    #expect(zip(modelled.renewable, series.carbonFree).allSatisfy { (0...$1 + 1e-9).contains($0) })
    #expect(zip(series.carbonDirect, series.carbonLifecycle).allSatisfy { $0 >= 0 && $0 < $1 && $1 < 1000 })
    #expect(series.marks.allSatisfy { $0 == .estimated })
  }

  @Test func dependsOnSeedAndYearAndNotOnTheStep() throws {
    let zone = try #require(try zoneTable()["US-NY-NYIS"])
    let fine = try ModelledYear(of: zone, year: 2023, seed: 1)
    let again = try ModelledYear(of: zone, year: 2023, seed: 1)
    #expect(fine.series.carbonFree == again.series.carbonFree && fine.renewable == again.renewable)
    #expect(try ModelledYear(of: zone, year: 2023, seed: 2).series.carbonFree != fine.series.carbonFree)
    #expect(
      try ModelledYear(of: zone, year: 2022, seed: 1).series.carbonFree.prefix(9) != fine.series.carbonFree.prefix(9))
    // Hours are sums of five minutes: means of shares but for the load's change within the hour.
    let hourly = try ModelledYear(of: zone, year: 2023, seed: 1, intervalSeconds: 3600).series.carbonFree
    let averaged = try fine.series.resampled(to: 3600, by: .none).carbonFree
    #expect(zip(hourly, averaged).allSatisfy { abs($0 - $1) < 0.005 })
    for step in [0, 60, 450, 7200] {
      #expect(throws: Failure.self) { try ModelledYear(of: zone, year: 2023, seed: 1, intervalSeconds: step) }
    }
  }

  /// What is written is read back, number for number, and says it is modelled.
  @Test func survivesWritingAndReading() throws {
    var zone = try #require(try zoneTable()["US-FLA-FPL"])
    zone.name = "Power, \"Light\"\nand Sun"
    let modelled = try ModelledYear(of: zone, year: 2024, seed: 3, intervalSeconds: 1800)
    var bytes = Array(ModelledYear.csvHeader.utf8)
    modelled.appendCSV(rows: 0..<100, to: &bytes)
    modelled.appendCSV(rows: 100..<modelled.series.count, to: &bytes)
    let folder = try TemporaryFolder()
    let read = try GridFile.read(folder.write(bytes, as: "grid.csv"))
    #expect(read.zone == zone.id && read.name == zone.name)
    #expect(read.isModelled && read.source == "Optimal Charge modelled year")
    #expect(read.start == modelled.series.start && read.intervalSeconds == 1800)
    #expect(read.carbonFree == modelled.series.carbonFree)
    #expect(read.carbonDirect == modelled.series.carbonDirect)
    #expect(read.carbonLifecycle == modelled.series.carbonLifecycle)
    #expect(read.marks == modelled.series.marks)
  }

  @Test func refusesTablesOfTheWrongLength() throws {
    var zone = try #require(try zoneTable()["US-FLA-FPL"])
    zone.modelled?.load.monthly.removeLast()
    let failure = #expect(throws: Failure.self) { try ModelledYear(of: zone, year: 2024, seed: 1) }
    #expect(failure?.message == "zone US-FLA-FPL: load.monthly has 11 values; 12 are needed")
  }
}

private func mean(_ x: [Double]) -> Double { x.reduce(0, +) / Double(x.count) }

private func deviation(_ x: [Double]) -> Double { covariance(x, x).squareRoot() }

private func slope(_ x: [Double], _ y: [Double]) -> Double { covariance(x, y) / covariance(x, x) }

private func covariance(_ x: [Double], _ y: [Double]) -> Double {
  let (mx, my) = (mean(x), mean(y))
  return zip(x, y).map { ($0 - mx) * ($1 - my) }.reduce(0, +) / Double(x.count - 1)
}

@Test func zonesWithoutParametersHaveNoModelledYear() {
  var zone = Zone()
  zone.id = "DE"
  #expect(throws: Failure.self) { try ModelledYear(of: zone, year: 2024, seed: 1) }
}
