import StreamIO

/// Lines over a number or time: one for each series, named at its end or in a legend, with a band or whiskers where
/// intervals are known.
public struct LineChart: Chart {
  public enum Intervals: Sendable { case band, whisker }

  public var text: ChartText
  public var observations: [Observation]
  public var x: Dimension
  public var y: Dimension
  /// Fills down to zero, several series standing on each other.
  public var isStacked = false
  /// Each value holds until the next.
  public var isStepped = false
  public var intervals = Intervals.band
  /// Symbols at the observations.
  public var showsPoints = false
  /// Names the series at the ends of their lines, where these are few and in one panel.
  public var namesEnds = true
  /// A line where y equals x, named: "perfect calibration".
  public var diagonal = ""
  /// Looks that series have in all pictures.
  public var styles = SeriesStyles()
  public var seriesTitle = "Series"
  public var facetTitle = "Panel"

  public init(_ text: ChartText, observations: [Observation], x: Dimension, y: Dimension) {
    (self.text, self.observations, self.x, self.y) = (text, observations, x, y)
  }

  /// As many names at line ends stay near them; the categorical colours do not repeat either.
  private static let mostDirectLabels = 8

  public func plot() -> Plot {
    var plot = text.plot()
    let drawn = observations.filter { $0.isDrawable(x, y) }
    let series = drawn.map(\.series).distinct()
    let facets = drawn.map(\.facet).distinct()
    let lines = Dictionary(grouping: drawn, by: \.facet.exact).mapValues { stacked($0, series) }
    let hasDirectLabels = namesEnds && facets.count == 1 && series.count <= Self.mostDirectLabels
    if !hasDirectLabels { plot.explain(series: series, styles) { isStacked ? .swatch($0.paint) : .line($0) } }
    let all = lines.values.joined().joined()
    let (xScale, yScale) = scales(all.map(\.observation), stackTops: all.map(\.top))
    plot.place(facets: facets) { facet in
      var panel = Panel(x: Axis(xScale, title: x.title), y: Axis(yScale, title: y.title), height: facets.count > 1 ? 190 : 300)
      let lines = lines[facet.exact] ?? []
      if lines.isEmpty { panel.message = "No data" }
      if !diagonal.isEmpty { panel.marks += diagonalMarks(drawn) }
      // Areas from the last to the first, so that each lies over those it stands on.
      for (index, line) in lines.enumerated().reversed() { panel.marks += marks(line, styles.style(series[index], at: index)) }
      if hasDirectLabels, series.count > 1 {
        panel.trailing = lines.enumerated().compactMap { index, line in
          let name = series[index].isEmpty ? "(none)" : series[index]
          return line.last.map { TrailingLabel($0.labelled, name, paint: styles.style(series[index], at: index).paint) }
        }
      }
      if !lines.isEmpty { panel.marks.append(hover(lines, series)) }
      return panel
    }
    let missing = observations.count - drawn.count
    if missing > 0 { plot.notes = ["\(missing.counted("value")) not drawn: missing, or without a place on the axes."] }
    if !diagonal.isEmpty, !drawn.isEmpty { plot.notes.append("The dashed line is \(diagonal).") }
    return plot
  }

  /// An observation on what it stands on.
  private struct Layer {
    var observation: Observation
    var base = 0.0
    var top: Double { base + observation.y }
    var isStacked: Bool
    /// Where its name belongs.
    var labelled: Double { isStacked ? base + observation.y / 2 : observation.y }
  }

  /// The observations of each series in the order of x; of stacked ones, on the sum of those before.
  private func stacked(_ drawn: [Observation], _ series: [String]) -> [[Layer]] {
    var bases: [Double: Double] = [:]
    let bySeries = Dictionary(grouping: drawn, by: \.series.exact)
    return series.map { name in
      let line = (bySeries[name.exact] ?? []).enumerated().sorted { ($0.element.x, $0.offset) < ($1.element.x, $1.offset) }
      return line.map { _, observation in
        guard isStacked else { return Layer(observation: observation, isStacked: false) }
        let base = bases[observation.x, default: 0]
        bases[observation.x] = base + observation.y
        return Layer(observation: observation, base: base, isStacked: true)
      }
    }
  }

