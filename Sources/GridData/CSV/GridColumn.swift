import StreamIO

/// The columns of an Electricity Maps file that are read, each with the names it has had.
enum GridColumn: CaseIterable {
  case datetime, zoneID, zoneName, direct, lifecycle, carbonFree, source, estimated, estimationMethod
  /// Of the suite's own making: what the publisher forecast of the interval, as a share 0...1 and in g/kWh.
  case forecastShare, forecastIntensity

  /// The names of both vintages of the data portal, the present one first.
  var names: [String] {
    switch self {
    case .datetime: ["Datetime (UTC)", "Datetime"]
    case .zoneID: ["Zone id"]
    case .zoneName: ["Zone name"]
    case .direct: ["Carbon intensity gCO₂eq/kWh (direct)"]
    case .lifecycle: ["Carbon intensity gCO₂eq/kWh (Life cycle)", "Carbon Intensity gCO₂eq/kWh (LCA)"]
    case .carbonFree: ["Carbon-free energy percentage (CFE%)", "Carbon-free percentage", "Low Carbon Percentage"]
    case .source: ["Data source"]
    case .estimated: ["Data estimated"]
    case .estimationMethod: ["Data estimation method"]
    case .forecastShare: ["forecast_carbon_free"]
    case .forecastIntensity: ["forecast_carbon_intensity_g_per_kwh"]
    }
  }

  /// What two spellings of a column have in common: letters and digits in lower case, the subscript two as a two.
  static func folded(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.lowercased().unicodeScalars.compactMap { scalar in
          if scalar == "₂" { return "2" }
          return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) ? scalar : nil
        }))
  }
}

/// Where in a record of this file each column stands.
struct GridColumns {
  var datetime, zoneID: Int
  /// At least one of these is there.
  var direct, lifecycle, carbonFree: Int?
  var zoneName, source, estimated, estimationMethod, forecastShare, forecastIntensity: Int?
  var count: Int

  /// Reads the header, the reader's current record.
  init(header reader: borrowing CSVReader) throws(Failure) {
    count = reader.fieldCount
    let present = (0..<count).map { reader.text($0) }
    let folded = present.map(GridColumn.folded)
    var found: [GridColumn: Int] = [:]
    for column in GridColumn.allCases {
      let names = column.names.map(GridColumn.folded)
      let matches = folded.indices.filter { names.contains(folded[$0]) }
      if matches.count > 1 {
        throw Failure(.data, "a second column for \"\(column.names[0])\"; one is needed", at: reader.place(matches[1]))
      }
      found[column] = matches.first
    }
    let taken = Set(found.values)
    let others = present.indices.filter { !taken.contains($0) }.map { present[$0] }
    func needed(_ column: GridColumn) throws(Failure) -> Int {
      if let index = found[column] { return index }
      throw Self.missing(column, nearest: Self.nearest(to: column, in: others), in: present, at: reader.place)
    }
    /// A column that may be left out is not one whose name has a slip.
    func optional(_ column: GridColumn) throws(Failure) -> Int? {
      guard found[column] == nil, let nearest = Self.nearest(to: column, in: others) else { return found[column] }
      throw Self.missing(column, nearest: nearest, in: present, at: reader.place)
    }
    datetime = try needed(.datetime)
    zoneID = try needed(.zoneID)
    direct = try optional(.direct)
    lifecycle = try optional(.lifecycle)
    carbonFree = try optional(.carbonFree)
    guard direct != nil || lifecycle != nil || carbonFree != nil else {
      let names = [GridColumn.direct, .lifecycle, .carbonFree].map { "\"\($0.names[0])\"" }
      throw Failure(
        .data, "no column of carbon data; at least one of \(names.joined(separator: ", ")) is needed; the columns here are "
          + present.joined(separator: ", "), at: reader.place)
    }
    zoneName = found[.zoneName]
    source = found[.source]
    estimated = found[.estimated]
    estimationMethod = found[.estimationMethod]
    forecastShare = found[.forecastShare]
    forecastIntensity = found[.forecastIntensity]
  }

  private static func nearest(to column: GridColumn, in present: [String]) -> String? {
    let candidates = Dictionary(present.map { (GridColumn.folded($0), $0) }, uniquingKeysWith: { first, _ in first })
    return column.names.lazy
      .compactMap { nearestName(to: GridColumn.folded($0), among: candidates.keys.sorted()) }
      .first.flatMap { candidates[$0] }
  }

  private static func missing(_ column: GridColumn, nearest: String?, in present: [String], at place: Place) -> Failure {
    let others = column.names.dropFirst().map { "\"\($0)\"" }
    return Failure(
      .data,
      "no column \"\(column.names[0])\"" + (others.isEmpty ? "" : " (nor \(others.joined(separator: " nor ")))")
        + (nearest.map { "; the nearest here is \"\($0)\"" }
          ?? "; the columns here are \(present.joined(separator: ", "))"),
      at: place)
  }
}
