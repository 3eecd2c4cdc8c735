import StreamIO

/// Points in two quantities, and where asked the front of those that no other beats in both.
public struct ScatterChart: Chart {
  /// Which end of an axis is the better one.
  public enum Better: String, Sendable, CaseIterable { case low, high }

  public var text: ChartText
  public var observations: [Observation]
  public var x: Dimension
  public var y: Dimension
  /// Draws the Pareto front for these ends.
  public var front: (x: Better, y: Better)?
  /// Looks that series have in all pictures.
  public var styles = SeriesStyles()
  public var seriesTitle = "Series"
  public var facetTitle = "Panel"

  public init(_ text: ChartText, observations: [Observation], x: Dimension, y: Dimension) {
    (self.text, self.observations, self.x, self.y) = (text, observations, x, y)
  }

  /// More points than this are drawn as clouds, which do not answer the pointer.
  private static let mostSinglePoints = 2000

  public func plot() -> Plot {
    var plot = text.plot()
    let drawn = observations.filter { $0.isDrawable(x, y) }
    let series = drawn.map(\.series).distinct()
    let facets = drawn.map(\.facet).distinct()
    plot.explain(series: series, styles) { .symbol($0) }
    let xScale = x.scale(covering: drawn.map(\.x))
    let yScale = y.scale(covering: drawn.map(\.y), ends: drawn.flatMap { [$0.low, $0.high] })
    plot.place(facets: facets) { facet in
      var panel = Panel(x: Axis(xScale, title: x.title), y: Axis(yScale, title: y.title), height: facets.count > 1 ? 220 : 360)
      let own = drawn.filter { $0.facet.exact == facet.exact }
      if own.isEmpty { panel.message = "No data" }
      if let front {
        var style = SeriesStyle(0)
        (style.paint, style.dash) = (.muted, [4, 3])
        var line = LineMark(Self.staircase(Self.front(of: own, front), front), style: style)
        line.hover = "Pareto front"
        panel.marks.append(line)
      }
      panel.marks += own.count > Self.mostSinglePoints ? clouds(own, series) : points(own, series)
      return panel
    }
    let missing = observations.count - drawn.count
    if missing > 0 { plot.notes = ["\(missing.counted("point")) not drawn: missing, or without a place on the axes."] }
    if let front {
      plot.notes.append(
        "Dashed: the Pareto front, the points that none beats in both; better is \(front.x.rawValue) across and "
          + "\(front.y.rawValue) up.")
    }
    return plot
  }

  private func clouds(_ own: [Observation], _ series: [String]) -> [any Mark] {
    let bySeries = Dictionary(grouping: own, by: \.series.exact)
    return series.enumerated().map { index, name in
      CloudMark((bySeries[name.exact] ?? []).map { Point($0.x, $0.y) }, style: styles.style(name, at: index))
    }
  }

  private func points(_ own: [Observation], _ series: [String]) -> [any Mark] {
    let places = Dictionary(uniqueKeysWithValues: series.enumerated().map { ($1.exact, $0) })
    // From the last to the first, so that these lie on top.
    return own.reversed().map { observation in
      var mark = IntervalMark(
        observation.y, low: observation.low, high: observation.high, at: observation.x,
        style: styles.style(observation.series, at: places[observation.series.exact] ?? 0))
      (mark.direction, mark.radius) = (.upright, own.count > 200 ? 3.2 : 4.5)
      let names = [observation.facet, observation.series].filter { !$0.isEmpty }.joined(separator: ", ")
      mark.hover =
        (names.isEmpty ? "" : "\(names)\n") + "\(x.title): \(x.text(observation.x))\n\(y.title): \(y.text(observation.y))"
      return mark
    }
  }

  /// The observations that no other is at least as good as in both and better in one, in the order of x.
  static func front(of observations: [Observation], _ better: (x: Better, y: Better)) -> [Observation] {
    let sign = (x: better.x == .low ? 1.0 : -1, y: better.y == .low ? 1.0 : -1)
    let ordered = observations.sorted { (sign.x * $0.x, sign.y * $0.y) < (sign.x * $1.x, sign.y * $1.y) }
    var best = Double.infinity
    let front = ordered.filter { observation in
      let value = sign.y * observation.y
      defer { best = min(best, value) }
      return value < best
    }
    return better.x == .low ? front : front.reversed()
  }

  /// The edge of what the front beats.
  private static func staircase(_ front: [Observation], _ better: (x: Better, y: Better)) -> [Point] {
    zip(front, front.dropFirst()).flatMap { a, b in
      // The corner is worse than both.
      let corner = better.x == .low ? Point(b.x, a.y) : Point(a.x, b.y)
      return [Point(a.x, a.y), corner]
    } + front.suffix(1).map { Point($0.x, $0.y) }
  }

  public func table() -> DataTable {
    ObservationTable(text: text, x: x, y: y, seriesTitle: seriesTitle, facetTitle: facetTitle).table(observations)
  }
}
