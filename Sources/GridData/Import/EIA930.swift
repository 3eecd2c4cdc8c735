import Records
import StreamIO

/// The United States' hourly generation by energy source (Energy Information Administration, form EIA-930): the six-month
/// files EIA930_BALANCE_*.csv, and rows of the API version 2, electricity/rto/fuel-type-data, as JSON or CSV.
///
/// EIA names an hour by its end, so an hour before is its beginning. Of the files' three series the one that EIA adjusted
/// is taken where it is there, else what was reported. Storage is left out: its energy was counted when it was generated.
struct EIA930 {
  private let options: GridImport.Options

  init(_ options: GridImport.Options) { self.options = options }

  func read(_ paths: [String]) throws(Failure) -> ImportedGrid {
    var reading = Reading(options.area)
    for path in paths {
      try readImport(path) { reader throws(Failure) in
        try reading.add(&reader)
      } table: { reader throws(Failure) in
        let header = try TableHeader(&reader)
        if header.column("fueltype") != nil {
          try reading.addRows(&reader, header)
        } else {
          try reading.addColumns(&reader, header)
        }
      }
    }
    if Double(reading.rowCount) < reading.rowsThereAre {
      throw Failure(
        .data, "\(reading.rowCount) rows where the reply says that there are more; the API gives 5,000 at once: fetch the others by "
          + "offset= and give all replies", at: paths.last.map { Place(file: $0) })
    }
    let area = reading.area.map { "\($0) " } ?? ""
    var grid = ImportedGrid(source: "EIA-930 \(area)(generation by source, factors of EIA and IPCC)")
    try reading.table.addMix(to: &grid, options.replacing(.unitedStates))
    return grid
  }

  /// The API's codes and the files' names; a source of nil is storage.
  private static let sources: [(codes: [String], names: [String], source: EnergySource?)] = [
    (["COL"], ["Coal"], .coal), (["NG"], ["Natural Gas"], .gas), (["NUC"], ["Nuclear"], .nuclear),
    (["OIL"], ["All Petroleum Products"], .oil), (["GEO"], ["Geothermal"], .geothermal), (["BIO"], ["Biomass"], .biomass),
    (["WAT"], ["Hydropower and Pumped Storage", "Hydropower Excluding Pumped Storage"], .hydro),
    (["SUN", "SNB"],
      ["Solar", "Solar without Integrated Battery Storage", "Solar with Integrated Battery Storage",
        "Solar witho Integrated Battery Storage"], .solar),
    (["WND", "WNB"],
      ["Wind", "Wind without Integrated Battery Storage", "Wind with Integrated Battery Storage"], .wind),
    (["OTH", "UNK"], ["Other Fuel Sources", "Unknown Fuel Sources", "Other", "Unknown"], .unknown),
    (["PS", "BAT", "OES", "UES"],
      ["Pumped Storage", "Battery Storage", "Other Energy Storage", "Unknown Energy Storage"], nil),
  ]

  /// What has been read of all files.
  private struct Reading {
    var table = GenerationTable()
    var area: String?
    private let wantedArea: String?
    var rowCount = 0
    /// How many the API says that there are.
    var rowsThereAre = 0.0

    init(_ wantedArea: String?) { self.wantedArea = wantedArea }

    mutating func add(_ reader: inout JSONReader) throws(Failure) {
      let document = reader
      var reply = Reply()
      try reader.readRecord(into: &reply)
      rowsThereAre = max(rowsThereAre, reply.response.total.value ?? 0)
      for row in reply.response.rows {
        rowCount += 1
        func place() -> Place { document.place(ofByteAt: row.period.offset) }
        guard try isWanted(row.respondent, place: place) else { continue }
        if let unit = row.unit, unit != "megawatthours" {
          throw Failure(.data, "values in \"\(unit)\"; megawatthours are read", at: place())
        }
        try set(row.value.value ?? .nan, of: row.fuel, endingAt: row.period.instant, place: place)
      }
    }

    mutating func addRows(_ reader: inout CSVReader, _ header: TableHeader) throws(Failure) {
      let (period, respondent) = (try header.needed("period"), try header.needed("respondent"))
      let (fuel, value) = (try header.needed("fueltype"), try header.needed("value"))
      while try reader.nextRow(header) {
        let (wherePeriod, whereValue) = (reader.place(period), reader.place(value))
        guard try isWanted(reader.text(respondent), place: { wherePeriod }) else { continue }
        guard let end = parseMoment(reader.bytes(period)) else {
          throw Failure(.data, "\"\(reader.text(period))\" is no hour such as 2024-03-31T00", at: wherePeriod)
        }
        try set(try reader.measurement(value, of: "MWh"), of: reader.text(fuel), endingAt: end) { whereValue }
      }
    }

