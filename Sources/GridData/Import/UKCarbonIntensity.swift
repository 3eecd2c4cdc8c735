import Records
import StreamIO

/// Great Britain's Carbon Intensity API (carbonintensity.org.uk, National Energy System Operator): its JSON, national or
/// of a region, and the CSV files of its page and of the operator's data portal.
///
/// Intensity counts the CO2 of generation in use, so it is the direct one. The mix of the last half hours tells the
/// carbon-free share: biomass, hydro, nuclear, solar and wind; imports and other sources count as not carbon-free, since
/// nothing says what they are. A region has no measured intensity: its forecast stands in, marked as an estimate.
struct UKCarbonIntensity {
  private static let source = "NESO Carbon Intensity API"
  private static let carbonFree = ["biomass", "hydro", "nuclear", "solar", "wind"]

  private let area: String?

  init(_ options: GridImport.Options) { area = options.area }

  func read(_ paths: [String]) throws(Failure) -> ImportedGrid {
    var grid = ImportedGrid(source: area.map { "\(Self.source) \($0)" } ?? Self.source)
    grid.estimationMethod = "PUBLISHER_FORECAST"
    for path in paths {
      try readImport(path) { reader throws(Failure) in
        try readJSON(&reader, into: &grid)
      } table: { reader throws(Failure) in
        try readTable(&reader, into: &grid)
      }
    }
    return grid
  }

  private func readJSON(_ reader: inout JSONReader, into grid: inout ImportedGrid) throws(Failure) {
    let document = reader
    var reply = Reply()
    try reader.readRecord(into: &reply)
    var regions: Set<String> = []
    for entry in reply.data.elements {
      let period = Period(from: entry.from, to: entry.to, intensity: entry.intensity, mix: entry.mix)
      if let from = entry.from {
        if entry.regions.isEmpty { try add(period, isRegional: false, document, to: &grid) }
        for region in entry.regions where try isWanted(region.id, region.name, &regions, document, at: from) {
          try add(
            Period(from: from, to: entry.to, intensity: region.intensity, mix: region.mix), isRegional: true, document, to: &grid)
        }
      }
      if let first = entry.data.first?.from, try isWanted(entry.id, entry.name, &regions, document, at: first) {
        for period in entry.data { try add(period, isRegional: true, document, to: &grid) }
      }
    }
  }

  /// Whether a region is the one asked for; without one being asked for, there may be but one.
  private func isWanted(
    _ id: Int?, _ name: String, _ seen: inout Set<String>, _ document: JSONReader, at moment: PlacedMoment
  ) throws(Failure) -> Bool {
    if let area { return area == name || area == id.map(String.init) }
    seen.insert(name)
    guard seen.count == 1 else {
      throw Failure(
        .data, "several regions; give one of them by --area, as its name or its number: \(seen.sorted().joined(separator: ", ")) …",
        at: document.place(ofByteAt: moment.offset))
    }
    return true
  }

  private func add(
    _ period: Period, isRegional: Bool, _ document: JSONReader, to grid: inout ImportedGrid
  ) throws(Failure) {
    guard let from = period.from else { return }
    func place() -> Place { document.place(ofByteAt: from.offset) }
    if let to = period.to, to.instant - from.instant != 1800 {
      throw Failure(.data, "a period of \(to.instant - from.instant) s; half hours are expected", at: place())
    }
    let start = from.instant
    let forecast = period.intensity?.forecast ?? .nan
    try grid.set(.direct, isRegional ? forecast : period.intensity?.actual ?? .nan, of: start, place: place)
    try grid.set(.forecastDirect, forecast, of: start, place: place)
    if isRegional, !forecast.isNaN { grid.markEstimated(start) }
    guard !period.mix.isEmpty else { return }
    let (total, clean) = period.mix.reduce(into: (0.0, 0.0)) { sums, part in
      sums.0 += part.percentage
      if Self.carbonFree.contains(part.fuel) { sums.1 += part.percentage }
    }
    // Each part is rounded to a tenth.
    guard abs(total - 100) <= 1 else {
      throw Failure(.data, "the parts of the mix are \(total) % together, not 100", at: place())
    }
    try grid.set(.carbonFree, min(1, clean / total), of: start, place: place)
  }

