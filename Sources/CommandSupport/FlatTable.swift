import Records
import StreamIO

/// Records as rows of a table, whose columns are the fields of all of them in the order in which they first come; fields
/// of objects by dotted names.
struct FlatTable {
  private var columns: [String] = []
  private var columnOfName: [ExactText: Int] = [:]
  /// Cells by column, as CSV.
  private(set) var rows: [[(column: Int, cell: String)]] = []

  /// - Parameter object: the text of a JSON object.
  mutating func add(_ object: UnsafeRawBufferPointer) throws(Failure) {
    var reader = JSONReader(object.bindMemory(to: UInt8.self), file: "")
    rows.append([])
    try add(&reader, prefix: "")
  }

  private mutating func add(_ reader: inout JSONReader, prefix: String) throws(Failure) {
    var fields: [(name: String, value: String)] = []
    try reader.readObject { key, reader throws(Failure) in
      let name = prefix + String(decoding: key, as: UTF8.self)
      fields.append((name, String(decoding: try reader.skipValue(), as: UTF8.self)))
    }
    for (name, value) in fields {
      if value.hasPrefix("{") {
        try Array(value.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
          var reader = JSONReader(bytes, file: "")
          try add(&reader, prefix: name + ".")
        }
      } else if value != "null" {
        rows[rows.count - 1].append((column(name), csvCell(unquoted(value))))
      } else {
        _ = column(name)
      }
    }
  }

  private mutating func column(_ name: String) -> Int {
    if let column = columnOfName[name.exact] { return column }
    columnOfName[name.exact] = columns.count
    columns.append(name)
    return columns.count - 1
  }

  /// The names of the columns, a line of CSV.
  var header: String { columns.map(csvCell).joined(separator: ",") + "\r\n" }

  func withLine(
    of row: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var cells = [String](repeating: "", count: columns.count)
    for (column, cell) in rows[row] { cells[column] = cell }
    try Array((cells.joined(separator: ",") + "\r\n").utf8).withUnsafeBufferPointer { bytes throws(Failure) in
      try body(UnsafeRawBufferPointer(bytes))
    }
  }
}
