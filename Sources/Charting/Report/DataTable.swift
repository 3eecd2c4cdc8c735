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

  public init(caption: String = "", columns: [Column] = [], rows: [[String]] = []) {
    (self.caption, self.columns, self.rows) = (caption, columns, rows)
  }

  func write(to writer: inout MarkupWriter, showsCaption: Bool) {
    writer.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\"")
    writer.attribute("aria-label", caption.isEmpty ? "Table" : caption)
    writer.raw("><table>\n")
    if !caption.isEmpty {
      writer.raw("<caption")
      if !showsCaption { writer.raw(" class=\"unseen\"") }
      writer.raw(">")
      writer.escaped(caption)
      writer.raw("</caption>\n")
    }
    writer.raw("<thead><tr>")
    for column in columns { cell(column.title, in: &writer, tag: "th", scope: "col", isNumeric: column.isNumeric) }
    writer.raw("</tr></thead>\n<tbody>\n")
    for row in rows {
      writer.raw("<tr>")
      for (index, column) in columns.enumerated() {
        let text = index < row.count ? row[index] : ""
        cell(text, in: &writer, tag: index == 0 ? "th" : "td", scope: index == 0 ? "row" : "", isNumeric: column.isNumeric)
      }
      writer.raw("</tr>\n")
    }
    writer.raw("</tbody>\n</table></div>\n")
  }

  private func cell(
    _ text: String, in writer: inout MarkupWriter, tag: StaticString, scope: String, isNumeric: Bool
  ) {
    writer.raw("<")
    writer.raw(tag)
    if !scope.isEmpty { writer.attribute("scope", scope) }
    if isNumeric { writer.raw(" class=\"number\"") }
    writer.raw(">")
    writer.escaped(text)
    writer.raw("</")
    writer.raw(tag)
    writer.raw(">")
  }
}
