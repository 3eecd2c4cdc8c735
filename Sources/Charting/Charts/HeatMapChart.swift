/// A grid of categories coloured by an amount: months by hours of the day.
public struct HeatMapChart: Chart {
  /// A grid, where there are several one beside the other.
  public struct Grid: Sendable {
    public var title = ""
    /// `values[row][column]`; NaN is left blank.
    public var values: [[Double]]
    /// Written into the cells, `texts[row][column]`; none by default.
    public var texts: [[String]] = []

    public init(title: String = "", values: [[Double]], texts: [[String]] = []) {
      (self.title, self.values, self.texts) = (title, values, texts)
    }
  }

  public var text: ChartText
  public var columns: [String]
  public var rows: [String]
  public var grids: [Grid]
  public var columnTitle = ""
  public var rowTitle = ""
  /// What the grids are told apart by.
  public var gridTitle = "Panel"
  /// What the colours stand for.
  public var valueTitle = ""
  public var format = NumberFormat.plain
  /// What the palest and the strongest colour stand for; the range of the values without it.
  public var range: ClosedRange<Double>?

  public init(_ text: ChartText, columns: [String], rows: [String], grids: [Grid]) {
    (self.text, self.columns, self.rows, self.grids) = (text, columns, rows, grids)
  }

  /// The cells that have a value.
  private func cells(of grid: Grid) -> [(row: Int, column: Int, value: Double)] {
    zip(rows.indices, grid.values).flatMap { row, values in
      zip(columns.indices, values).map { (row, $0, $1) }
    }.filter { Domain.isDrawable($0.value) }
  }

  public func plot() -> Plot {
    var plot = text.plot()
    let drawn = grids.map(cells)
    let domain = Domain(covering: range.map { [$0.lowerBound, $0.upperBound] } ?? drawn.joined().map(\.value))
    plot.place(facets: grids.map(\.title)) { title in
      panel(grids.first { $0.title == title } ?? Grid(values: []), domain)
    }
    if drawn.contains(where: { !$0.isEmpty }) {
      let fractions = [0, 0.25, 0.5, 0.75, 1]
      let shown = fractions.map { domain.low + $0 * (domain.high - domain.low) }
      let decimals = max(0, format.decimals(forListOf: shown) - 1)
      plot.legend = zip(fractions, shown).map { LegendEntry(format.text($1, decimals: decimals), .swatch(.ramp($0))) }
      if !valueTitle.isEmpty { plot.legend[0].label = "\(valueTitle): \(plot.legend[0].label)" }
      let blank = grids.count * rows.count * columns.count - drawn.joined().count
      if blank > 0 { plot.notes = ["\(blank.counted("cell")) without data left blank."] }
    }
    return plot
  }

  private func panel(_ grid: Grid, _ domain: Domain) -> Panel {
    var panel = Panel(
      x: Axis(BandScale(columns), title: columnTitle), y: Axis(BandScale(rows), title: rowTitle),
      height: max(60, Double(rows.count) * 20))
    (panel.x.showsGrid, panel.y.showsGrid) = (false, false)
    for cell in cells(of: grid) {
      var mark = CellMark(column: Double(cell.column), row: Double(cell.row), fraction: domain.position(cell.value))
      let place = [grid.title, rows[cell.row], columns[cell.column]].filter { !$0.isEmpty }.joined(separator: ", ")
      mark.hover = "\(place): \(format.text(cell.value))"
      panel.marks.append(mark)
      guard grid.texts.indices.contains(cell.row), grid.texts[cell.row].indices.contains(cell.column) else { continue }
      var text = TextMark(grid.texts[cell.row][cell.column], at: Point(Double(cell.column), Double(cell.row)))
      // The strong half of the ramp is as far from the ground as the ink is.
      text.paint = domain.position(cell.value) > 0.6 ? .surface : .ink
      panel.marks.append(text)
    }
    if panel.marks.isEmpty { panel.message = "No data" }
    return panel
  }

  public func table() -> DataTable {
    let hasTitles = grids.contains { !$0.title.isEmpty }
    var table = DataTable(caption: text.title)
    table.columns = (hasTitles ? [.init(gridTitle)] : []) + [.init(rowTitle)] + columns.map { .init($0, isNumeric: true) }
    for grid in grids {
      for (name, values) in zip(rows, grid.values) {
        let heads = (hasTitles ? [grid.title] : []) + [name]
        let numbers = columns.indices.map { values.indices.contains($0) ? values[$0] : .nan }
        table.rows.append(heads + numbers.map { format.text($0) })
        table.numbers.append(heads.map { _ in nil } + numbers)
      }
    }
    return table
  }
}
