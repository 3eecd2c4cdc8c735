/// A table of texts with a head: the numbers behind a picture, or a result of its own.
public struct DataTable: Sendable, Hashable {
  public struct Column: Sendable, Hashable {
    public var title: String
    /// Right-aligned, in figures of equal width.
    public var isNumeric: Bool

    public init(_ title: String, isNumeric: Bool = false) { (self.title, self.isNumeric) = (title, isNumeric) }
  }

  public var caption: String
  public var columns: [Column]
  /// The first cell of a row names it; missing cells at the end stay blank, surplus ones are left out.
  public var rows: [[String]]
  /// The numbers that cells stand for, in their own units: what is sorted by and downloaded instead of a rounded text.
  /// May be shorter than the rows.
  public var numbers: [[Double?]] = []

  public init(caption: String = "", columns: [Column] = [], rows: [[String]] = []) {
    (self.caption, self.columns, self.rows) = (caption, columns, rows)
  }

  private static let mostRowsAtOnce = 24

  /// - Parameters:
  ///   - showsCaption: else it is there for screen readers only.
  ///   - isStackable: on a phone, each row becomes a list of its cells under its name.
  func write(to writer: inout MarkupWriter, showsCaption: Bool, isStackable: Bool) {
    // A long table scrolls under its head.
    writer.raw("<div class=\"scroll")
    if rows.count > Self.mostRowsAtOnce { writer.raw(" long") }
    writer.raw("\" tabindex=\"0\" role=\"region\"")
    writer.attribute("aria-label", caption.isEmpty ? "Table" : caption)
    writer.raw("><table")
    if isStackable { writer.raw(" class=\"stackable\"") }
    writer.raw(">\n")
    if !caption.isEmpty {
      writer.raw("<caption")
      if !showsCaption { writer.raw(" class=\"unseen\"") }
      writer.raw(">")
      writer.escaped(caption)
      writer.raw("</caption>\n")
    }
    writer.raw("<thead><tr>")
    for column in columns {
      writer.raw("<th scope=\"col\"")
      if column.isNumeric { writer.raw(" class=\"number\"") }
      writer.raw(">")
      writer.escaped(column.title)
      writer.raw("</th>")
    }
    writer.raw("</tr></thead>\n<tbody>\n")
    for row in rows.indices {
      writer.raw("<tr>")
      for column in columns.indices { cell(row, column, in: &writer, isStackable: isStackable) }
      writer.raw("</tr>\n")
    }
    writer.raw("</tbody>\n</table></div>\n")
  }

  private func cell(_ row: Int, _ column: Int, in writer: inout MarkupWriter, isStackable: Bool) {
    if column == 0 { writer.raw("<th scope=\"row\"") } else { writer.raw("<td") }
    if columns[column].isNumeric { writer.raw(" class=\"number\"") }
    if isStackable, column > 0 { writer.attribute("data-label", columns[column].title) }
    if row < numbers.count, column < numbers[row].count, let number = numbers[row][column], number.isFinite {
      // The shortest decimal that reads back to the same number.
      writer.attribute("data-value", "\(number)")
    }
    writer.raw(">")
    writer.escaped(column < rows[row].count ? rows[row][column] : "")
    if column == 0 { writer.raw("</th>") } else { writer.raw("</td>") }
  }
}