  private func readTable(_ reader: inout CSVReader, into grid: inout ImportedGrid) throws(Failure) {
    let header = try TableHeader(&reader)
    guard let time = header.column("Datetime (UTC)", "datetime", "from") else { throw header.missing("\"Datetime (UTC)\"") }
    let actual = header.column("Actual Carbon Intensity (gCO2/kWh)", "actual", "CARBON_INTENSITY")
    let forecast = header.column("Forecast Carbon Intensity (gCO2/kWh)", "forecast")
    let clean = header.column("LOW_CARBON_perc")
    guard actual != nil || clean != nil else {
      throw header.missing("\"Actual Carbon Intensity (gCO2/kWh)\", \"actual\" or \"CARBON_INTENSITY\"")
    }
    while try reader.nextRow(header) {
      guard let start = parseMoment(reader.bytes(time)) else {
        throw Failure(.data, "\"\(reader.text(time))\" is no moment such as 2024-03-31T00:30Z", at: reader.place(time))
      }
      for (field, column) in [(actual, ImportedGrid.Column.direct), (forecast, .forecastDirect)] {
        guard let field else { continue }
        let value = try reader.measurement(field, in: .nonNegative, of: "g/kWh")
        let place = reader.place(field)
        try grid.set(column, value, of: start) { place }
      }
      if let clean {
        let value = try reader.measurement(clean, in: .range(0, 100), of: "%")
        let place = reader.place(clean)
        try grid.set(.carbonFree, value / 100, of: start) { place }
      }
    }
  }
}

/// A reply of the API, as far as it is read.
private struct Reply: Record {
  var data = OneOrMany<Entry>()

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("data", &data, "a period, or a region, or several")
  }
}

private struct Entry: Record, Blank {
  var from: PlacedMoment?
  var to: PlacedMoment?
  var intensity: Intensity?
  var mix: [Part] = []
  var id: Int?
  var name = ""
  var data: [Period] = []
  var regions: [Region] = []

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("from", &from, default: nil, "beginning")
    try visitor.field("to", &to, default: nil, "end")
    try visitor.field("intensity", &intensity, default: nil, "national")
    try visitor.field("generationmix", &mix, default: [], "percentages by fuel")
    try visitor.field("regionid", &id, default: nil, "of a region's entry")
    try visitor.field("shortname", &name, default: "", "of a region's entry")
    try visitor.field("data", &data, default: [], "the region's periods")
    try visitor.field("regions", &regions, default: [], "of a period")
  }
}

private struct Region: Record, Blank {
  var id: Int?
  var name = ""
  var intensity: Intensity?
  var mix: [Part] = []

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("regionid", &id, default: nil, "its number")
    try visitor.field("shortname", &name, default: "", "its name")
    try visitor.field("intensity", &intensity, default: nil, "forecast")
    try visitor.field("generationmix", &mix, default: [], "percentages by fuel")
  }
}

private struct Period: Record, Blank {
  var from: PlacedMoment?
  var to: PlacedMoment?
  var intensity: Intensity?
  var mix: [Part] = []

  init() {}

  init(from: PlacedMoment?, to: PlacedMoment?, intensity: Intensity?, mix: [Part]) {
    (self.from, self.to, self.intensity, self.mix) = (from, to, intensity, mix)
  }

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("from", &from, "beginning")
    try visitor.field("to", &to, default: nil, "end")
    try visitor.field("intensity", &intensity, default: nil, "forecast")
    try visitor.field("generationmix", &mix, default: [], "percentages by fuel")
  }
}

private struct Intensity: Record, Blank {
  var forecast: Double?
  var actual: Double?

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("forecast", &forecast, .nonNegative, default: nil, "g CO2/kWh")
    try visitor.field("actual", &actual, .nonNegative, default: nil, "g CO2/kWh")
  }
}

private struct Part: Record, Blank {
  var fuel = ""
  var percentage = 0.0

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("fuel", &fuel, "its name")
    try visitor.field("perc", &percentage, .range(0, 100), "percentage")
  }
}

/// A value, or an array of such.
struct OneOrMany<Element: FieldValue & Blank>: FieldValue, Blank {
  var elements: [Element] = []

  mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    if try reader.isNext("[") { return try elements.decode(from: &reader, bounds) }
    var element = Element()
    try element.decode(from: &reader, bounds)
    elements = [element]
  }

  mutating func encode(to writer: inout JSONWriter) { elements.encode(to: &writer) }
  static func schema(_ bounds: Bounds) -> SchemaNode { .array(Element.schema(bounds)) }
}
