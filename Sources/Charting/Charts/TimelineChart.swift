import Records
import StreamIO

/// Panels under each other over one time axis: what happened, and what everyone did about it.
public struct TimelineChart: Chart {
  public struct Strip: Sendable {
    public enum Content: Sendable {
      /// One quantity as an area over zero, in the colour of the series' name, if it has one.
      case area(TimeSeries<Double>)
      /// A line for each series, named at its end.
      case lines([TimeSeries<Double>])
      /// Which category held, one lane for each series. `isOrdered` colours them from little to much.
      case categories([TimeSeries<Int?>], names: [String], isOrdered: Bool)
      /// A fraction 0...1 as thickness, one lane for each series.
      case fractions([TimeSeries<Double>])
    }

    public var title: String
    /// The unit, and a remark such as "modelled".
    public var detail: String
    public var content: Content
    public var format: NumberFormat
    /// Where an area's axis ends at least, as those of several strips that are compared.
    public var top: Double?

    public init(
      _ title: String, detail: String = "", format: NumberFormat = .plain, top: Double? = nil, _ content: Content
    ) {
      (self.title, self.detail, self.format, self.content) = (title, detail, format, content)
      self.top = top
    }
  }

  public var text: ChartText
  public var start: Instant
  public var end: Instant
  /// Local time minus UTC.
  public var offsetSeconds = 0
  /// Under the time axis: "UTC", "local standard time (UTC−8)".
  public var timeTitle = "UTC"
  /// The fraction that fills a lane of fractions.
  public var fractionUnit = 1.0
  /// Looks that series have in all pictures.
  public var styles = SeriesStyles()
  public var strips: [Strip]

  public init(_ text: ChartText, from start: Instant, to end: Instant, strips: [Strip]) {
    (self.text, self.start, self.end, self.strips) = (text, start, end, strips)
  }

  public func plot() -> Plot {
    var plot = text.plot()
    let time = TimeScale(from: start, to: end, offsetSeconds: offsetSeconds)
    let builder = TimelinePanels(time: time, seriesNames: seriesNames, styles: styles, fractionUnit: fractionUnit)
    plot.rows = strips.enumerated().map { index, strip in
      var panel = builder.panel(strip)
      panel.title = strip.title
      panel.y.title = strip.detail
      panel.x.title = timeTitle
      panel.x.showsLabels = index == strips.count - 1
      return [panel]
    }
    if strips.isEmpty {
      var panel = Panel(x: Axis(time, title: timeTitle), y: Axis(BandScale([])), height: 60)
      panel.message = "No data"
      plot.rows = [[panel]]
    }
    let missing = strips.reduce(0) { $0 + $1.missingCount }
    if missing > 0 { plot.notes.append("\(missing.counted("value")) missing and left blank.") }
    return plot
  }

  /// A name has the same colour in all strips.
  private var seriesNames: [String] {
    strips.flatMap { strip in
      switch strip.content {
      case .area(let series): [series.name].filter { !$0.isEmpty }
      case .lines(let series), .fractions(let series): series.map(\.name)
      case .categories(let series, _, _): series.map(\.name)
      }
    }.distinct()
  }

  /// One row for each hour, or for as many whole hours as keep the table below 400 rows.
  public func table() -> DataTable {
    var table = DataTable(caption: text.title)
    table.columns.append(.init("Time (\(timeTitle))"))
    let time = TimeScale(from: start, to: end, offsetSeconds: offsetSeconds)
    let readers = strips.flatMap(\.readers)
    table.columns += readers.map { .init($0.name, isNumeric: $0.isNumeric) }
    let span = Double(time.end.seconds - time.start.seconds)
    let step = 3600 * (span / 400 / 3600).rounded(.up)
    for moment in stride(from: Double(time.start.seconds), to: Double(time.end.seconds), by: step) where !readers.isEmpty {
      table.rows.append([time.text(moment)] + readers.map { $0.read(moment) })
    }
    return table
  }
}

extension TimelineChart.Strip {
  var missingCount: Int {
    switch content {
    case .area(let series): series.missingCount
    case .lines(let series), .fractions(let series): series.reduce(0) { $0 + $1.missingCount }
    case .categories: 0
    }
  }

  /// What a strip says at a moment, one reader for each series.
  var readers: [(name: String, intervalSeconds: Int, isNumeric: Bool, read: @Sendable (Double) -> String)] {
    let numeric = { (series: TimeSeries<Double>) in
      (
        // A strip that is named as its series says by its detail what it shows.
        name: [title, series.name == title ? detail : series.name].filter { !$0.isEmpty }.joined(separator: ", "), intervalSeconds: series.intervalSeconds,
        isNumeric: true, read: { @Sendable [format] moment in format.text(series.value(at: moment) ?? .nan) }
      )
    }
    switch content {
    case .area(let series): return [numeric(series)]
    case .lines(let series), .fractions(let series): return series.map(numeric)
    case .categories(let series, let names, _):
      return series.map { series in
        (
          name: "\(title), \(series.name)", intervalSeconds: series.intervalSeconds, isNumeric: false,
          read: { @Sendable moment in
            guard let category = series.value(at: moment) ?? nil, names.indices.contains(category) else { return "–" }
            return names[category]
          }
        )
      }
    }
  }
}
