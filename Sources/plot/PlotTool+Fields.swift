import Charting
import CommandSupport
import GridData
import Records
import StreamIO

/// Charts of any records, named on the command line or by the configuration.
extension PlotTool {
  func draw(_ chart: FieldChart, name: String) throws(Failure) {
    var chart = chart
    try forEachRecord { line, lines throws(Failure) in try chart.table.add(line, lines) }
    let plot = try placed { () throws(Failure) in try chart.chart().plot() }
    try write(plot, name: name)
  }

  /// The figure that --name names.
  func figure(of configuration: PlotConfiguration) throws(Failure) -> ConfiguredFigure {
    if let figure = configuration.figures.first(where: { $0.name.exact == name?.exact }) { return figure }
    let names = configuration.figures.map(\.name)
    throw Failure(
      .usage, "the configuration has no figure \(name ?? ""); "
        + (nearestName(to: name ?? "", among: names).map { "did you mean \($0)?" }
          ?? (names.isEmpty ? "its section plot has no figures" : "there are \(names.joined(separator: ", "))")))
  }

  /// One of the configuration's figures, as the report shows it.
  typealias ReportFigure = (figure: ConfiguredFigure, chart: FieldChart)

  /// The figures of the configuration that the report shows, still empty.
  func reportFigures(_ configuration: PlotConfiguration, _ words: Words) throws(Failure) -> [ReportFigure] {
    try configuration.figures.filter { !$0.section.isEmpty }.map { figure throws(Failure) in
      let chart = try chart(of: figure, configuration, words)
      return (figure, chart)
    }
  }

  /// A figure of the configuration, with the names and looks of a study.
  func chart(
    of figure: ConfiguredFigure, _ configuration: PlotConfiguration, _ words: Words, title: String? = nil
  ) throws(Failure) -> FieldChart {
    var chart = try figure.chart(words, offsetSeconds: configuration.offsetSeconds ?? 0, title: title)
    let zones = words.fields.entries.filter(\.value.isZone).map(\.name)
    for prefix in ["", "by."] {
      chart.table.valueTexts[prefix + words.contender.field] = words.title
      for field in zones { chart.table.valueTexts[prefix + field] = words.zones.text }
    }
    chart.hasStudyLooks = true
    return chart
  }

  /// - Throws: `Failure` (data) where the records do not make the figure, with the kinds of records that would.
  func drawn(_ figure: ReportFigure) throws(Failure) -> StudyFigure {
    var (chart, own) = (figure.chart, figure.figure)
    do throws(Failure) {
      let drawn = try chart.chart()
      return StudyFigure(
        name: "figure", chart: drawn, title: own.title.isEmpty ? drawn.plot().title : own.title, reading: own.reading,
        isFolded: own.isFolded)
    } catch {
      let kinds = chart.table.counted == 0 ? Self.kinds(having: chart.fields) : []
      let needed = kinds.isEmpty ? "" : " is of \(kinds.joined(separator: " or ")) records, which are to be given, too"
      let failure = Failure(
        error.cause, "the configuration's figure \"\(own.name)\"\(needed): \(error.message)", at: error.place)
      return try placed { () throws(Failure) in throw failure }
    }
  }

  private static let recordSchemas = recordsOfProblems + [
    RecordSchema(of: Series.self), RecordSchema(of: Network.self), RecordSchema(of: Summary.self), RecordSchema(of: Comparison.self),
    RecordSchema(of: Ranking.self), RecordSchema(of: HistogramBin.self), RecordSchema(of: Correlation.self),
    RecordSchema(of: Trend.self),
  ]

  /// The kinds of the suite's records that have all these fields.
  private static func kinds(having fields: [String]) -> [String] {
    let wanted = Set(fields.map { $0.unicodeScalars.prefix { $0 != "." } }.map { String($0).exact })
    return recordSchemas.filter { wanted.isSubset(of: $0.fields.map(\.name.exact)) }.compactMap(\.kind)
  }

  /// What all records together lack is of all inputs.
  func placed<T>(_ body: () throws(Failure) -> T) throws(Failure) -> T {
    do { return try body() } catch {
      throw error.place == nil && error.cause == .data ? Failure(.data, error.message, at: Place(file: inputNames)) : error
    }
  }
}
