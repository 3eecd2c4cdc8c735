import Records
import StreamIO

extension ModelledYear {
  /// The header line of the data portal's present files.
  public static let csvHeader =
    "Datetime (UTC),Country,Zone name,Zone id,Carbon intensity gCO₂eq/kWh (direct),"
    + "Carbon intensity gCO₂eq/kWh (Life cycle),Carbon-free energy percentage (CFE%),Renewable energy percentage (RE%),"
    + "Data source,Data estimated,Data estimation method\n"

  /// Appends the rows of some intervals, each ended by a line feed, to a buffer.
  public func appendCSV(rows: Range<Int>, to buffer: inout [UInt8]) {
    buffer.reserveCapacity(buffer.count + rows.count * 160)
    let place = Array(",\(csvCell(country)),\(csvCell(series.name)),\(csvCell(series.zone)),".utf8)
    let provenance = Array(",\(Self.dataSource),true,\(Self.estimationMethod)\n".utf8)
    for row in rows {
      appendTimestamp(series.start(ofInterval: row), to: &buffer)
      buffer += place
      appendHundredths(series.carbonDirect[row], to: &buffer)
      buffer.append(UInt8(ascii: ","))
      appendHundredths(series.carbonLifecycle[row], to: &buffer)
      buffer.append(UInt8(ascii: ","))
      appendHundredths(series.carbonFree[row] * 100, to: &buffer)
      buffer.append(UInt8(ascii: ","))
      appendHundredths(renewable[row] * 100, to: &buffer)
      buffer += provenance
    }
  }

  private func appendHundredths(_ value: Double, to buffer: inout [UInt8]) {
    let hundredths = Int((value * 100).rounded())
    buffer.append(contentsOf: String(hundredths / 100).utf8)
    buffer.append(UInt8(ascii: "."))
    appendDigits(hundredths % 100, 2, to: &buffer)
  }
}
