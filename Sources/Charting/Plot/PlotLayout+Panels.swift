extension PlotLayout {
  /// One row: heads aligned at their feet, plotting areas of equal height, then axes and marks.
  mutating func place(_ row: [Panel]) {
    let heads = zip(row, columns).map { head($0, $1) }
    let headHeight = heads.map(\.height).max() ?? 0
    let height = zip(row, columns).map { requiredHeight($0, $1) }.max() ?? 0
    let top = y + headHeight
    var bottom = top + height
    for ((panel, column), head) in zip(zip(row, columns), heads) {
      y = top - head.height
      place(head, panel, column)
      let frame = Frame(
        box: Box(x: column.plotX, y: top, width: column.plotWidth, height: height), xScale: panel.x.scale,
        yScale: panel.y.scale)
      place(panel, column, frame)
      bottom = max(bottom, placeXAxis(panel.x, column, frame))
    }
    y = bottom
  }

  private mutating func place(_ panel: Panel, _ column: Column, _ frame: Frame) {
    placeYAxis(panel.y, column, frame)
    if panel.x.showsGrid {
      for tick in placedXTicks(panel.x, column, frame).ticks {
        let x = frame.x(tick.value)
        drawing.add(.line(Point(x, frame.box.y), Point(x, frame.box.bottom), stroke: .grid))
      }
    }
    for reference in panel.references where Domain.isDrawable(reference.value) {
      RuleMark(.upright(reference.value)).draw(in: frame, on: &drawing)
    }
    for mark in panel.marks { mark.draw(in: frame, on: &drawing) }
    if !panel.message.isEmpty {
      let lines = Self.wrapped(panel.message, column.plotWidth - 8)
      for (index, line) in lines.enumerated() {
        let offset = (Double(index) - Double(lines.count - 1) / 2) * Self.lineHeight
        let middle = Point(frame.box.middle.x, frame.box.middle.y + offset + 4)
        drawing.add(TextRun(line, at: middle, size: Self.labelSize, alignment: .middle, paint: .muted))
      }
    }
    placeTrailing(panel, column, frame)
  }

  /// What stands above a panel, measured before it is placed.
  struct Head {
    var title: [String] = []
    var axisTitle: [String] = []
    var axisTitleFollows = false
    var references: [(lane: Int, run: TextRun)] = []
    var lanes = 0
    var height = 0.0
  }

  private func head(_ panel: Panel, _ column: Column) -> Head {
    var head = Head()
    let width = column.plotWidth + column.right
    head.title = TextMetrics.wrap(panel.title, width: width, size: Self.labelSize, isBold: true)
    head.axisTitle = Self.wrapped(panel.y.title, width)
    if head.title.count == 1, head.axisTitle.count == 1 {
      let titleWidth = TextMetrics.width(head.title[0], size: Self.labelSize, isBold: true) + 8
      head.axisTitleFollows = titleWidth + Self.widest(head.axisTitle) <= width
    }
    let textLines = head.title.count + (head.axisTitleFollows ? 0 : head.axisTitle.count)
    (head.references, head.lanes) = referenceLabels(panel, column)
    // The trailing title stands level with the lowest lane.
    let trailingLines = Self.wrapped(panel.trailingTitle, max(column.right - 14, 10)).count
    var probe = self
    (probe.y, probe.drawing.elements) = (0, [])
    if !panel.legend.isEmpty { probe.legend(panel.legend, x: column.plotX, width: width) }
    let lanes = max(head.lanes, trailingLines)
    head.height = Double(textLines + lanes) * Self.lineHeight + probe.y + (textLines + lanes > 0 || probe.y > 0 ? 5 : 0)
    return head
  }

  private mutating func place(_ head: Head, _ panel: Panel, _ column: Column) {
    let foot = y + head.height - 5
    for line in head.title {
      drawing.add(TextRun(line, at: Point(column.plotX, y + 11), size: Self.labelSize, isBold: true))
      y += Self.lineHeight
    }
    let titleWidth = head.title.first.map { TextMetrics.width($0, size: Self.labelSize, isBold: true) + 8 } ?? 0
    if head.axisTitleFollows { y -= Self.lineHeight }
    for line in head.axisTitle {
      let x = column.plotX + (head.axisTitleFollows ? titleWidth : 0)
      drawing.add(TextRun(line, at: Point(x, y + 11), size: Self.labelSize, paint: .muted))
      y += Self.lineHeight
    }
    if !panel.legend.isEmpty { legend(panel.legend, x: column.plotX, width: column.plotWidth + column.right) }
    for (lane, run) in head.references {
      var run = run
      run.anchor.y = foot - Double(lane) * Self.lineHeight - 3
      drawing.add(run)
    }
    let trailing = Self.wrapped(panel.trailingTitle, max(column.right - 14, 10))
    for (index, line) in trailing.enumerated() {
      let baseline = foot - Double(trailing.count - 1 - index) * Self.lineHeight - 3
      drawing.add(
        TextRun(line, at: Point(column.plotX + column.plotWidth + 14, baseline), size: Self.labelSize, paint: .muted))
    }
  }

  /// Labels of reference lines above the panel, in the lowest lane where they touch no other.
  private func referenceLabels(_ panel: Panel, _ column: Column) -> (labels: [(lane: Int, run: TextRun)], lanes: Int) {
    var labels: [(lane: Int, run: TextRun)] = []
    // The margin right of the panel belongs to the trailing title.
    let end = panel.trailingTitle.isEmpty ? column.cell.upperBound : column.plotX + column.plotWidth + 8
    for reference in panel.references where Domain.isDrawable(reference.value) {
      let x = column.plotX + panel.x.scale.position(reference.value) * column.plotWidth
      for line in Self.wrapped(reference.label, end - column.cell.lowerBound).reversed() {
        let half = TextMetrics.width(line, size: Self.labelSize) / 2
        let middle = min(max(x, column.cell.lowerBound + half), end - half)
        let run = TextRun(line, at: Point(middle, 0), size: Self.labelSize, alignment: .middle, paint: .muted)
        var lane = 0
        while labels.contains(where: { $0.lane == lane && abs($0.run.anchor.x - middle) < ($0.run.box.width / 2 + half + 6) }) {
          lane += 1
        }
        labels.append((lane, run))
      }
    }
    return (labels, (labels.map(\.lane).max() ?? -1) + 1)
  }
}
