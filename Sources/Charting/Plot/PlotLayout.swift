/// Places the parts of a plot: first all margins from the measured labels, then every part from top to bottom.
struct PlotLayout {
  static let padding = 16.0
  static let labelSize = 12.0
  static let noteSize = 11.0
  static let lineHeight = 15.0
  static let columnGap = 22.0
  static let rowGap = 14.0

  let plot: Plot
  var drawing: Drawing
  /// How far down the page is used.
  var y = PlotLayout.padding
  /// The margins and plotting range of each column.
  var columns: [Column] = []
  var xTickLimit = Int.max

  struct Column {
    var left = 0.0
    var right = 0.0
    var plotX = 0.0
    var plotWidth = 0.0
    /// Where labels of this column may stand.
    var cell = 0.0...0.0
  }

  init(_ plot: Plot) {
    self.plot = plot
    drawing = Drawing(width: plot.width, height: 0, title: plot.title, description: plot.description)
  }

  var innerWidth: Double { plot.width - 2 * Self.padding }

  mutating func run() -> Drawing {
    paragraph(plot.title, size: 17, isBold: true, lineHeight: 22)
    paragraph(plot.subtitle, size: 13, paint: .muted, lineHeight: 18)
    if !plot.legend.isEmpty {
      y += 6
      legend(plot.legend, x: Self.padding, width: innerWidth)
    }
    measureColumns()
    xTickLimit = commonXTickLimit()
    for row in plot.rows {
      y += Self.rowGap
      place(row)
    }
    y += 6
    paragraph(plot.caption, size: Self.noteSize, paint: .muted, lineHeight: 15)
    for note in plot.notes { paragraph("Note: \(note)", size: Self.noteSize, paint: .muted, lineHeight: 15) }
    drawing.height = y + Self.padding - 4
    return drawing
  }

  /// Wrapped text over the whole width.
  private mutating func paragraph(
    _ text: String, size: Double, isBold: Bool = false, paint: Paint = .ink, lineHeight: Double
  ) {
    for line in TextMetrics.wrap(text, width: innerWidth, size: size, isBold: isBold) {
      drawing.add(
        TextRun(line, at: Point(Self.padding, y + lineHeight * 0.72), size: size, isBold: isBold, paint: paint))
      y += lineHeight
    }
  }

  /// The margins hold the widest label, up to a share of the width; longer ones are wrapped.
  private mutating func measureColumns() {
    let count = plot.rows.map(\.count).max() ?? 0
    guard count > 0 else { return }
    let share = plot.width * (count > 1 ? 0.2 : 0.26)
    columns = (0..<count).map { index in
      var column = Column()
      for row in plot.rows where index < row.count {
        let panel = row[index]
        let labels = panel.y.showsLabels ? yLabels(panel, maximum: share) : []
        column.left = max(column.left, Self.widest(labels.flatMap(\.lines)) + (labels.isEmpty ? 0 : 8))
        let trailing = panel.trailing.flatMap { Self.wrapped($0.text, share) } + Self.wrapped(panel.trailingTitle, share)
        column.right = max(column.right, Self.widest(trailing) + (trailing.isEmpty ? 0 : 14))
      }
      return column
    }
    let margins = columns.reduce(0) { $0 + $1.left + $1.right }
    let plotWidth = max(40, (innerWidth - margins - Self.columnGap * Double(count - 1)) / Double(count))
    var x = Self.padding
    for index in columns.indices {
      columns[index].plotX = x + columns[index].left
      columns[index].plotWidth = plotWidth
      let end = columns[index].plotX + plotWidth + columns[index].right
      let isLast = index == count - 1
      columns[index].cell = (index == 0 ? 4 : x - Self.columnGap / 2 + 3)...(isLast ? plot.width - 4 : end + Self.columnGap / 2 - 3)
      x = end + Self.columnGap
    }
  }

  static func wrapped(_ text: String, _ width: Double) -> [String] {
    TextMetrics.wrap(text, width: width, size: labelSize)
  }

  static func widest(_ lines: [String]) -> Double {
    lines.map { TextMetrics.width($0, size: labelSize) }.max() ?? 0
  }

  /// Labels of the upright axis before its height is known: as many as the planned height takes.
  func yLabels(_ panel: Panel, maximum: Double) -> [Tick] {
    let scale = panel.y.scale
    let wanted = scale.categoryCount > 0 ? scale.categoryCount : max(2, Int(panel.height / 30))
    return scale.ticks(wanted).map { Tick($0.value, $0.lines.flatMap { Self.wrapped($0, maximum) }) }
  }
}
