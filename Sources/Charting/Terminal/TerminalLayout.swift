extension Plot {
  /// The picture for a terminal: the panels under each other, their marks as braille, blocks and shades.
  ///
  /// - Parameters:
  ///   - width: columns of the terminal, at least 40.
  ///   - hasColor: with ANSI's 256 colours.
  public func terminalText(width: Int, hasColor: Bool = false) -> String {
    var layout = TerminalLayout(width: max(width, 40), hasColor: hasColor)
    layout.paragraph(title)
    layout.paragraph(subtitle)
    layout.legend(legend)
    for panel in rows.joined() { layout.place(panel) }
    layout.blank()
    layout.paragraph(caption)
    for note in notes { layout.paragraph("Note: \(note)") }
    return layout.text
  }
}

/// Places the parts of a plot in lines of a terminal.
private struct TerminalLayout {
  let width: Int
  let hasColor: Bool
  private(set) var text = ""

  init(width: Int, hasColor: Bool) { (self.width, self.hasColor) = (width, hasColor) }

  mutating func blank() { if !text.isEmpty { text += "\n" } }

  private mutating func add(_ line: String) {
    text += String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
  }

  /// A text of the data without what would steer the terminal: control characters, and those that turn the direction.
  private static func harmless(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.value {
          case 0..<32, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
          default: scalar
          }
        }))
  }

  mutating func paragraph(_ words: String) {
    var line = ""
    for word in Self.harmless(words).split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        add(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    if !line.isEmpty { add(line) }
  }

  mutating func legend(_ entries: [LegendEntry]) {
    var (line, used) = ("", 0)
    for entry in entries {
      let label = Self.cut(entry.label, width - 4)
      if used > 0, used + label.count + 4 > width {
        text += line + "\n"
        (line, used) = ("", 0)
      }
      line += used > 0 ? "  " : ""
      switch entry.key {
      case .area(let style): line += painted(style.paint.barCharacter, style.paint)
      case .swatch(let paint): line += painted(paint.barCharacter, paint)
      case .point(let style), .symbol(let style): line += painted(style.symbol.character, style.paint)
      case .line(let style): line += painted(style.dash.isEmpty ? "─" : "┄", style.paint)
      }
      line += " " + label
      used += label.count + 4
    }
    if used > 0 { text += line + "\n" }
  }

  private static func cut(_ text: String, _ width: Int) -> String {
    let text = harmless(text)
    return text.count <= width ? text : text.prefix(max(width - 1, 0)) + "…"
  }

  private func painted(_ character: Character, _ paint: Paint) -> String {
    guard hasColor, let code = paint.terminalCode, character != " " else { return String(character) }
    return "\u{1B}[38;5;\(code)m\(character)\u{1B}[0m"
  }

  /// Rows of cells a panel takes: one for each lane of a category, or by its height.
  private func rowCount(_ panel: Panel) -> Int {
    let categories = panel.y.scale.categoryCount
    guard categories > 0 else { return min(max(Int(panel.height / 16), 6), 20) }
    // Lanes take four fifths of their category.
    return categories * (panel.lanes > 1 ? (panel.lanes * 5 + 3) / 4 : 1)
  }

  mutating func place(_ panel: Panel) {
    blank()
    paragraph([panel.title, panel.y.title].filter { !$0.isEmpty }.joined(separator: "  "))
    legend(panel.legend)
    let rows = rowCount(panel)
    let labels = yLabels(panel, rows)
    let left = labels.values.map(\.count).max() ?? 0
    let trailing = panel.trailing.filter { Domain.isDrawable($0.value) }.map { ($0, Self.cut($0.text, width * 3 / 10)) }
    let right = trailing.map { $0.1.count + 1 }.max() ?? 0
    let columns = max(width - left - right - 3, 10)
    var canvas = TextCanvas(columns: columns, rows: rows, barsAreLevel: panel.y.scale.categoryCount > 0)
    let frame = Frame(box: canvas.box, xScale: panel.x.scale, yScale: panel.y.scale)
    var drawing = Drawing(width: canvas.box.width, height: canvas.box.height, title: "", description: "")
    for reference in panel.references where Domain.isDrawable(reference.value) {
      RuleMark(.upright(reference.value)).draw(in: frame, on: &drawing)
    }
    for mark in panel.marks { mark.draw(in: frame, on: &drawing) }
    canvas.draw(drawing)
    let indent = String(repeating: " ", count: left + 2)
    let references = placed(
      panel.references.filter { Domain.isDrawable($0.value) && !$0.label.isEmpty }.map {
        (frame.x($0.value) / TextCanvas.dotsAcross, $0.label)
      }, columns)
    if !references.isEmpty { add(indent + references) }
    let beside = besides(trailing, frame, rows)
    for row in 0..<rows {
      let label = labels[row] ?? ""
      let cells = canvas.line(row).map { painted($0.character, $0.paint) }.joined()
      add(String(repeating: " ", count: left - label.count) + label + " │" + cells + (beside[row].map { " \($0)" } ?? ""))
    }
    if !panel.message.isEmpty { add(indent + panel.message) }
    add(String(repeating: " ", count: left) + " └" + String(repeating: "─", count: columns))
    if panel.x.showsLabels || panel.message.isEmpty { xLabels(panel.x, frame, indent, columns) }
  }

  /// Labels by row: of every category in its middle, or of ticks three rows apart.
  private func yLabels(_ panel: Panel, _ rows: Int) -> [Int: String] {
    let categories = panel.y.scale.categoryCount
    let ticks = panel.y.scale.ticks(categories > 0 ? categories : max(2, rows / 3))
    let frame = Frame(box: Box(x: 0, y: 0, width: 1, height: Double(rows)), xScale: panel.x.scale, yScale: panel.y.scale)
    return Dictionary(
      ticks.map { tick in
        (min(max(Int(frame.y(tick.value)), 0), rows - 1), Self.cut(tick.lines.joined(separator: " "), width / 3))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Labels at the right, a row each.
  private func besides(_ labels: [(TrailingLabel, String)], _ frame: Frame, _ rows: Int) -> [Int: String] {
    let sorted = labels.map { (center: frame.y($0.0.value) / TextCanvas.dotsDown, text: $0.1, paint: $0.0.paint) }
      .sorted { $0.center < $1.center }
    let centers = PlotLayout.spread(sorted.map { (center: $0.center, height: 1) }, in: 0...Double(rows))
    return Dictionary(
      zip(centers, sorted).map { center, label in
        (min(max(Int(center), 0), rows - 1), label.text.map { painted($0, label.paint) }.joined())
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Texts around their places in one line, those that would touch an earlier one left out.
  private func placed(_ texts: [(place: Double, text: String)], _ columns: Int) -> String {
    var line = ""
    for (place, text) in texts.sorted(by: { $0.place < $1.place }) {
      let text = Self.cut(text, columns)
      let start = min(max(Int(place) - text.count / 2, 0), columns - text.count)
      guard start >= line.count + (line.isEmpty ? 0 : 2) else { continue }
      line += String(repeating: " ", count: start - line.count) + text
    }
    return line
  }

  private mutating func xLabels(_ axis: Axis, _ frame: Frame, _ indent: String, _ columns: Int) {
    let all = axis.scale.categoryCount
    var wanted = all > 0 ? all : max(columns / 10, 2)
    var ticks = axis.scale.ticks(wanted)
    // As many as keep clear of each other.
    while wanted > 1, zip(ticks, ticks.dropFirst()).contains(where: { touches($0, $1, frame) }) {
      wanted -= 1
      ticks = axis.scale.ticks(wanted)
    }
    for line in 0..<(ticks.map(\.lines.count).max() ?? 0) {
      let texts = ticks.filter { $0.lines.count > line }
      add(indent + placed(texts.map { (frame.x($0.value) / TextCanvas.dotsAcross, $0.lines[line]) }, columns))
    }
    guard !axis.title.isEmpty else { return }
    let title = Self.cut(axis.title, width)
    let start = min(max(indent.count + (columns - title.count) / 2, 0), width - title.count)
    add(String(repeating: " ", count: start) + title)
  }

  private func touches(_ a: Tick, _ b: Tick, _ frame: Frame) -> Bool {
    let widths = [a, b].map { Double($0.lines.map(\.count).max() ?? 0) }
    return (frame.x(b.value) - frame.x(a.value)) / TextCanvas.dotsAcross < (widths[0] + widths[1]) / 2 + 2
  }
}

extension Paint {
  /// Its likeness among the 256 colours of terminals; nil for what is drawn in the terminal's own.
  fileprivate var terminalCode: Int? {
    let codes = [32, 166, 35, 133, 136, 74, 244, 142]
    return switch self {
    case .ink, .surface, .ramp: nil
    case .muted, .grid: 245
    case .series(let index): codes[abs(index % codes.count)]
    }
  }
}
