import Records
import StreamIO

/// The rows of one zone's files as they stand there, in the order of reading.
struct GridRows {
  /// Values of one row; a blank one is not a number, nor is one whose column the file does not have.
  struct Row {
    var start: Instant
    var line: Int
    var carbonFree: Double
    var direct: Double
    var lifecycle: Double
    var marks: IntervalMarks
    var forecastShare = Double.nan
    var forecastIntensity = Double.nan
    /// Whether a column that the file has is blank; forecasts may be.
    var isBlank = false
  }

  private(set) var rows = ContiguousArray<Row>()
  private(set) var zone = ""
  private(set) var name = ""
  private(set) var sources: [String] = []
  private(set) var isModelled = false
  /// Who published the data, as far as the files say.
  var source: String { sources.isEmpty && !isModelled ? "measured (source not named)" : sources.joined(separator: "; ") }
  /// Which columns of values there are, in all files alike.
  private(set) var values: [GridColumn] = []
  /// Each file with the index of its first row.
  private var files: [(name: String, firstRow: Int)] = []

  func place(_ row: Int) -> Place {
    let file = files.last { $0.firstRow <= row }
    return Place(file: file?.name ?? "", line: row < rows.count ? rows[row].line : 0)
  }

  /// Reads a file to its end.
  mutating func append(_ reader: inout CSVReader) throws(Failure) {
    guard try reader.next() else {
      throw Failure(.data, "the file is empty; a header line with the names of the columns should stand here",
        at: Place(file: reader.file))
    }
    let columns = try GridColumns(header: reader)
    let values = [(GridColumn.carbonFree, columns.carbonFree), (.direct, columns.direct), (.lifecycle, columns.lifecycle)]
      .compactMap { column, field in field.map { _ in column } }
    guard files.isEmpty || values == self.values else {
      throw Failure(
        .data, "the columns of carbon data are others than in \(files[0].name); files of one zone must have the same",
        at: reader.place)
    }
    self.values = values
    files.append((reader.file, rows.count))
    var texts = RowTexts()
    while try reader.nextRow(columns) {
      if try texts.changed(in: reader, columns) { try note(texts, reader, columns) }
      var row = Row(
        start: try reader.instant(columns.datetime), line: reader.line, carbonFree: .nan, direct: .nan, lifecycle: .nan,
        marks: try columns.estimated.map { column throws(Failure) in try reader.estimationMarks(column) }
          ?? .estimationUnknown)
      if let field = columns.carbonFree { row.carbonFree = share(ofPercentage: try reader.percentage(field)) }
      if let field = columns.direct { row.direct = try reader.intensity(field) }
      if let field = columns.lifecycle { row.lifecycle = try reader.intensity(field) }
      if let field = columns.forecastShare { row.forecastShare = try reader.share(field) }
      if let field = columns.forecastIntensity { row.forecastIntensity = try reader.intensity(field) }
      row.isBlank = columns.carbonFree != nil && row.carbonFree.isNaN || columns.direct != nil && row.direct.isNaN
        || columns.lifecycle != nil && row.lifecycle.isNaN
      rows.append(row)
    }
  }

  /// Takes in the texts of a row where they differ from the row before it.
  private mutating func note(
    _ texts: RowTexts, _ reader: borrowing CSVReader, _ columns: GridColumns
  ) throws(Failure) {
    let id = String(decoding: texts.zone, as: UTF8.self)
    if zone.isEmpty {
      guard !id.isEmpty else { throw Failure(.data, "the zone id is blank", at: reader.place(columns.zoneID)) }
      zone = id
      name = columns.zoneName.map { reader.text($0) } ?? id
    } else if id != zone {
      throw Failure(
        .data, "zone \"\(id)\" after \"\(zone)\"; a series is of one zone", at: reader.place(columns.zoneID))
    }
    let source = String(decoding: texts.source, as: UTF8.self)
    for part in source.split(at: "; ", omitsEmpty: true) where !sources.contains(part) { sources.append(part) }
    if source == ModelledYear.dataSource || texts.method.elementsEqual(ModelledYear.estimationMethod.utf8) {
      isModelled = true
    }
  }
}

/// A percentage as a fraction: the number that its decimals, the point moved by two, would be read as, and not
/// 0.39759999999999995 for 39.76.
func share(ofPercentage percentage: Double) -> Double { (percentage * 1e10).rounded() / 1e12 }

/// The texts that hardly change from row to row, kept as bytes so that no string is made of each.
private struct RowTexts {
  var zone: [UInt8] = []
  var source: [UInt8] = []
  var method: [UInt8] = []
  private var isFirst = true

  mutating func changed(in reader: borrowing CSVReader, _ columns: GridColumns) throws(Failure) -> Bool {
    let changedZone = Self.update(&zone, reader.bytes(columns.zoneID))
    let changedSource = columns.source.map { Self.update(&source, reader.bytes($0)) } ?? false
    let changedMethod = columns.estimationMethod.map { Self.update(&method, reader.bytes($0)) } ?? false
    defer { isFirst = false }
    return changedZone || changedSource || changedMethod || isFirst
  }

  private static func update(_ known: inout [UInt8], _ bytes: UnsafeRawBufferPointer) -> Bool {
    let isSame = known.count == bytes.count && known.withUnsafeBytes { $0.elementsEqual(bytes) }
    guard !isSame else { return false }
    known = Array(bytes)
    return true
  }
}
