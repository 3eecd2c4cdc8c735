/// A grid of categories coloured by an amount: months by hours of the day.
public struct HeatMapChart: Chart {
  public var text: ChartText
  public var columns: [String]
  public var rows: [String]
  /// `values[row][column]`; NaN is left blank.
  public var values: [[Double]]
  public var columnTitle = ""
  public var rowTitle = ""
  /// What the colours stand for.
  public var valueTitle = ""
  public var format = NumberFormat.plain
  /// Written into the cells, `texts[row][column]`; none by default.
  public var texts: [[String]] = []
  /// What the palest and the strongest colour stand for; the range of the values without it.
  public var range: ClosedRange<Double>?

  public init(_ text: ChartText, columns: [String], rows: [String], values: [[Double]]) {
    (self.text, self.columns, self.rows, self.values) = (text, columns, rows, values)
  }

  private var cells: [(row: Int, column: Int, value: Double)] {
    zip(rows.indices, values).flatMap { row, values in
      zip(columns.indices, values).map { (row, $0, $1) }
    }
  }

  public func plot() -> Plot {
    var plot = text.plot()
    let drawn = cells.filter { Domain.isDrawable($0.value) }
    let domain = Domain(covering: range.map { [$0.lowerBound, $0.upperBound] } ?? drawn.map(\.value))
    var panel = Panel(
      x: Axis(BandScale(columns), title: columnTitle), y: Axis(BandScale(rows), title: rowTitle),
      height: max(60, Double(rows.count) * 20))
    (panel.x.showsGrid, panel.y.showsGrid) = (false, false)
    panel.marks = drawn.map { cell in
      var mark = CellMark(column: Double(cell.column), row: Double(cell.row), fraction: domain.position(cell.value))
      mark.hover = "\(rows[cell.row]), \(columns[cell.column]): \(format.text(cell.value))"
      return mark
    }
    for cell in drawn where texts.indices.contains(cell.row) && texts[cell.row].indices.contains(cell.column) {
      var mark = TextMark(texts[cell.row][cell.column], at: Point(Double(cell.column), Double(cell.row)))
      // The strong half of the ramp is as far from the ground as the ink is.
      mark.paint = domain.position(cell.value) > 0.6 ? .surface : .ink
      panel.marks.append(mark)
    }
    if drawn.isEmpty {
      panel.message = "No data"
    } else {
      let fractions = [0, 0.25, 0.5, 0.75, 1]
      let shown = fractions.map { domain.low + $0 * (domain.high - domain.low) }
      let decimals = max(0, format.decimals(forListOf: shown) - 1)
      plot.legend = zip(fractions, shown).map { LegendEntry(format.text($1, decimals: decimals), .swatch(.ramp($0))) }
      if !valueTitle.isEmpty { plot.legend[0].label = "\(valueTitle): \(plot.legend[0].label)" }
    }
    let blank = rows.count * columns.count - drawn.count
    if blank > 0, !drawn.isEmpty { plot.notes = ["\(blank.counted("cell")) without data left blank."] }
    plot.rows = [[panel]]
    return plot
  }

  public func table() -> DataTable {
    var table = DataTable(caption: text.title)
    table.columns = [.init(rowTitle)] + columns.map { .init($0, isNumeric: true) }
    table.rows = zip(rows, values).map { name, values in
      [name] + columns.indices.map { values.indices.contains($0) ? format.text(values[$0]) : "–" }
    }
    table.numbers = values.map { [nil] + $0.map { $0 } }
    return table
  }
}
