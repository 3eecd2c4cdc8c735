import Records
import StreamIO

/// Reads the CSV files that Electricity Maps publishes for a zone, in both vintages of their column names, plain or
/// gzip-compressed. Columns are found by name, in any order; others are ignored.
public enum GridFile {
  /// The series in one or more files of one zone, each in order of time.
  ///
  /// Files may be given in any order; together they are read as one. Blank rows before the first and after the last
  /// interval with data are left out; between them an interval that is blank or absent is missing, which `fill` decides
  /// about.
  /// - Throws: `Failure` with the file, the line and, for a single value, the column: unknown text, values out of
  ///   range, several zones, steps that are mixed or not within 5 minutes to 1 hour, rows out of order or twice, gaps
  ///   that are not filled.
  public static func read(_ paths: [String], fill: FillPolicy = .none) throws(Failure) -> CarbonSeries {
    var files: [(first: Instant, path: String)] = []
    for path in paths { files.append((try firstInstant(path), path)) }
    if files.count > 1 { files.sort { ($0.first, $0.path) < ($1.first, $1.path) } }
    var rows = GridRows()
    for file in files {
      var reader = try open(file.path)
      try rows.append(&reader)
    }
    return try Timeline(rows, fill: fill).series()
  }

  public static func read(_ path: String, fill: FillPolicy = .none) throws(Failure) -> CarbonSeries {
    var rows = GridRows()
    var reader = try open(path)
    try rows.append(&reader)
    return try Timeline(rows, fill: fill).series()
  }

  private static func open(_ path: String) throws(Failure) -> CSVReader {
    let source = try ByteSource(path: path, threads: 1)
    return try CSVReader(file: path) { buffer throws(Failure) in try source.read(into: buffer) }
  }

  private static func firstInstant(_ path: String) throws(Failure) -> Instant {
    var reader = try open(path)
    guard try reader.next() else { return Instant(seconds: .max) }
    let columns = try GridColumns(header: reader)
    return try reader.nextRow(columns) ? reader.instant(columns.datetime) : Instant(seconds: .max)
  }
}