    mutating func addColumns(_ reader: inout CSVReader, _ header: TableHeader) throws(Failure) {
      let (time, respondent) = (try header.needed("UTC Time at End of Hour"), try header.needed("Balancing Authority"))
      let fields = try Self.generationColumns(header)
      while try reader.nextRow(header) {
        let place = reader.place(respondent)
        guard try isWanted(reader.text(respondent), place: { place }) else { continue }
        guard let end = Self.americanTime(reader.bytes(time)) else {
          throw Failure(.data, "\"\(reader.text(time))\" is no time such as 03/31/2024 1:00:00 AM", at: reader.place(time))
        }
        for field in fields {
          let (power, place) = (try reader.measurement(field.column, of: "MW"), reader.place(field.column))
          try table.set(power, of: field.name, field.source, at: end + -3600) { place }
        }
      }
    }

    /// The columns of generation by source: those that EIA adjusted, or else those that were reported.
    private static func generationColumns(
      _ header: TableHeader
    ) throws(Failure) -> [(column: Int, name: String, source: EnergySource?)] {
      for tier in [" (Adjusted)", ""] {
        var found: [(column: Int, name: String, source: EnergySource?)] = []
        for (_, names, source) in EIA930.sources {
          for name in names {
            guard let column = header.column("Net Generation (MW) from \(name)\(tier)") else { continue }
            found.append((column, name, source))
          }
        }
        if !found.isEmpty { return found }
      }
      throw header.missing("\"Net Generation (MW) from Coal\" or of any other source")
    }

    /// Whether a row is of the balancing authority asked for; without one being asked for, there may be but one.
    private mutating func isWanted(_ name: String, place: () -> Place) throws(Failure) -> Bool {
      if let wantedArea {
        guard name == wantedArea else { return false }
      } else if let area, area != name {
        throw Failure(.data, "balancing authority \(name) after \(area); give one of them by --area", at: place())
      }
      area = name
      return true
    }

    private mutating func set(
      _ megawatts: Double, of code: String, endingAt end: Instant, place: () -> Place
    ) throws(Failure) {
      guard let entry = EIA930.sources.first(where: { $0.codes.contains(code) }) else {
        let codes = EIA930.sources.flatMap(\.codes).joined(separator: ", ")
        throw Failure(.data, "no energy source \"\(code)\" is known; there are \(codes)", at: place())
      }
      try table.set(megawatts, of: code, entry.source, at: end + -3600, place: place)
    }

    /// `03/31/2024 1:00:00 AM`.
    private static func americanTime(_ bytes: some Sequence<UInt8>) -> Instant? {
      var scanner = TimeScanner(bytes)
      guard let month = scanner.number(digits: 1...2), scanner.take("/"), let day = scanner.number(digits: 1...2),
        scanner.take("/"), let year = scanner.number(digits: 4...4), scanner.take(" "), var second = scanner.timeOfDay()
      else { return nil }
      if scanner.take(" ") {
        let isAfternoon = scanner.take("PM")
        guard isAfternoon || scanner.take("AM"), (3600..<46_800).contains(second) else { return nil }
        second = second % 43_200 + (isAfternoon ? 43_200 : 0)
      }
      guard scanner.isAtEnd else { return nil }
      return GridData.moment(year: year, month: month, day: day, secondOfDay: second)
    }
  }
}

private struct Reply: Record {
  var response = Response()

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("response", &response, "of the API")
  }

  struct Response: Record, Blank {
    var total = NumberOrText()
    var rows: [Row] = []

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("total", &total, default: NumberOrText(), "rows there are")
      try visitor.field("data", &rows, "rows of this reply")
    }
  }

  struct Row: Record, Blank {
    var period = PlacedMoment()
    var respondent = ""
    var fuel = ""
    var value = NumberOrText()
    var unit: String?

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("period", &period, "end of the hour")
      try visitor.field("respondent", &respondent, "balancing authority")
      try visitor.field("fueltype", &fuel, "energy source")
      try visitor.field("value", &value, "MWh, as a number or as text")
      try visitor.field("value-units", &unit, default: nil, "megawatthours")
    }
  }
}

/// A number that JSON has as such or in quotes; null is none.
private struct NumberOrText: FieldValue, Blank {
  var value: Double?

  mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    if try reader.takeNull() { return value = nil }
    guard try reader.isNext("\"") else { return value = try reader.readDouble() }
    let start = reader
    let text = try reader.readString()
    value = try number(Array(text.utf8), in: bounds, of: "MWh", shown: text, at: start.place)
  }

  mutating func encode(to writer: inout JSONWriter) { value.encode(to: &writer) }
  static func schema(_ bounds: Bounds) -> SchemaNode { .anything }
}
