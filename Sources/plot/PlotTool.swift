import ArgumentParser
import Charting
import CommandSupport
import Records
import StreamIO

struct PlotTool: Tool {
  static let name = "plot"
  static let schemas = [RecordSchema(of: Figure.self)]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Draw figures (SVG) and the report (HTML) of a study.",
    discussion: """
      Charts:
        controllers   one metric by controller, with intervals
        groups        one metric by a field, or by two: --by zone,season
        week          grid, battery, models and charging, from traces
        report        all of them on one page, the answer first
        results       the answer and a table, as text
        table         metrics by a field, or one metric by two, as text

      Inputs hold summaries and comparisons (aggregate), interval traces \
      (simulate) and networks (trainnet) in any order; records of other kinds \
      are passed over. Without -o the figure itself goes to standard output; \
      with it, to the file, and a record that describes it to standard output.

      Memory: summaries and comparisons are held, 0.7 kB each, and 0.2 kB for each \
      trace of the week drawn; records passed over are not.

      EXAMPLES
        plot controllers summaries.ndjson.gz | rsvg-convert -o controllers.png
        plot controllers --metric carbon_g summaries.ndjson.gz -o carbon.svg
        plot groups --by season --metric carbon_g summaries.ndjson.gz > g.svg
        plot groups --controllers mpc_ar,forecast summaries.ndjson.gz > s.svg
        plot table --by controller --metric success_rate,uptime summaries.ndjson.gz
        plot week --utc-offset=-8 traces.ndjson.gz -o week.svg
        plot report summaries.ndjson.gz --traces traces.ndjson.gz \\
          -o report.html --plain | jq -c '[.file, .bytes]'
      """,
    version: suiteVersion)

  enum ChartName: String, ExpressibleByArgument, CaseIterable { case controllers, groups, week, report, results, table }

  @Argument(help: "What to draw.")
  var chart: ChartName?

  @OptionGroup var input: InputOptions

  @Option(help: ArgumentHelp("What controllers are compared by; of table, the columns by commas.", valueName: "field"))
  var metric: String?

  @Option(help: "Controllers to show, by commas.", transform: fieldList)
  var controllers: [String]?

  @Option(
    help: ArgumentHelp(
      "Of groups: the field that tells them apart, after one with a panel for each value (default: zone,season). Of table: "
        + "that of the rows, and one of the columns (default: controller).", valueName: "fields"))
  var by: String?

  @Option(help: ArgumentHelp("The scenario of the week (default: the first traced).", valueName: "scenario"))
  var id: String?

  @Option(
    help: ArgumentHelp(
      "Local time minus UTC on the week's time axis; a negative one as --utc-offset=-8.", valueName: "hours"))
  var utcOffset: Double?

  @Option(help: ArgumentHelp("The report's title.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("More inputs: interval traces.", valueName: "file"))
  var traces: [String] = []

  @Option(help: ArgumentHelp("More inputs: comparisons, where they are not among the summaries.", valueName: "file"))
  var comparisons: [String] = []

  @Option(help: ArgumentHelp("More inputs: networks, whose forecast errors the report shows.", valueName: "file"))
  var networks: [String] = []

  @Option(
    help: ArgumentHelp("A line on how the study was made, for the report; may be given again.", valueName: "text"))
  var note: [String] = []


  @OptionGroup var common: CommonOptions

  func validate() throws {
    if chart == nil, !common.schema, !common.printConfig {
      throw ValidationError("no chart is named; one of \(ChartName.allValueStrings.joined(separator: ", ")) is needed")
    }
    if by != nil, chart != .groups, chart != .table {
      throw ValidationError("--by tells the groups of the charts groups and table apart")
    }
    if let by, !(1...2).contains(fieldList(by).count) {
      throw ValidationError("--by is \(by); one field or two are needed")
    }
    if let utcOffset, !(abs(utcOffset) <= 14) {
      throw ValidationError("--utc-offset is \(utcOffset); hours from -14 to 14 are needed")
    }
  }

  func resolve(_ configuration: PlotConfiguration) -> PlotConfiguration {
    var result = configuration
    result.metric = metric ?? result.metric
    result.groupControllers = controllers ?? result.groupControllers
    result.weekControllers = controllers ?? result.weekControllers
    result.scenario = id ?? result.scenario
    result.offsetHours = utcOffset ?? result.offsetHours
    result.title = title ?? result.title
    return result
  }

  func run(_ call: Invocation<PlotConfiguration>) throws(Failure) {
    guard let chart else { return }
    var study = StudyInput(scenario: call.configuration.scenario)
    var invalid = InvalidRecords(input)
    for path in input.inputs + traces + comparisons + networks {
      try study.read(LineReader(path: path, threads: common.threadCount), skipping: &invalid)
    }
    invalid.report(tool: Self.name)
    try checkNames(chart, study)
    let made = try draw(chart, Study(study.records, call.configuration.settings), inputs: study.names)
    guard let path = common.output else {
      return try TextOutput.write(made.text, to: nil, isCompressed: common.gzip)
    }
    try TextOutput.write(made.text, to: path, isCompressed: path.hasSuffix(".gz"))
    try describe(made, at: path, from: study.names)
  }

  private typealias Picture = (name: String, title: String, format: String, text: String)

  private func draw(_ chart: ChartName, _ study: Study, inputs: [String]) throws(Failure) -> Picture {
    let metrics = fieldList(study.settings.metric)
    if chart == .table, metrics.isEmpty || metrics.count > 1 && fieldList(by ?? "").count > 1 {
      throw Failure(.usage, "the metric is \(study.settings.metric); a table by two fields shows one, by one field one or more")
    }
    do throws(MissingRecords) {
      let figure: StudyFigure
      switch chart {
      case .controllers: figure = try study.controllers()
      case .groups:
        let fields = fieldList(by ?? "zone,season")
        figure = try study.groups(by: fields[fields.count - 1], facet: fields.count > 1 ? fields[0] : nil)
      case .week: figure = try study.week()
      case .table:
        let text = try study.table(by: fieldList(by ?? "controller"), metrics: metrics, controllers: controllers ?? [])
        return ("table", study.settings.title, "txt", text)
      case .results: return ("results", study.settings.title, "txt", try study.results(notes: note))
      case .report: return ("report", study.settings.title, "html", try study.report(notes: note).html())
      }
      return (figure.name, figure.title, "svg", figure.chart.drawing().svg(name: figure.name))
    } catch {
      throw Failure(.data, "\(chart.rawValue) \(error)", at: Place(file: inputs.joined(separator: ", ")))
    }
  }

  /// A name given on the command line must be there; those of the configuration may be absent from a small study.
  private func checkNames(_ chart: ChartName, _ study: StudyInput) throws(Failure) {
    let present = study.records.controllers(inTraces: chart == .week)
    for name in controllers ?? [] where !present.isEmpty && !present.contains(name) {
      let near = nearestName(to: name, among: present).map { "did you mean \($0)?" }
      throw Failure(
        .data, "no records of the controller \(name); \(near ?? "there are \(present.joined(separator: ", "))")")
    }
    if let id, study.records.traces.isEmpty, let other = study.otherScenario {
      throw Failure(.data, "no traces of the scenario \(id); there are those of \(other)")
    }
  }

  private func describe(_ picture: Picture, at path: String, from inputs: [String]) throws(Failure) {
    let fileName = { (path: String) in path.split(separator: "/").last.map(String.init) ?? path }
    var figure = Figure()
    (figure.name, figure.title, figure.file) = (picture.name, picture.title, fileName(path))
    figure.format = picture.format
    figure.bytes = picture.text.utf8.count
    figure.data = inputs.map(fileName).joined(separator: ", ")
    var writer = JSONWriter()
    writer.writeLine(&figure)
    try TextOutput.write(
      writer.text, to: nil, isCompressed: common.gzip || (!common.plain && !StandardOutput.isTerminal))
  }
}

/// The names in a list with commas.
private func fieldList(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }

extension TextOutput {
  fileprivate static func write(_ text: String, to path: String?, isCompressed: Bool) throws(Failure) {
    let output = try TextOutput(path: path, isCompressed: isCompressed)
    try output.write(text)
    try output.finish()
  }
}
