import Records
import StreamIO

/// What has been read of a publisher's files: values by interval, in any order, each at most once.
public struct ImportedGrid: Sendable {
  /// The columns that grid files have for values.
  public enum Column: Int, CaseIterable, Sendable {
    case direct, lifecycle, carbonFree, forecastDirect, forecastCarbonFree
  }

  /// Of one interval; what is not known is not a number.
  struct Row {
    var values = [Double](repeating: .nan, count: Column.allCases.count)
    var isEstimated = false
  }

  /// Who published it, and by which factors it was made.
  public var source: String
  /// What stands in `Data estimation method` of estimated rows.
  public var estimationMethod = ""
  private(set) var rows: [Instant: Row] = [:]

  init(source: String) { self.source = source }

  public var isEmpty: Bool { rows.isEmpty }

  /// Notes a value; one that is not a number leaves just the interval.
  /// - Throws: `Failure` where another value of the interval is there already.
  mutating func set(
    _ column: Column, _ value: Double, of start: Instant, place: () -> Place
  ) throws(Failure) {
    var row = rows[start] ?? Row()
    let known = row.values[column.rawValue]
    if !value.isNaN {
      guard known.isNaN || known == value else {
        throw Failure(.data, "a second value for \(start): \(value) after \(known)", at: place())
      }
      row.values[column.rawValue] = value
    }
    rows[start] = row
  }

  mutating func markEstimated(_ start: Instant) { rows[start, default: Row()].isEstimated = true }

  /// Appends the file that the suite reads: a header and a row for each interval, in order of time.
  public func appendCSV(zone: String, to buffer: inout [UInt8]) {
    let columns = Column.allCases.filter { column in rows.values.contains { !$0.values[column.rawValue].isNaN } }
    let names = ["Datetime (UTC)", "Zone id"] + columns.map(\.name) + ["Data source", "Data estimated", "Data estimation method"]
    buffer += Array(names.map(csvCell).joined(separator: ",").utf8) + [UInt8(ascii: "\n")]
    let place = Array(",\(csvCell(zone)),".utf8)
    let measured = Array("\(csvCell(source)),false,\n".utf8)
    let estimated = Array("\(csvCell(source)),true,\(csvCell(estimationMethod))\n".utf8)
    for (start, row) in rows.sorted(by: { $0.key < $1.key }) {
      appendTimestamp(start, to: &buffer)
      buffer += place
      for column in columns {
        let value = row.values[column.rawValue]
        if !value.isNaN { buffer += Array(column.text(value).utf8) }
        buffer.append(UInt8(ascii: ","))
      }
      buffer += row.isEstimated ? estimated : measured
    }
  }
}

extension ImportedGrid.Column {
  /// The name of the column in the suite's files.
  public var name: String {
    switch self {
    case .direct: GridColumn.direct.names[0]
    case .lifecycle: GridColumn.lifecycle.names[0]
    case .carbonFree: GridColumn.carbonFree.names[0]
    case .forecastDirect: "forecast_carbon_intensity_g_per_kwh"
    case .forecastCarbonFree: "forecast_carbon_free"
    }
  }

  /// A value to the hundredth, as published files have them; shares are kept as fractions.
  fileprivate func text(_ value: Double) -> String {
    let scaled = self == .carbonFree ? value * 100 : value
    let unit = self == .forecastCarbonFree ? 1e4 : 100.0
    return "\((scaled * unit).rounded() / unit)"
  }
}
