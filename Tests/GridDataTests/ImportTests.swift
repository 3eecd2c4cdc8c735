import Glibc
import Records
import Testing

@testable import GridData
import StreamIO

@Suite struct ImportTests {
  private static let folder = #filePath.split(at: "/", omitsEmpty: true).dropLast(3).joined(separator: "/")

  /// Each row of the page, to the gram.
  @Test func thePageHasTheFactors() throws {
    let page = String(decoding: try ByteSource(path: "/\(Self.folder)/energy-data/importing.md").readAll(), as: UTF8.self)
    for source in EnergySource.allCases {
      let values = [EmissionFactors.international, .unitedStates].flatMap { [$0[source].direct, $0[source].lifecycle] }
      let row = values.map { " \(Int($0.rounded())) |" }.joined()
      let lines = page.split(at: "\n").filter { $0.dropping(prefix: "| \(source.rawValue) ") != nil }
      #expect(lines.count == 1 && lines[0].contains(" |" + row), "\(source): \(row)")
    }
  }

  @Test func factorsAreThoseOfTheirSources() {
    let factors = EmissionFactors.international
    #expect(factors[.coal] == EmissionFactor(direct: 760, lifecycle: 820))
    #expect(factors[.gas] == EmissionFactor(direct: 370, lifecycle: 490))
    // 101 kg/GJ at 41.8 %: 0.101 kg/MJ · 3.6 MJ/kWh / 0.418 = 0.8699 kg/kWh.
    #expect(abs(factors[.lignite].direct - 869.86) < 0.01)
    #expect(abs(EmissionFactors.unitedStates[.coal].direct - 1043.26) < 0.01)
    for source in EnergySource.allCases where source.isCarbonFree { #expect(factors[source].direct == 0) }
    for source in EnergySource.allCases { #expect(factors[source].lifecycle >= factors[source].direct) }
  }

  /// Every hour of a year of Brussels time, in order, is the next hour of UTC; against the dates of the changes as the EU
  /// published them.
  @Test(arguments: [(2023, 26, 29), (2024, 31, 27), (2025, 30, 26), (2026, 29, 25)])
  func brusselsTimeIsUTC(_ year: Int, _ march: Int, _ october: Int) {
    var previous: Instant?
    var expected = Instant(year: year, month: 1, day: 1) + -3600
    let (spring, autumn) = (
      Instant(year: year, month: 3, day: march, hour: 1), Instant(year: year, month: 10, day: october, hour: 1)
    )
    while expected < Instant(year: year, month: 12, day: 31) {
      let local = expected + (spring <= expected && expected < autumn ? 7200 : 3600)
      let moment = Clock.centralEuropean.moment(local, after: previous)
      #expect(moment == expected)
      (previous, expected) = (moment, expected + 900)
    }
    for minute in [0, 30, 59] {
      let gap = Instant(year: year, month: 3, day: march, hour: 2, minute: minute)
      #expect(Clock.centralEuropean.moment(gap, after: nil) == nil)
    }
  }

  @Test func momentsWithOffsets() {
    let noon = Instant(year: 2024, month: 2, day: 29, hour: 12)
    for text in [
      "2024-02-29T12:00Z", "2024-02-29 12:00:00", "2024-02-29T12", "2024-02-29T13:00:00+01:00", "2024-02-29T04:00-0800",
      "2024-02-29T04-08", "2024-02-29T12:00:00.000Z",
    ] { #expect(parseMoment(text.utf8) == noon, "\(text)") }
    for text in ["2023-02-29T12:00Z", "2024-02-29T24:00", "2024-02-29T12:60", "2024-02-29", "2024-02-29T12:00+25:00", "", "2024-02-29T12:00Zx"] {
      #expect(parseMoment(text.utf8) == nil, "\(text)")
    }
  }

  /// A mix against sums written out, with storage, a plant's own use, and a source that ends within the table.
  @Test func mixes() throws {
    var table = GenerationTable()
    let hours = (0..<4).map { Instant(seconds: Int64($0) * 3600) }
    func set(_ power: Double, _ name: String, _ source: EnergySource?, _ hour: Int) throws {
      try table.set(power, of: name, source, at: hours[hour]) { Place(file: "f") }
    }
    for hour in 0..<4 {
      try set(300, "gas", .gas, hour)
      try set(hour == 2 ? .nan : 100, "sun", .solar, hour)
      try set(-5, "own use", .solar, hour)
      try set(1000, "battery", nil, hour)
      try set(.nan, "never", .waste, hour)
    }
    for hour in 0..<2 { try set(100, "coal", .coal, hour) }
    var grid = ImportedGrid(source: "")
    try table.addMix(to: &grid, .international)
    func value(_ column: ImportedGrid.Column, _ hour: Int) -> Double { grid.rows[hours[hour]]?.values[column.rawValue] ?? -1 }
    let (direct, lifecycle): (Double, Double) = (300 * 370 + 100 * 760, 300 * 490 + 100 * 820 + 100 * 48)
    #expect(value(.direct, 0) == direct / 500)
    #expect(value(.lifecycle, 0) == lifecycle / 500)
    #expect(value(.carbonFree, 0) == 0.2)
    #expect(value(.direct, 2).isNaN, "sun is reported before and after")
    let withoutCoal: Double = 300 * 370
    #expect(value(.direct, 3) == withoutCoal / 400, "coal has ended")
    #expect(throws: Failure.self) { try set(101, "sun", .solar, 0) }
    try set(100, "sun", .solar, 0)
  }
}

@Suite struct ZoneTableTests {
  @Test func theTableHasTheZonesOfTheMap() throws {
    let folder = #filePath.split(at: "/", omitsEmpty: true).dropLast(3).joined(separator: "/")
    let zones = try ZoneTable.read("/\(folder)/energy-data/zones.jsonc").zones
    #expect(zones.count > 450)
    #expect(Set(zones.map(\.id)).count == zones.count)
    for zone in zones { #expect(!zone.id.isEmpty && !zone.name.isEmpty && !zone.country.isEmpty, "\(zone.id)") }
    for (id, longitude, latitude) in [
      ("DE", 10.0, 51.0), ("IN-KA", 76, 14), ("CA-AB", -114, 52), ("US-NW-PACE", -111.5, 41), ("NZ", 175, -39), ("CL-SEN", -71, -32),
    ] {
      let zone = zones.first { $0.id == id }
      #expect(abs((zone?.longitude ?? 999) - longitude) < 2 && abs((zone?.latitude ?? 999) - latitude) < 3, "\(id)")
    }
    #expect(zones.filter { $0.modelled != nil }.map(\.id) == ["US-CAL-LDWP", "US-CAL-CISO", "US-FLA-FPL", "US-NW-PSEI", "US-NY-NYIS"])
  }
}
