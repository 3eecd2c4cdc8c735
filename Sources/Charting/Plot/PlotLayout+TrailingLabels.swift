extension PlotLayout {
  /// Labels beside the panel, as near to their values as they can be without touching.
  mutating func placeTrailing(_ panel: Panel, _ column: Column, _ frame: Frame) {
    let labels = panel.trailing.filter { Domain.isDrawable($0.value) }.map { label in
      (label: label, lines: Self.wrapped(label.text, column.right - 14 + 0.01), wanted: frame.y(label.value))
    }.sorted { $0.wanted < $1.wanted }
    let centers = Self.spread(
      labels.map { (center: $0.wanted, height: Double($0.lines.count) * Self.lineHeight) },
      in: frame.box.y...frame.box.bottom)
    let x = frame.box.right + 14
    for (entry, center) in zip(labels, centers) {
      if abs(center - entry.wanted) > 2 {
        let leader = [Point(frame.box.right + 1, entry.wanted), Point(x - 3, center)]
        drawing.add(Shape(.polylines([leader], isClosed: false), stroke: .muted))
      }
      for (index, line) in entry.lines.enumerated() {
        let offset = (Double(index) - Double(entry.lines.count - 1) / 2) * Self.lineHeight
        drawing.add(TextRun(line, at: Point(x, center + offset + 4.2), size: Self.labelSize, paint: entry.label.paint))
      }
    }
  }

  /// Centres in the given order that keep their distances and move least in the sum of squares: the pool-adjacent-violators
  /// solution of isotonic regression (Barlow et al. 1972) after the heights are taken off, then pushed into the range.
  static func spread(_ labels: [(center: Double, height: Double)], in range: ClosedRange<Double>) -> [Double] {
    var offsets: [Double] = []
    var used = 0.0
    for label in labels {
      offsets.append(used + label.height / 2)
      used += label.height
    }
    var pools: [(sum: Double, count: Int)] = []
    for (label, offset) in zip(labels, offsets) {
      pools.append((label.center - offset, 1))
      while pools.count > 1, mean(pools[pools.count - 2]) > mean(pools[pools.count - 1]) {
        let last = pools.removeLast()
        pools[pools.count - 1].sum += last.sum
        pools[pools.count - 1].count += last.count
      }
    }
    let starts = pools.flatMap { pool in Array(repeating: mean(pool), count: pool.count) }
    let latest = max(range.lowerBound, range.upperBound - used)
    return zip(starts, offsets).map { min(max($0, range.lowerBound), latest) + $1 }
  }

  private static func mean(_ pool: (sum: Double, count: Int)) -> Double { pool.sum / Double(pool.count) }
}
