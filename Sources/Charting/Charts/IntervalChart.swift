import StreamIO

/// One estimate with its interval.
public struct IntervalEstimate: Sendable, Hashable {
  /// What the row is named after: a controller.
  public var category: String
  /// What is told apart by colour within a row: a season. Empty for one series.
  public var series: String
  /// What has a panel of its own: a zone. Empty for one panel.
  public var facet: String
  public var value: Double
  /// NaN where there is no interval.
  public var low: Double
  public var high: Double
  /// Observations behind the estimate, where known.
  public var count: Int?

  public init(
    category: String, series: String = "", facet: String = "", value: Double, low: Double = .nan, high: Double = .nan,
    count: Int? = nil
  ) {
    (self.category, self.series, self.facet, self.count) = (category, series, facet, count)
    (self.value, self.low, self.high) = (value, low, high)
  }
}

/// Dots or bars with intervals: categories in rows or columns, series in colours, facets in panels that share their axes.
/// Categories, series and facets stand in the order in which they first appear.
public struct IntervalChart: Chart {
  public enum Form: Sendable {
    case dots
    /// From zero, in rows: for names.
    case bars
    /// From zero, upright side by side: for categories with an order, such as months.
    case columns
  }

  public var text: ChartText
  public var estimates: [IntervalEstimate]
  /// What is measured, and its unit.
  public var valueTitle: String
  public var form = Form.dots
  public var format = NumberFormat.plain
  public var references: [Reference] = []
  public var isLogarithmic = false
  /// The axis ends here; estimates beyond become arrows at its end. For linear axes.
  public var limit: Double?
  /// Writes the numbers beside the rows, under this heading ("Mean [95% interval]"); empty leaves them out, as facets do.
  public var numbersTitle = ""
  /// Categories that carry the message; the others become grey. Only for one series; empty for all alike.
  public var emphasized: Set<String> = []
  /// Looks that series have in all pictures.
  public var styles = SeriesStyles()
  /// Names the categories and series in the data table.
  public var categoryTitle = "Category"
  public var seriesTitle = "Series"
  public var facetTitle = "Panel"

  public init(_ text: ChartText, valueTitle: String, estimates: [IntervalEstimate]) {
    (self.text, self.valueTitle, self.estimates) = (text, valueTitle, estimates)
  }

  private func isDrawn(_ estimate: IntervalEstimate) -> Bool {
    Domain.isDrawable(estimate.value) && (!isLogarithmic || estimate.value >= LogScale.least)
  }

  public func plot() -> Plot {
    var plot = text.plot()
    let drawn = estimates.filter(isDrawn)
    let series = drawn.map(\.series).distinct()
    plot.explain(series: series, styles) { form == .dots ? .point($0) : .area($0) }
    plot.notes = notes(drawn)
    let scale = valueScale(drawn)
    let categories = BandScale(drawn.map(\.category).distinct())
    plot.place(facets: drawn.map(\.facet).distinct()) { facet in
      panel(facet, drawn.filter { $0.facet.exact == facet.exact }, categories: categories, series: series, scale: scale)
    }
    return plot
  }

  private func valueScale(_ drawn: [IntervalEstimate]) -> any Scale {
    let values = drawn.flatMap { [$0.value, $0.low, $0.high] } + references.map(\.value) + (form == .dots ? [] : [0])
    if isLogarithmic { return LogScale(covering: values, format: format) }
    return LinearScale(covering: limit.map { limit in values.map { min($0, limit) } } ?? values, format: format)
  }

  private func isBeyond(_ estimate: IntervalEstimate) -> Bool {
    limit.map { !isLogarithmic && estimate.value > $0 } ?? false
  }