  private func scales(_ drawn: [Observation], stackTops: [Double]) -> (x: any Scale, y: any Scale) {
    let values = isStacked ? stackTops + [0] : drawn.map(\.y)
    let ends = isStacked ? [] : drawn.flatMap { [$0.low, $0.high] }
    let places = drawn.map(\.x)
    // Both axes alike, so that the diagonal is one.
    if !diagonal.isEmpty {
      let scale = y.scale(covering: values + ends + places)
      return (x.scale(covering: values + ends + places), scale)
    }
    return (x.scale(covering: places, isTight: true), y.scale(covering: values, ends: ends))
  }

  private func marks(_ line: [Layer], _ style: SeriesStyle) -> [any Mark] {
    let points = line.map { Point($0.observation.x, $0.top) }
    var marks: [any Mark] = []
    if isStacked {
      var area = AreaMark(points, paint: style.paint)
      (area.lower, area.isStepped, area.opacity) = (line.map(\.base), isStepped, 0.55)
      marks.append(area)
    } else if intervals == .band, line.contains(where: { $0.observation.low.isFinite && $0.observation.high.isFinite }) {
      var band = AreaMark(line.map { Point($0.observation.x, $0.observation.high) }, paint: style.paint)
      (band.lower, band.isStepped, band.opacity) = (line.map(\.observation.low), isStepped, 0.18)
      marks.append(band)
    }
    var edge = LineMark(points, style: style)
    edge.isStepped = isStepped
    // As many points are a texture, in which a thick line hides the shape.
    if line.count > 1000 { edge.strokeWidth = 1 }
    marks.append(edge)
    guard showsPoints else { return marks }
    return marks
      + line.map { layer in
        let observation = layer.observation
        let isBare = intervals == .band
        var mark = IntervalMark(
          observation.y, low: isBare ? .nan : observation.low, high: isBare ? .nan : observation.high, at: observation.x,
          style: style)
        (mark.direction, mark.radius) = (.upright, 3.8)
        return mark
      }
  }

  private func diagonalMarks(_ drawn: [Observation]) -> [any Mark] {
    let domain = Domain(covering: drawn.flatMap { [$0.x, $0.y] })
    var style = SeriesStyle(0)
    (style.paint, style.dash) = (.muted, [4, 3])
    return [LineMark([Point(domain.low, domain.low), Point(domain.high, domain.high)], style: style)]
  }

  /// Pointing anywhere answers with the values at the nearest x.
  private func hover(_ lines: [[Layer]], _ series: [String]) -> HoverMark {
    var texts: [Double: [String]] = [:]
    for (index, line) in lines.enumerated() {
      for layer in line {
        let name = series[index].isEmpty ? y.title : series[index]
        let value = layer.observation
        let numbers = y.format.text(
          value.y, low: value.low, high: value.high, decimals: y.format.decimals(forListOf: [value.y]))
        texts[value.x, default: []].append("\(name): \(numbers)" + (value.count.map { " (n = \($0))" } ?? ""))
      }
    }
    let places = texts.keys.sorted()
    // As many answers as a pointer can find.
    let stride = max(1, places.count / 200)
    let chosen = places.indices.filter { $0 % stride == 0 }.map { places[$0] }
    return HoverMark(
      chosen.enumerated().map { index, place in
        let before = index > 0 ? (chosen[index - 1] + place) / 2 : place
        let after = index + 1 < chosen.count ? (place + chosen[index + 1]) / 2 : place
        return (before, after, (["\(x.title): \(x.text(place))"] + (texts[place] ?? [])).joined(separator: "\n"))
      })
  }

  public func table() -> DataTable {
    ObservationTable(text: text, x: x, y: y, seriesTitle: seriesTitle, facetTitle: facetTitle).table(observations)
  }
}
