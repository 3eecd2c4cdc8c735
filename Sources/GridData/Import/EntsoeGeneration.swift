import Records
import StreamIO

/// ENTSO-E's Transparency Platform: "Actual Generation per Production Type" (article 16.1.B and C of Regulation (EU)
/// 543/2013), in the shapes it has been exported in: a column a type, a row a type with "Production Type" and "Generation
/// (MW)", and the monthly tables of the file library with tabs.
///
/// Pumped storage is left out: its energy was counted when it was generated. `n/e` is a type that the area does not have.
struct EntsoeGeneration {
  private let options: GridImport.Options

  init(_ options: GridImport.Options) { self.options = options }

  func read(_ paths: [String]) throws(Failure) -> ImportedGrid {
    var reading = Reading(options)
    for path in paths {
      try readImport(path) { reader throws(Failure) in
        throw Failure(.data, "JSON; ENTSO-E's tables of generation per type are read", at: reader.place)
      } table: { reader throws(Failure) in
        let header = try TableHeader(&reader)
        reading.beginFile()
        if let type = header.column("Production Type", "ProductionType") {
          try reading.addRows(&reader, header, type: type)
        } else {
          try reading.addColumns(&reader, header)
        }
      }
    }
    let area = reading.area.map { "\($0) " } ?? ""
    var grid = ImportedGrid(source: "ENTSO-E Transparency Platform \(area)(generation by type, factors of IPCC)")
    try reading.table.addMix(to: &grid, options.replacing(.international))
    return grid
  }

  /// The platform's types; nil for storage.
  private static let sources: KeyValuePairs<String, EnergySource?> = [
    "Biomass": .biomass, "Energy storage": nil, "Fossil Brown coal/Lignite": .lignite, "Fossil Coal-derived gas": .coal,
    "Fossil Gas": .gas, "Fossil Hard coal": .coal, "Fossil Oil": .oil, "Fossil Oil shale": .oilShale, "Fossil Peat": .peat,
    "Geothermal": .geothermal, "Hydro Pumped Storage": nil, "Hydro Run-of-river and poundage": .hydro,
    "Hydro Run-of-river and pondage": .hydro, "Hydro Water Reservoir": .hydro, "Marine": .ocean, "Nuclear": .nuclear,
    "Other": .unknown, "Other renewable": .otherRenewable, "Solar": .solar, "Waste": .waste, "Wind Offshore": .wind,
    "Wind Onshore": .wind,
  ]

  private static func type(_ name: String) -> (name: String, source: EnergySource?)? {
    let folded = GridColumn.folded(name)
    return sources.first { GridColumn.folded($0.key) == folded }.map { ($0.key, $0.value) }
  }

  /// What has been read of all files.
  private struct Reading {
    var table = GenerationTable()
    var area: String?
    private let wantedArea: String?
    private let clock: Clock?
    /// The last moment of the file by type, which tells the two hours apart that have one name in autumn.
    private var previous: [String: Instant] = [:]

    init(_ options: GridImport.Options) {
      (wantedArea, clock) = (options.area, options.clock)
    }

    mutating func beginFile() { previous = [:] }

    mutating func addColumns(_ reader: inout CSVReader, _ header: TableHeader) throws(Failure) {
      let time = try timeColumn(header)
      let areaColumn = header.column("Area")
      var types: [(field: Int, name: String, source: EnergySource?)] = []
      for (field, name) in header.names.enumerated() where field != time && field != areaColumn {
        let parts = name.split(at: "[")[0].split(at: " - ", maxSplits: 1)
        guard let type = EntsoeGeneration.type(parts[0]) else {
          throw Failure(.data, "no production type \"\(name)\" is known", at: header.place)
        }
        guard parts.count < 2 || !GridColumn.folded(parts[1]).utf8.elementsEqual("actualconsumption".utf8) else { continue }
        types.append((field, type.name, type.source))
      }
      guard !types.isEmpty else { throw header.missing("of a production type, such as \"Solar - Actual Aggregated [MW]\"") }
      while try reader.nextRow(header) {
        if let areaColumn { guard try isWanted([areaColumn], reader) else { continue } }
        var powers: [(power: Double, place: Place)] = []
        for type in types { powers.append((try power(type.field, reader), reader.place(type.field))) }
        let isBlank = powers.allSatisfy { $0.power.isNaN || $0.power == 0 }
        guard let start = try moment(time, header, reader, of: "", mayNotExist: isBlank) else { continue }
        for (type, value) in zip(types, powers) {
          try table.set(value.power, of: type.name, type.source, at: start) { value.place }
        }
      }
    }

