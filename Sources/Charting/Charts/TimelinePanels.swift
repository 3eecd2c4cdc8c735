import StreamIO

/// Turns the strips of a timeline into panels.
struct TimelinePanels {
  let time: TimeScale
  let seriesNames: [String]
  let styles: SeriesStyles
  let fractionUnit: Double

  /// Pointing at the chart answers in at most this many steps: enough for every hour of a week.
  private static let hoverSteps = 168

  private static let laneHeight = 20.0

  func panel(_ strip: TimelineChart.Strip) -> Panel {
    var panel =
      switch strip.content {
      case .area(let series): area(series, strip)
      case .lines(let series): lines(series, strip.format)
      case .categories(let series, let names, let isOrdered): categories(series, names, isOrdered)
      case .fractions(let series): fractions(series)
      }
    if panel.marks.isEmpty {
      panel.message = "No data"
    } else {
      panel.marks.append(hover(strip))
    }
    return panel
  }

  private func style(_ name: String) -> SeriesStyle { styles.style(name, at: seriesNames.firstIndex(exactly: name) ?? 0) }

  /// The part of a series inside the time range.
  private func visible<Value>(_ series: TimeSeries<Value>) -> TimeSeries<Value> {
    let begin = Double(time.start.seconds)
    let step = Double(series.intervalSeconds)
    let bound = { (place: Double) in Int(min(max(place, 0), Double(series.values.count))) }
    let from = bound(((begin - Double(series.start.seconds)) / step).rounded(.up))
    let to = bound(((Double(time.end.seconds) - Double(series.start.seconds)) / step).rounded(.down))
    guard from < to else {
      return TimeSeries(name: series.name, start: time.start, intervalSeconds: series.intervalSeconds, values: [])
    }
    return TimeSeries(
      name: series.name, start: .init(seconds: Int64(series.time(from))), intervalSeconds: series.intervalSeconds,
      values: Array(series.values[from..<to]))
  }

  private func area(_ series: TimeSeries<Double>, _ strip: TimelineChart.Strip) -> Panel {
    let series = visible(series)
    let top = strip.top ?? (strip.format == .percent ? 1 : 0)
    let scale = LinearScale(covering: series.values + [0, top], format: strip.format)
    // One of many by name is lower than one that all have in common.
    var panel = Panel(x: Axis(time), y: Axis(scale), height: series.name.isEmpty ? 92 : 52)
    let paint = series.name.isEmpty ? Paint.muted : style(series.name).paint
    guard series.values.contains(where: Domain.isDrawable) else { return panel }
    var area = AreaMark(series.points, paint: paint)
    area.isStepped = true
    var look = SeriesStyle(0)
    look.paint = paint
    var edge = LineMark(series.points, style: look)
    (edge.isStepped, edge.strokeWidth) = (true, 1.2)
    panel.marks = [area, edge]
    return panel
  }

  private func lines(_ series: [TimeSeries<Double>], _ format: NumberFormat) -> Panel {
    let series = series.map(visible)
    let scale = LinearScale(covering: series.flatMap(\.values) + [0], format: format)
    var panel = Panel(x: Axis(time), y: Axis(scale), height: 130)
    // Many names at the line ends would be pushed far from them.
    let hasLegend = series.count > 2
    if hasLegend { panel.legend = series.map { LegendEntry($0.name, .line(style($0.name))) } }
    for series in series {
      guard let last = series.values.last(where: Domain.isDrawable) else { continue }
      var line = LineMark(series.points, style: style(series.name))
      line.isStepped = false
      line.strokeWidth = 1.6
      panel.marks.append(line)
      if !series.name.isEmpty, !hasLegend {
        panel.trailing.append(TrailingLabel(last, series.name, paint: style(series.name).paint))
      }
    }
    return panel
  }

  private func categories(_ series: [TimeSeries<Int?>], _ names: [String], _ isOrdered: Bool) -> Panel {
    let series = series.map(visible)
    let paints = names.indices.map { index in
      isOrdered ? Paint.ramp(names.count > 1 ? Double(index) / Double(names.count - 1) : 1) : .series(index)
    }
    var panel = lanes(series.map(\.name))
    panel.legend = zip(names, paints).map { LegendEntry($0, .swatch($1)) }
    panel.marks = series.enumerated().filter { $1.values.contains { $0 != nil } }.map { lane, series in
      CategoryRibbonMark(
        series.values, start: series.time(0), step: Double(series.intervalSeconds), lane: Double(lane), paints: paints,
        names: names)
    }
    return panel
  }

  private func fractions(_ series: [TimeSeries<Double>]) -> Panel {
    let series = series.map(visible)
    var panel = lanes(series.map(\.name))
    panel.marks = series.enumerated().filter { $1.values.contains(where: Domain.isDrawable) }.map { lane, series in
      ThicknessRibbonMark(
        series.values.map { $0 / fractionUnit }, start: series.time(0), step: Double(series.intervalSeconds), lane: Double(lane),
        paint: style(series.name).paint)
    }
    return panel
  }

  private func lanes(_ names: [String]) -> Panel {
    var panel = Panel(x: Axis(time), y: Axis(BandScale(names)), height: max(30, Double(names.count) * Self.laneHeight))
    panel.x.showsGrid = false
    return panel
  }

  private func hover(_ strip: TimelineChart.Strip) -> HoverMark {
    let (start, end) = (Double(time.start.seconds), Double(time.end.seconds))
    let readers = strip.readers
    let finest = Double(readers.map(\.intervalSeconds).min() ?? 3600)
    let steps = min(Self.hoverSteps, max(1, Int(((end - start) / finest).rounded(.up))))
    let step = (end - start) / Double(steps)
    return HoverMark(
      (0..<steps).map { index in
        let moment = start + (Double(index) + 0.5) * step
        let values = readers.map { "\($0.name): \($0.read(moment))" }
        return (moment - step / 2, moment + step / 2, ([time.text(moment - step / 2)] + values).joined(separator: "\n"))
      })
  }
}