  private func panel(
    _ facet: String, _ drawn: [IntervalEstimate], categories: BandScale, series: [String], scale: any Scale
  ) -> Panel {
    let showsNumbers = !numbersTitle.isEmpty && facet.isEmpty && !drawn.isEmpty && form != .columns
    let rowHeight = max(26, Double(series.count) * (showsNumbers ? 19 : 13))
    var panel =
      form == .columns
      ? Panel(x: Axis(categories, title: categoryTitle), y: Axis(scale, title: valueTitle), height: 240)
      : Panel(
        x: Axis(scale, title: valueTitle), y: Axis(categories), height: max(60, Double(categories.categoryCount) * rowHeight))
    if form == .columns {
      panel.x.showsGrid = false
      panel.marks = references.map { RuleMark(.level($0.value)) }
    } else {
      panel.lanes = series.count
      panel.references = isLogarithmic ? references.filter { $0.value > 0 } : references
    }
    if drawn.isEmpty {
      panel.message = "No data"
      panel.x.showsGrid = false
    }
    panel.trailingTitle = showsNumbers ? numbersTitle : ""
    let decimals = format.decimals(forListOf: drawn.map(\.value))
    let rows = Dictionary(uniqueKeysWithValues: categories.categories.enumerated().map { ($1.exact, $0) })
    let places = Dictionary(uniqueKeysWithValues: series.enumerated().map { ($1.exact, $0) })
    for estimate in drawn {
      guard let row = rows[estimate.category.exact], let index = places[estimate.series.exact] else { continue }
      let at = Double(row) + (Double(index) - Double(series.count - 1) / 2) * 0.8 / Double(series.count)
      var style = styles.style(estimate.series, at: index)
      if series.count == 1, let own = styles.look(of: estimate.category) { style = own }
      if series.count == 1, !emphasized.isEmpty, !emphasized.contains(exactly: estimate.category) { style.paint = .muted }
      let numbers = format.text(estimate.value, low: estimate.low, high: estimate.high, decimals: decimals)
      let names = [estimate.facet, estimate.category, estimate.series].filter { !$0.isEmpty }.joined(separator: ", ")
      let hover = "\(names): \(numbers)" + (estimate.count.map { " (n = \($0))" } ?? "")
      panel.marks += marks(estimate, at: at, style, seriesCount: series.count, hover)
      if showsNumbers { panel.trailing.append(TrailingLabel(at, numbers)) }
    }
    return panel
  }

  private func marks(
    _ estimate: IntervalEstimate, at: Double, _ style: SeriesStyle, seriesCount: Int, _ hover: String
  ) -> [any Mark] {
    if form != .columns, isBeyond(estimate) { return [BeyondMark(at: at, style: style, hover: hover)] }
    let low = isLogarithmic ? max(estimate.low, LogScale.least) : estimate.low
    var mark = IntervalMark(estimate.value, low: low, high: estimate.high, at: at, style: style)
    mark.radius = seriesCount > 3 ? 3.8 : 4.5
    mark.hover = hover
    guard form != .dots else { return [mark] }
    var bar = BarMark(estimate.value, at: at, style: style)
    bar.direction = form == .bars ? .level : .upright
    (bar.thickness, bar.hover) = (0.8 / Double(seriesCount) * (seriesCount > 1 ? 0.9 : 0.8), hover)
    (mark.direction, mark.radius, mark.style.paint) = (bar.direction, 0, .ink)
    return [bar, mark]
  }

  private func notes(_ drawn: [IntervalEstimate]) -> [String] {
    var notes: [String] = []
    let missing = estimates.count - drawn.count
    if missing > 0 {
      notes.append(
        "\(missing.counted("value")) not drawn: missing\(isLogarithmic ? ", not positive" : "") or too large.")
    }
    let beyond = drawn.count(where: isBeyond)
    if beyond > 0 { notes.append("\(beyond.counted("estimate")) beyond the axis: arrows at its end.") }
    let bare = drawn.count { !($0.low.isFinite && $0.high.isFinite) }
    if bare > 0, bare < drawn.count { notes.append("\(bare.counted("estimate")) without an interval.") }
    if isLogarithmic {
      let cut = drawn.count { $0.low <= 0 }
      if cut > 0 { notes.append("\(cut.counted("interval")) reaching zero or below, cut at the axis.") }
    }
    return notes
  }

  public func table() -> DataTable {
    let hasFacets = estimates.contains { !$0.facet.isEmpty }
    let hasSeries = estimates.contains { !$0.series.isEmpty }
    let hasCounts = estimates.contains { $0.count != nil }
    var table = DataTable(caption: text.title)
    if hasFacets { table.columns.append(.init(facetTitle)) }
    table.columns.append(.init(categoryTitle))
    if hasSeries { table.columns.append(.init(seriesTitle)) }
    table.columns += [.init(valueTitle, isNumeric: true), .init("Low", isNumeric: true), .init("High", isNumeric: true)]
    if hasCounts { table.columns.append(.init("n", isNumeric: true)) }
    table.rows = estimates.map { estimate in
      var row: [String] = hasFacets ? [estimate.facet] : []
      row.append(estimate.category)
      if hasSeries { row.append(estimate.series) }
      row += [estimate.value, estimate.low, estimate.high].map { format.text($0, significantDigits: 4) }
      if hasCounts { row.append(estimate.count.map(String.init) ?? "–") }
      return row
    }
    table.numbers = estimates.map { estimate in
      let names = (hasFacets ? 1 : 0) + (hasSeries ? 1 : 0) + 1
      return Array(repeating: nil, count: names) + [estimate.value, estimate.low, estimate.high]
    }
    return table
  }
}
