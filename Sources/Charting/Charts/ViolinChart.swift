import StreamIO

/// Densities of values: one shape a row, mirrored (violins) or standing on its row and reaching over the one above
/// (ridges). Categories in rows, series in colours, facets in panels.
public struct ViolinChart: Chart {
  public enum Form: Sendable { case violins, ridges }

  public var text: ChartText
  public var samples: [Sample]
  public var value: Dimension
  public var form = Form.violins
  public var categoryTitle = "Category"
  /// Looks that series have in all pictures.
  public var styles = SeriesStyles()
  public var seriesTitle = "Series"
  public var facetTitle = "Panel"

  public init(_ text: ChartText, samples: [Sample], value: Dimension) {
    (self.text, self.samples, self.value) = (text, samples, value)
  }

  /// How far a ridge reaches, in rows.
  private static let ridgeReach = 1.6

  public func plot() -> Plot {
    var plot = text.plot()
    let drawn = samples.map { sample in
      var sample = sample
      sample.values = sample.values.filter(value.isDrawable)
      return sample
    }.filter { !$0.values.isEmpty }
    let series = drawn.map(\.series).distinct()
    let categories = drawn.map(\.category).distinct()
    plot.explain(series: series, styles) { .swatch($0.paint) }
    let scale = value.scale(covering: drawn.flatMap { [$0.values.min() ?? .nan, $0.values.max() ?? .nan] })
    let shapes = drawn.map { shape($0) }
    plot.place(facets: drawn.map(\.facet).distinct()) { facet in
      // The highest ridge needs an empty row above it.
      let names = (form == .ridges ? [""] : []) + categories
      var panel = Panel(
        x: Axis(scale, title: value.title), y: Axis(BandScale(names)),
        height: max(80, Double(names.count) * max(36, form == .violins ? Double(series.count) * 22 : 0)))
      panel.lanes = form == .violins ? 2 * series.count + 1 : 2
      if drawn.isEmpty { panel.message = "No data" }
      let lanes = form == .violins ? Double(series.count) : 1
      for (sample, shape) in zip(drawn, shapes) where sample.facet.exact == facet.exact {
        let (row, index) = (categories.firstIndex(exactly: sample.category) ?? 0, series.firstIndex(exactly: sample.series) ?? 0)
        // Each as high as the others: beside one that is narrow and high, all others would be lines.
        let peak = shape.map(\.density).max() ?? 1
        var mark = DensityMark(shape.map { ($0.value, $0.density / peak) }, style: styles.style(sample.series, at: index))
        mark.hover = hover(sample)
        if form == .violins {
          mark.at = Double(row) + (Double(index) - (lanes - 1) / 2) * 0.9 / lanes
          (mark.above, mark.below) = (0.44 / lanes, 0.44 / lanes)
          mark.numbers = FiveNumbers(sample.values)
        } else {
          (mark.at, mark.above, mark.below) = (Double(row + 1) + 0.45, Self.ridgeReach, 0)
        }
        panel.marks.append(mark)
      }
      return panel
    }
    let missing = samples.reduce(0) { $0 + $1.values.count } - drawn.reduce(0) { $0 + $1.values.count }
    if missing > 0 { plot.notes.append("\(missing.counted("value")) without a place on the axis left out.") }
    let flat = zip(drawn, shapes).count { $1.isEmpty && $0.values.count > 0 }
    if flat > 0 { plot.notes.append("\(flat.counted("group")) of equal values drawn as a line.") }
    return plot
  }

  /// On a logarithmic axis, the density of the logarithm.
  private func shape(_ sample: Sample) -> [(value: Double, density: Double)] {
    guard value.kind == .logarithm else { return Density(sample.values).points }
    return Density(sample.values.map(LogScale.logarithm)).points.map { (LogScale.power($0.value), $0.density) }
  }

  private func hover(_ sample: Sample) -> String {
    let numbers = FiveNumbers(sample.values).map {
      "\nmedian \(value.text($0.median)), quartiles \(value.text($0.lowerQuartile)) and \(value.text($0.upperQuartile))"
    }
    return "\(sample.name) (n = \(sample.values.count))\(numbers ?? "")"
  }

  public func table() -> DataTable {
    var boxes = BoxChart(
      text,
      rows: samples.compactMap { sample in
        FiveNumbers(sample.values).map {
          BoxChart.Row(category: sample.category, series: sample.series, facet: sample.facet, numbers: $0)
        }
      }, value: value)
    (boxes.categoryTitle, boxes.seriesTitle, boxes.facetTitle) = (categoryTitle, seriesTitle, facetTitle)
    return boxes.table()
  }
}
