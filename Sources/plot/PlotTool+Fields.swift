import Charting
import CommandSupport
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
  typealias ReportFigure = (name: String, section: String, reading: String, chart: FieldChart)

  /// The figures of the configuration that the report shows, still empty.
  func reportFigures(_ configuration: PlotConfiguration) throws(Failure) -> [ReportFigure] {
    try configuration.figures.filter { !$0.section.isEmpty }.map { figure throws(Failure) in
      var chart = try figure.chart(offsetSeconds: configuration.settings.offsetSeconds)
      for field in ["controller", "by.controller"] { chart.table.valueTexts[field] = ControllerName.text }
      return (figure.name, figure.section, figure.reading, chart)
    }
  }

  /// - Throws: `Failure` (data) where the records do not make the figure, with the kinds of records that would.
  func drawn(_ figure: ReportFigure) throws(Failure) -> StudyFigure {
    var chart = figure.chart
    do throws(Failure) {
      return StudyFigure(name: "figure", chart: try chart.chart(), title: "", reading: figure.reading)
    } catch {
      let kinds = chart.table.counted == 0 ? Self.kinds(having: chart.fields) : []
      let needed = kinds.isEmpty ? "" : " is of \(kinds.joined(separator: " or ")) records, which are to be given, too"
      let failure = Failure(
        error.cause, "the configuration's figure \"\(figure.name)\"\(needed): \(error.message)", at: error.place)
      return try placed { () throws(Failure) in throw failure }
    }
  }

  private static let recordSchemas = [
    RecordSchema(of: Series.self), RecordSchema(of: Scenario.self), RecordSchema(of: Network.self), RecordSchema(of: Run.self),
    RecordSchema(of: Trace.self), RecordSchema(of: Summary.self), RecordSchema(of: Comparison.self),
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
