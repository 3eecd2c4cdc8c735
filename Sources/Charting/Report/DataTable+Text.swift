extension DataTable {
  /// The table for a terminal: columns padded to their widest text, numbers to the right.
  public var text: String {
    let cells = [columns.map(\.title)] + rows
    func cell(_ row: [String], _ column: Int) -> String { column < row.count ? row[column] : "" }
    let widths = columns.indices.map { column in cells.map { cell($0, column).count }.max() ?? 0 }
    return cells.map { row in
      let line = columns.indices.map { column in
        let text = cell(row, column)
        let padding = String(repeating: " ", count: widths[column] - text.count)
        return columns[column].isNumeric ? padding + text : text + padding
      }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