    mutating func addRows(_ reader: inout CSVReader, _ header: TableHeader, type typeColumn: Int) throws(Failure) {
      let time = try timeColumn(header)
      let areas = ["Area", "AreaDisplayName", "AreaCode", "AreaMapCode"].compactMap { header.column($0) }
      guard let value = header.column("Generation (MW)", "ActualGenerationOutput[MW]", "ActualGenerationOutput") else {
        throw header.missing("\"Generation (MW)\" (nor \"ActualGenerationOutput[MW]\")")
      }
      while try reader.nextRow(header) {
        if !areas.isEmpty { guard try isWanted(areas, reader) else { continue } }
        let name = reader.text(typeColumn)
        guard let type = EntsoeGeneration.type(name) else {
          throw Failure(.data, "no production type \"\(name)\" is known", at: reader.place(typeColumn))
        }
        let power = try power(value, reader)
        guard let start = try moment(time, header, reader, of: type.name, mayNotExist: power.isNaN || power == 0) else { continue }
        let place = reader.place(value)
        try table.set(power, of: type.name, type.source, at: start) { place }
      }
    }

    private func timeColumn(_ header: TableHeader) throws(Failure) -> Int {
      guard let column = header.column("MTU", "MTU (CET/CEST)", "MTU (UTC)", "MTU (CET)", "DateTime(UTC)", "DateTime") else {
        throw header.missing("\"MTU\" (nor \"DateTime(UTC)\")")
      }
      return column
    }

    /// Whether a row is of the area asked for; without one being asked for, there may be but one.
    private mutating func isWanted(_ columns: [Int], _ reader: borrowing CSVReader) throws(Failure) -> Bool {
      let names = columns.map { reader.text($0) }
      if let wantedArea {
        guard names.contains(wantedArea) else { return false }
        area = wantedArea
        return true
      }
      guard area == nil || area == names[0] else {
        throw Failure(
          .data, "area \(names[0]) after \(area ?? ""); give one of them by --area", at: reader.place(columns[0]))
      }
      area = names[0]
      return true
    }

    private func power(_ field: Int, _ reader: borrowing CSVReader) throws(Failure) -> Double {
      if reader.bytes(field).elementsEqual("n/e".utf8) { return 0 }
      return try reader.measurement(field, of: "MW")
    }

    /// The beginning of a row's interval; nil for an hour that does not exist, if it may not.
    private mutating func moment(
      _ field: Int, _ header: TableHeader, _ reader: borrowing CSVReader, of type: String, mayNotExist: Bool
    ) throws(Failure) -> Instant? {
      let text = reader.text(field)
      func failure(_ message: String) -> Failure { Failure(.data, message, at: reader.place(field)) }
      guard let local = Self.localTime(text) else {
        throw failure("\"\(text)\" is no time such as \"31.03.2024 01:00 - 31.03.2024 02:00\"")
      }
      guard let clock = Clock(in: header.names[field]) ?? Clock(in: text) ?? clock else {
        throw failure("neither the header nor this time says (UTC) or (CET/CEST); say it by --clock utc or cet")
      }
      guard let start = clock.moment(local, after: previous[type]) else {
        guard mayNotExist else { throw failure("\"\(text)\" is an hour that summer time leaves out") }
        return nil
      }
      previous[type] = start
      return start
    }

    /// `31.03.2024 01:00 - …`, with slashes or seconds, or `2024-03-31 01:00:00`.
    private static func localTime(_ text: String) -> Instant? {
      if let moment = parseMoment(text.utf8) { return moment }
      var scanner = TimeScanner(text.utf8)
      guard let day = scanner.number(digits: 2...2), scanner.take(".") || scanner.take("/"),
        let month = scanner.number(digits: 2...2), scanner.take(".") || scanner.take("/"),
        let year = scanner.number(digits: 4...4), scanner.take(" "), let second = scanner.timeOfDay()
      else { return nil }
      guard scanner.isAtEnd || scanner.take(" ") else { return nil }
      return GridData.moment(year: year, month: month, day: day, secondOfDay: second)
    }
  }
}
