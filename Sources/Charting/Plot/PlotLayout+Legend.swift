extension PlotLayout {
  /// Entries in reading order, in as many lines as they need.
  mutating func legend(_ entries: [LegendEntry], x left: Double, width: Double) {
    let keyWidth = 24.0
    var x = left
    for entry in entries {
      let lines = Self.wrapped(entry.label, width - keyWidth)
      let entryWidth = keyWidth + Self.widest(lines)
      if x > left, x + entryWidth > left + width {
        x = left
        y += Self.lineHeight + 3
      }
      draw(entry.key, at: Point(x, y + 6.5))
      for (index, line) in lines.enumerated() {
        if index > 0 { y += Self.lineHeight }
        drawing.add(TextRun(line, at: Point(x + keyWidth, y + 11), size: Self.labelSize))
      }
      // A wrapped label fills its lines alone.
      x = lines.count > 1 ? left + width : x + entryWidth + 16
    }
    y += Self.lineHeight + 3
  }

  private mutating func draw(_ key: LegendEntry.Key, at point: Point) {
    let end = Point(point.x + 18, point.y)
    switch key {
    case .swatch(let paint):
      drawing.add(Shape(.rectangles([Box(x: point.x, y: point.y - 5, width: 16, height: 10)]), fill: paint))
    case .area(let style):
      for shape in Shape.area(Box(x: point.x, y: point.y - 5, width: 16, height: 10), style: style) { drawing.add(shape) }
    case .point(let style):
      drawing.add(.line(point, end, stroke: style.paint, width: 1.5))
      drawing.add(Shape(.symbol(style.symbol, at: Point(point.x + 9, point.y), radius: 4), fill: style.paint))
    case .symbol(let style):
      drawing.add(Shape(.symbol(style.symbol, at: Point(point.x + 9, point.y), radius: 4.5), fill: style.paint))
    case .line(let style):
      var line = Shape.line(point, end, stroke: style.paint, width: 2)
      line.dash = style.dash
      drawing.add(line)
    }
  }
}
