extension PlotLayout {
  /// Tall enough for the labels on both sides.
  func requiredHeight(_ panel: Panel, _ column: Column) -> Double {
    let labels = panel.y.showsLabels ? yLabels(panel, maximum: column.left) : []
    let lines = Double(labels.map(\.lines.count).max() ?? 0)
    let bands = Double(panel.y.scale.categoryCount) * (lines * Self.lineHeight + 4)
    let trailing = panel.trailing.reduce(0.0) {
      $0 + Double(Self.wrapped($1.text, column.right - 14).count) * Self.lineHeight
    }
    return max(panel.height, bands, trailing)
  }

  mutating func placeYAxis(_ axis: Axis, _ column: Column, _ frame: Frame) {
    let isBand = axis.scale.categoryCount > 0
    var wanted = isBand ? axis.scale.categoryCount : max(2, Int(frame.box.height / 30))
    var ticks = axis.scale.ticks(wanted)
    while !isBand, wanted > 2, tooDense(ticks, frame) {
      wanted -= 1
      ticks = axis.scale.ticks(wanted)
    }
    for tick in ticks {
      let y = frame.y(tick.value)
      if axis.showsGrid, !isBand {
        drawing.add(.line(Point(frame.box.x, y), Point(frame.box.right, y), stroke: .grid))
      }
      guard axis.showsLabels else { continue }
      let lines = tick.lines.flatMap { Self.wrapped($0, column.left - 8 + 0.01) }
      for (index, line) in lines.enumerated() {
        let offset = (Double(index) - Double(lines.count - 1) / 2) * Self.lineHeight
        let anchor = Point(frame.box.x - 8, y + offset + 4.2)
        drawing.add(TextRun(line, at: anchor, size: Self.labelSize, alignment: .end, paint: isBand ? .ink : .muted))
      }
    }
    if axis.showsGrid, isBand, axis.scale.categoryCount > 1 {
      for index in 1..<axis.scale.categoryCount {
        let y = frame.y(Double(index) - 0.5)
        drawing.add(.line(Point(frame.box.x, y), Point(frame.box.right, y), stroke: .grid))
      }
    }
  }

  private func tooDense(_ ticks: [Tick], _ frame: Frame) -> Bool {
    zip(ticks, ticks.dropFirst()).contains { abs(frame.y($0.value) - frame.y($1.value)) < Self.lineHeight }
  }

  /// Panels side by side with axes of one kind get equal ticks: as many as fit under each of them.
  func commonXTickLimit() -> Int {
    let categoryCounts = Set(plot.rows.joined().map(\.x.scale.categoryCount))
    guard columns.count > 1, categoryCounts.count == 1 else { return .max }
    return plot.rows.flatMap { row in
      zip(row, columns).map { panel, column in
        let box = Box(x: column.plotX, y: 0, width: column.plotWidth, height: panel.height)
        return placedXTicks(panel.x, column, Frame(box: box, xScale: panel.x.scale, yScale: panel.y.scale)).wanted
      }
    }.min() ?? .max
  }

  /// The most ticks whose labels keep clear of each other, and those labels.
  func placedXTicks(_ axis: Axis, _ column: Column, _ frame: Frame) -> (wanted: Int, ticks: [Tick], labels: [TextRun]) {
    let planned = axis.scale.categoryCount > 0 ? axis.scale.categoryCount : max(2, Int(frame.box.width / 48))
    var wanted = max(1, min(planned, xTickLimit))
    while true {
      let ticks = axis.scale.ticks(wanted)
      let labels = ticks.flatMap { xLabel($0, column, frame, slot: frame.box.width / Double(max(axis.scale.categoryCount, 1))) }
      if wanted == 1 || !overlapping(labels) { return (wanted, ticks, overlapping(labels) ? Array(labels.prefix(1)) : labels) }
      wanted -= 1
    }
  }

  /// Labels at the ends are moved inwards until they lie within the column.
  private func xLabel(_ tick: Tick, _ column: Column, _ frame: Frame, slot: Double) -> [TextRun] {
    tick.lines.flatMap { Self.wrapped($0, max(slot, 60)) }.enumerated().map { index, line in
      let half = TextMetrics.width(line, size: Self.labelSize) / 2
      let x = min(max(frame.x(tick.value), column.cell.lowerBound + half), column.cell.upperBound - half)
      let baseline = frame.box.bottom + 17 + Double(index) * Self.lineHeight
      return TextRun(line, at: Point(x, baseline), size: Self.labelSize, alignment: .middle, paint: .muted)
    }
  }

  private func overlapping(_ labels: [TextRun]) -> Bool {
    let boxes = labels.map { run in
      var box = run.box
      box.width += 8
      return box
    }
    return boxes.indices.contains { a in boxes.indices.contains { $0 > a && boxes[$0].intersects(boxes[a]) } }
  }

  /// Axis line, ticks and labels under the panel; answers how far down they reach.
  mutating func placeXAxis(_ axis: Axis, _ column: Column, _ frame: Frame) -> Double {
    let foot = frame.box.bottom
    drawing.add(.line(Point(frame.box.x, foot), Point(frame.box.right, foot), stroke: .muted))
    guard axis.showsLabels else { return foot }
    let (_, ticks, labels) = placedXTicks(axis, column, frame)
    for tick in ticks {
      let x = frame.x(tick.value)
      drawing.add(.line(Point(x, foot), Point(x, foot + 4), stroke: .muted))
    }
    for label in labels { drawing.add(label) }
    var bottom = labels.map(\.box.bottom).max() ?? foot
    let half = min(column.plotX + column.plotWidth / 2 - column.cell.lowerBound, column.cell.upperBound - frame.box.middle.x)
    for line in Self.wrapped(axis.title, 2 * half) {
      drawing.add(TextRun(line, at: Point(frame.box.middle.x, bottom + 15), size: Self.labelSize, alignment: .middle))
      bottom += Self.lineHeight + 2
    }
    return bottom + 2
  }
}
