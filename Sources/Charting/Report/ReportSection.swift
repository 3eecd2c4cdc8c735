/// A part of a report under its own heading.
public struct ReportSection: Sendable {
  public enum Block: Sendable {
    case paragraph(String)
    case list([String])
    case figure(ReportFigure)
    case table(DataTable)
    /// Commands or files, as they are.
    case code(String)
    /// Blocks behind a line that unfolds them.
    indirect case folded(String, [Block])
  }

  public var title: String
  public var blocks: [Block]

  public init(_ title: String, _ blocks: [Block] = []) { (self.title, self.blocks) = (title, blocks) }

  /// Of columns; the rows of wider tables are better read by scrolling.
  private static let mostStacked = 7

  func write(to writer: inout MarkupWriter, index: Int) {
    writer.raw("<section")
    writer.attribute("id", "s\(index)")
    writer.attribute("aria-labelledby", "s\(index)-title")
    writer.raw(">\n<h2")
    writer.attribute("id", "s\(index)-title")
    writer.raw(">")
    writer.escaped(title)
    writer.raw("</h2>\n")
    write(blocks, to: &writer, prefix: "s\(index)-f")
    writer.raw("</section>\n")
  }

  private func write(_ blocks: [Block], to writer: inout MarkupWriter, prefix: String) {
    for (place, block) in blocks.enumerated() {
      switch block {
      case .paragraph(let text): writer.element("p", text)
      case .list(let items):
        guard !items.isEmpty else { continue }
        writer.raw("<ul>\n")
        for item in items { writer.element("li", item) }
        writer.raw("</ul>\n")
      case .figure(let figure): figure.write(to: &writer, name: "\(prefix)\(place + 1)")
      case .table(let table): table.write(to: &writer, showsCaption: true, isStackable: table.columns.count <= Self.mostStacked)
      case .code(let text):
        writer.raw("<pre tabindex=\"0\"><code>")
        writer.escaped(text)
        writer.raw("</code></pre>\n")
      case .folded(let summary, let blocks):
        writer.raw("<details class=\"fold\">")
        writer.element("summary", summary)
        write(blocks, to: &writer, prefix: "\(prefix)\(place + 1)-")
        writer.raw("</details>\n")
      }
    }
  }
}

/// A picture in a report: its heading, the picture, what it shows, and its numbers folded away.
public struct ReportFigure: Sendable {
  /// Heading, subtitle and caption are texts of the page, which wrap on a phone, and no longer part of the picture.
  private let plot: Plot
  private let drawing: Drawing
  private let table: DataTable
  /// What the reader should see in it.
  private let reading: String

  public init(_ chart: some Chart, reading: String = "") {
    plot = chart.plot()
    table = chart.table()
    self.reading = reading
    var bare = plot
    (bare.title, bare.subtitle, bare.caption, bare.notes) = ("", "", "", [])
    var drawing = bare.drawing()
    drawing.title = plot.title
    self.drawing = drawing
  }

  func write(to writer: inout MarkupWriter, name: String) {
    writer.raw("<figure>\n")
    if !plot.title.isEmpty { writer.element("h3", plot.title) }
    if !plot.subtitle.isEmpty { writer.element("p", plot.subtitle) }
    writer.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\"")
    writer.attribute("aria-label", "Figure: \(plot.title)")
    writer.raw(">\n")
    writer.raw(trusted: drawing.svg(name: name, isStandalone: false))
    writer.raw("</div>\n<figcaption>\n")
    let notes = [plot.caption] + plot.notes.map { "Note: \($0)" }
    for text in [reading] + (table.rows.isEmpty ? notes : []) where !text.isEmpty { writer.element("p", text) }
    writer.raw("</figcaption>\n")
    if !table.rows.isEmpty {
      writer.raw("<details>")
      writer.element("summary", "How it was drawn, and the numbers (\(table.rows.count.counted("row")))")
      for text in notes where !text.isEmpty { writer.element("p", text) }
      table.write(to: &writer, showsCaption: false, isStackable: false)
      writer.raw("</details>\n")
    }
    writer.raw("</figure>\n")
  }
}
