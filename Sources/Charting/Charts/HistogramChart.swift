import Glibc
import StreamIO

/// How often values fall into bins of equal width: bars for one series, outlines of shares for several.
public struct HistogramChart: Chart {
  public var text: ChartText
  public var samples: [Sample]
  public var value: Dimension
  /// How many bins, about; as Freedman and Diaconis advise without it.
  public var binCount: Int?
  /// Looks that series have in all pictures.
  public var styles = SeriesStyles()
  public var seriesTitle = "Series"
  public var facetTitle = "Panel"

  public init(_ text: ChartText, samples: [Sample], value: Dimension) {
    (self.text, self.samples, self.value) = (text, samples, value)
  }

  private static let mostBins = 200

  private var values: [Double] { samples.flatMap(\.values).filter(Domain.isDrawable) }
  /// More outlines than these hide each other: then each series has a panel.
  private static let mostOutlines = 3

  private var series: [String] { samples.map(\.series).distinct() }
  private var isOfShares: Bool { series.count > 1 }
  private var hasPanels: Bool { series.count > Self.mostOutlines }

  private func panelName(_ sample: Sample) -> String {
    hasPanels ? [sample.facet, sample.series].filter { !$0.isEmpty }.joined(separator: ", ") : sample.facet
  }

  /// Edges of the bins, the same in all panels.
  private var edges: [Double] { Self.bins(of: values, count: binCount) }

  /// Edges of bins at round numbers around all values; as many as Freedman and Diaconis advise without a count
  /// (2·IQR·n^(−1/3) wide, doi:10.1007/BF01025868). None without values.
  public static func bins(of values: [Double], count: Int? = nil) -> [Double] {
    let sorted = values.filter(Domain.isDrawable).sorted()
    guard let least = sorted.first, let most = sorted.last else { return [] }
    let domain = Domain(covering: [least, most])
    let range = domain.high - domain.low
    let width = 2 * (FiveNumbers.quantile(of: sorted, 0.75) - FiveNumbers.quantile(of: sorted, 0.25)) / cbrt(Double(sorted.count))
    let advised = width > 0 && (range / width).isFinite ? Int(min((range / width).rounded(.up), 60)) : 20
    let wanted = min(max(count ?? max(advised, 5), 1), mostBins)
    let step = wanted > 1 ? ExtendedTicks(domain, wanted: wanted + 1).step : range
    guard step > 0, step.isNormal else { return [domain.low, domain.high] }
    let begin = wanted > 1 ? (domain.low / step + 1e-9).rounded(.down) * step : domain.low
    let last = min(((domain.high - begin) / step - 1e-9).rounded(.up), Double(2 * mostBins))
    return (0...max(Int(last), 1)).map { begin + Double($0) * step }
  }

  /// The bin that holds a value; one on an edge belongs above it, but for the last.
  public static func bin(of value: Double, in edges: [Double]) -> Int? {
    guard edges.count > 1, Domain.isDrawable(value) else { return nil }
    // An edge is a sum of steps, not exactly the number it is written as.
    let place = ((value - edges[0]) / (edges[1] - edges[0]) + 1e-9).rounded(.down)
    return Int(min(max(place, 0), Double(edges.count - 2)))
  }

  private static func counts(_ values: [Double], in edges: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: max(edges.count - 1, 0))
    for value in values { if let bin = bin(of: value, in: edges) { counts[bin] += 1 } }
    return counts
  }

  public func plot() -> Plot {
    var plot = text.plot()
    let edges = edges
    let drawn = edges.isEmpty ? [] : samples
    if !hasPanels { plot.explain(series: series, styles) { .line($0) } }
    let allHeights = drawn.map { heights($0, edges) }
    let scale = Dimension("", format: isOfShares ? .percent : .plain).scale(covering: allHeights.joined() + [0])
    let across = LinearScale(covering: [edges.first ?? 0, edges.last ?? 1], format: value.format, isNice: false)
    let panels = drawn.map(panelName).distinct()
    plot.place(facets: panels) { name in
      var panel = Panel(
        x: Axis(across, title: value.title), y: Axis(scale, title: isOfShares ? "Share of records" : "Records"),
        height: panels.count > 1 ? 130 : 260)
      if drawn.isEmpty { panel.message = "No data" }
      for (sample, heights) in zip(drawn, allHeights) where panelName(sample).exact == name.exact {
        let style = styles.style(sample.series, at: series.firstIndex(exactly: sample.series) ?? 0)
        panel.marks += isOfShares && !hasPanels ? outline(heights, edges, style) : bars(heights, edges, style)
      }
      let texts = hoverTexts(name, edges)
      panel.marks.append(HoverMark(texts.enumerated().map { (edges[$0], edges[$0 + 1], $1) }))
      return panel
    }
    let missing = samples.reduce(0) { $0 + $1.values.count } - values.count
    if missing > 0 { plot.notes = ["\(missing.counted("value")) left out: missing or too large."] }
    return plot
  }

  private func heights(_ sample: Sample, _ edges: [Double]) -> [Double] {
    let counts = Self.counts(sample.values, in: edges)
    let all = Double(max(counts.reduce(0, +), 1))
    return counts.map { isOfShares ? Double($0) / all : Double($0) }
  }

  private func bars(_ heights: [Double], _ edges: [Double], _ style: SeriesStyle) -> [any Mark] {
    let step = edges[1] - edges[0]
    return zip(edges, heights).map { edge, height in
      var bar = BarMark(height, at: edge + step / 2, style: style)
      bar.thickness = step * 0.94
      return bar
    }
  }

  private func outline(_ heights: [Double], _ edges: [Double], _ style: SeriesStyle) -> [any Mark] {
    let outline =
      [Point(edges[0], 0)] + zip(edges, heights).map { Point($0, $1) } + [Point(edges[edges.count - 1], 0)]
    var area = AreaMark(outline, paint: style.paint)
    (area.isStepped, area.opacity) = (true, 0.12)
    var line = LineMark(outline, style: style)
    line.isStepped = true
    return [area, line]
  }

  private func hoverTexts(_ panel: String, _ edges: [Double]) -> [String] {
    guard edges.count > 1 else { return [] }
    let own = samples.filter { panelName($0).exact == panel.exact }.map { ($0.series, Self.counts($0.values, in: edges)) }
    return (0..<edges.count - 1).map { bin in
      (["\(value.text(edges[bin])) to \(value.text(edges[bin + 1]))"]
        + own.map { name, counts in (name.isEmpty ? "" : "\(name): ") + counts[bin].counted("record") }).joined(separator: "\n")
    }
  }

  public func table() -> DataTable {
    let edges = edges
    let counts = samples.map { Self.counts($0.values, in: edges) }
    return DataTable(
      caption: text.title,
      columns: [.init("\(value.title), from", isNumeric: true), .init("to", isNumeric: true)]
        + samples.map { .init($0.name.isEmpty ? "Records" : $0.name, isNumeric: true) },
      rows: edges.indices.dropLast().map { bin in
        [value.text(edges[bin]), value.text(edges[bin + 1])] + counts.map { "\($0[bin])" }
      })
  }
}
