import StreamIO

/// Boxes and whiskers: categories in rows, series in colours, facets in panels.
public struct BoxChart: Chart {
  public struct Row: Sendable, Hashable {
    public var category: String
    public var series: String
    public var facet: String
    public var numbers: FiveNumbers

    public init(category: String, series: String = "", facet: String = "", numbers: FiveNumbers) {
      (self.category, self.series, self.facet, self.numbers) = (category, series, facet, numbers)
    }
  }

  public var text: ChartText
  public var rows: [Row]
  public var value: Dimension
  public var categoryTitle = "Category"
  /// Looks that series have in all pictures.
  public var styles = SeriesStyles()
  public var seriesTitle = "Series"
  public var facetTitle = "Panel"

  public init(_ text: ChartText, rows: [Row], value: Dimension) {
    (self.text, self.rows, self.value) = (text, rows, value)
  }

  /// Outliers nearer to each other than a pixel are drawn once.
  private static let outlierSteps = 1000.0

  public func plot() -> Plot {
    var plot = text.plot()
    let drawn = rows.filter { $0.numbers.all.allSatisfy(value.isDrawable) }
    let series = drawn.map(\.series).distinct()
    let categories = drawn.map(\.category).distinct()
    plot.explain(series: series, styles) { .swatch($0.paint) }
    let scale = value.scale(covering: drawn.flatMap(\.numbers.all))
    plot.place(facets: drawn.map(\.facet).distinct()) { facet in
      var panel = Panel(
        x: Axis(scale, title: value.title), y: Axis(BandScale(categories)),
        height: max(60, Double(categories.count) * max(28, Double(series.count) * 16)))
      panel.lanes = series.count
      if drawn.isEmpty { panel.message = "No data" }
      for row in drawn where row.facet.exact == facet.exact {
        let (place, index) = (categories.firstIndex(exactly: row.category) ?? 0, series.firstIndex(exactly: row.series) ?? 0)
        var mark = BoxMark(row.numbers, style: styles.style(row.series, at: index))
        mark.at = Double(place) + (Double(index) - Double(series.count - 1) / 2) * 0.8 / Double(series.count)
        mark.thickness = 0.8 / Double(series.count) * 0.8
        mark.hover = hover(row)
        var cells: Set<Int> = []
        mark.numbers.outliers.removeAll { !cells.insert(Int(scale.position($0) * Self.outlierSteps)).inserted }
        panel.marks.append(mark)
      }
      return panel
    }
    let missing = rows.count - drawn.count
    if missing > 0 { plot.notes = ["\(missing.counted("box", plural: "boxes")) not drawn: without a place on the axis."] }
    return plot
  }

  private func hover(_ row: Row) -> String {
    let numbers = row.numbers
    let text = { (number: Double) in value.text(number) }
    return [row.facet, row.category, row.series].filter { !$0.isEmpty }.joined(separator: ", ")
      + "\nmedian \(text(numbers.median)), quartiles \(text(numbers.lowerQuartile)) and \(text(numbers.upperQuartile))"
      + "\nwhiskers \(text(numbers.low)) and \(text(numbers.high)) (n = \(numbers.count))"
  }

  public func table() -> DataTable {
    let (hasFacets, hasSeries) = (rows.contains { !$0.facet.isEmpty }, rows.contains { !$0.series.isEmpty })
    var table = DataTable(caption: text.title)
    table.columns =
      (hasFacets ? [.init(facetTitle)] : []) + [.init(categoryTitle)] + (hasSeries ? [.init(seriesTitle)] : [])
      + ["Lower whisker", "Lower quartile", "Median", "Upper quartile", "Upper whisker", "Beyond", "n"].map {
        .init($0, isNumeric: true)
      }
    table.rows = rows.map { row in
      let numbers = row.numbers
      return (hasFacets ? [row.facet] : []) + [row.category] + (hasSeries ? [row.series] : [])
        + [numbers.low, numbers.lowerQuartile, numbers.median, numbers.upperQuartile, numbers.high].map(value.text)
        + ["\(numbers.outliers.count)", "\(numbers.count)"]
    }
    let names = (hasFacets ? 1 : 0) + (hasSeries ? 1 : 0) + 1
    table.numbers = rows.map { row in Array(repeating: nil, count: names) + row.numbers.all.prefix(5).map { $0 } }
    return table
  }
}
