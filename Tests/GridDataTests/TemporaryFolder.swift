import Glibc
import GridData
import StreamIO
import Testing

/// A folder of a test's own, gone with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/griddata-XXXXXX\0".utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  private var names: [String] = []

  @discardableResult
  func write(_ bytes: some Sequence<UInt8>, as name: String) throws -> String {
    let file = try #require(fopen("\(path)/\(name)", "w"))
    let bytes = Array(bytes)
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    #expect(fclose(file) == 0)
    if !names.contains(name) { names.append(name) }
    return "\(path)/\(name)"
  }

  @discardableResult
  func write(_ text: String, as name: String = "grid.csv") throws -> String { try write(text.utf8, as: name) }

  /// What is said about reading this text, without the folder's name.
  func complaint(about text: String, fill: FillPolicy = .none) throws -> String {
    let path = try write(text)
    do {
      _ = try GridFile.read(path, fill: fill)
      return ""
    } catch { return "\(error)".replacing("\(self.path)/", with: "") }
  }
}

let header = """
  Datetime (UTC),Country,Zone name,Zone id,Carbon intensity gCO₂eq/kWh (direct),\
  Carbon intensity gCO₂eq/kWh (Life cycle),Carbon-free energy percentage (CFE%),Renewable energy percentage (RE%),\
  Data source,Data estimated,Data estimation method

  """

/// Hourly rows of 1 January 2024 with percentages, nil for a blank row.
func rows(_ percentages: [Double?], from hour: Int = 0) -> String {
  percentages.enumerated().map { index, value in
    let text = value.map { "\(4 * (100 - $0)),\(5 * (100 - $0)),\($0)" } ?? ",,"
    let clock = (hour + index < 10 ? "0" : "") + "\(hour + index)"
    return "2024-01-01 \(clock):00:00,USA,Zone,Z,\(text),0,somewhere,false,\n"
  }.joined()
}
