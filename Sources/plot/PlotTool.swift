import ArgumentParser
import Charting
import CommandSupport
import Records
import StreamIO

struct PlotTool: Tool {
  static let name = "plot"
  static let schemas = [RecordSchema(of: Figure.self)]
  static let formerOptions = ["--id": "--scenario", "--utc-offset": "--utc-offset-h"]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Draw figures of any records, and the report of a study.",
    discussion: """
      Of any NDJSON, by the fields named with --x, --y, --by and --facet:
        line area scatter             over numbers or times; areas stacked
        bar dots                      one value a row, with its interval
        box violin ridges             how values are spread, by row
        histogram ecdf                how the values of --x are spread
        heatmap confusion             two fields that cross
        calibration                   what came of predictions
        critical-difference           ranks of --by, by --y on each --x
        timeline                      fields under each other over time
        figure                        one the configuration has: --name
      Of a study's summaries, comparisons, traces and networks, in any order:
        controllers   one metric by contender, with intervals
        groups        one metric by a field, or by two: --by zone,season
        weights       one metric, by the weights of what is wanted
        front         two metrics, and who is beaten in both
        foresight     what the best possible is worth, over all and by place
        ranks         mean ranks, and which of them a test tells apart
        week          what the contenders did over time, from traces
        report        all of them on one page, the answer first
        results       the answer and a table, as text
        table         metrics by a field, or one metric by two, as text

      Dotted names reach into objects (plan.gap, by.zone); hour(start), date(), \
      day(), weekday(), month() and year() are parts of times, solar_hour(start) is \
      the hour by the sun where records have a longitude, and \
      battery_wh/capacity_wh is one field over another. Arrays are spread, a row \
      an element. Where several records share a place, their mean is drawn \
      with Student's interval. Of summaries, only those grouped by just the fields \
      named (by.zone) count.

      What a study calls its metrics and contenders, which of these is the \
      baseline and which the bound, and what its report says, stands in its words: \
      --words. Fields without words go by their names, and by the units these end in.

      Without -o the picture goes to standard output, to a terminal as text; with
      it, to the file alone, and with --manifest a record that describes the file
      to standard output. PNG and PDF need rsvg-convert.

      Memory: a chart of any records holds the fields it draws, 50 B each; of a \
      study, summaries and comparisons are held, 0.7 kB each, and 0.5 kB for each \
      trace of the week drawn; records passed over are not.

      \(ArgumentReading.explanation(of: formerOptions))

      EXAMPLES
        plot violin --x controller --y success_rate runs.ndjson.gz -o v.svg
        plot scatter --x carbon_g --y success_rate --by controller \\
          --pareto low,high runs.ndjson.gz --format text
        plot bar --x by.controller --y mean --where metric=carbon_g --sort \\
          summaries.ndjson.gz -o carbon.svg --format svg,png
        plot heatmap --x 'hour(start)' --y 'month(start)' --z carbon_free \\
          series.ndjson.gz > hours.svg
        plot heatmap --x carbon_free --y battery_wh/capacity_wh --z charge \\
          --facet controller --bins 8 traces.ndjson.gz -o decisions.svg
        plot timeline --x time --y carbon_free,battery_wh,model \\
          --by controller traces.ndjson.gz -o day.svg
        plot controllers --metric carbon_g summaries.ndjson.gz -o carbon.svg
        plot groups --by season --metric carbon_g summaries.ndjson.gz > g.svg
        plot groups --controllers mpc_ar,forecast summaries.ndjson.gz > s.svg
        plot table --metric success_rate,clean_fraction summaries.ndjson.gz
        plot ranks summaries.ndjson.gz -o ranks.svg
        plot week --utc-offset-h -8 traces.ndjson.gz -o week.svg
        plot report summaries.ndjson.gz --traces traces.ndjson.gz \\
          -o report.html --manifest --plain | jq -c '[.file, .bytes]'
      """,
    version: suiteVersion)

  @Argument(help: "What to draw.", completion: .list(ChartName.names), transform: ChartName.init)
  var chart: ChartName?

  @OptionGroup var input: InputOptions

  @Option(help: ArgumentHelp("Metric that contenders are compared by; for table: its columns, comma-separated.", valueName: "field"))
  var metric: String?

  @Option(help: "Contenders to show, comma-separated.", transform: fieldList)
  var controllers: [String]?

  @OptionGroup(title: "Fields") var fields: FieldOptions

  @Option(help: ArgumentHelp("Of figure: which of those of the configuration's section plot.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("The id of the week's scenario (default: the liveliest traced; of a pipe the first).", valueName: "id"))
  var scenario: String?

  @Option(
    help: ArgumentHelp(
      "Local time minus UTC, of time axes and parts of times, in hours.", valueName: "hours"))
  var utcOffsetH: Double?

  @Option(
    help: ArgumentHelp(
      "svg, png, pdf or text, comma-separated; with several, -o is their name without the ending (default: as -o ends, else svg; "
        + "text on a terminal).", valueName: "formats"), transform: PictureFormat.list)
  var format: [PictureFormat] = []

  @Option(help: "The ground of pictures: light, dark, or as the reader's screen is.")
  var theme = Theme.Ground.either

  @Option(help: ArgumentHelp("The title of the report, or of a chart of any records.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("More inputs: interval traces.", valueName: "file"))
  var traces: [String] = []

  @Option(help: ArgumentHelp("More inputs: comparisons, where they are not among the summaries.", valueName: "file"))
  var comparisons: [String] = []

  @Option(help: ArgumentHelp("More inputs: networks, whose forecast errors the report shows.", valueName: "file"))
  var networks: [String] = []

  @Option(
    help: ArgumentHelp("A line on how the study was made, for the report; repeatable.", valueName: "text"))
  var note: [String] = []

  @Flag(help: "Describe each file that -o names by a record on standard output.")
  var manifest = false

  @OptionGroup var wordsOption: WordsOption

  @Option(help: ArgumentHelp("Zone table, by whose names zones are called (default: by their ids).", valueName: "file"))
  var zones: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if manifest, common.output == nil {
      throw ValidationError("--manifest describes files; -o is needed to name them")
    }
    if chart == nil, !common.schema, !common.printConfig {
      throw ValidationError("no chart is named; one of \(ChartName.names.joined(separator: ", ")) is needed")
    }
    if (chart == .figure) != (name != nil) {
      throw ValidationError(name == nil ? "figure needs --name, one of the configuration's figures" : "--name is of figure")
    }
    if chart == .figure, let given = fields.givenNames.first {
      throw ValidationError("\(given) is not an option of figure, which is drawn as the configuration says")
    }
    if case .study(let study) = chart {
      if let other = fields.givenNames.first(where: { $0 != "--by" || !study.takesGroups }) {
        throw ValidationError("\(other) is not an option of \(study.rawValue); it is one of charts of any records")
      }
      if let by = fields.by, !(1...2).contains(fieldList(by).count) {
        throw ValidationError("--by is \(by); one field or two are needed")
      }
    }
    if !format.isEmpty, let chart, !chart.isPicture {
      throw ValidationError("the report is HTML and the results are text; --format is for pictures")
    }
    if format.count > 1, common.output == nil {
      throw ValidationError("--format names \(format.count) formats; -o is needed to name their files")
    }
    if let utcOffsetH, !(abs(utcOffsetH) <= 14) {
      throw ValidationError("--utc-offset-h is \(utcOffsetH); hours from -14 to 14 are needed")
    }
  }

  func resolve(_ configuration: PlotConfiguration) -> PlotConfiguration {
    var result = configuration
    result.words = wordsOption.words ?? result.words
    result.metric = metric ?? result.metric
    result.groupControllers = controllers ?? result.groupControllers
    result.weekControllers = controllers ?? result.weekControllers
    result.scenario = scenario ?? result.scenario
    result.offsetHours = utcOffsetH ?? result.offsetHours
    result.title = title ?? result.title
    return result
  }

  func run(_ call: Invocation<PlotConfiguration>) throws(Failure) {
    let configuration = call.configuration
    let words = try words(configuration)
    switch chart {
    case nil: return
    case .fields(let kind):
      try draw(
        try FieldChart(kind, fields, words, offsetSeconds: configuration.offsetSeconds ?? 0, title: title), name: kind.rawValue)
    case .figure:
      let figure = try figure(of: configuration)
      try draw(try self.chart(of: figure, configuration, words, title: title), name: figure.name)
    case .study(let chart):
      var input = StudyInput(try scenario(of: chart, configuration, words), try TraceReader(words), try RecordTable.all(words))
      var figures = try chart == .report ? reportFigures(configuration, words) : []
      try forEachRecord { line, lines throws(Failure) in
        try input.add(line, lines)
        for index in figures.indices { try figures[index].chart.table.add(line, lines) }
      }
      var study = Study(input.records, configuration.settings(words))
      try checkNames(chart, study, otherScenario: input.otherScenario)
      study.figures = try figures.map { figure throws(Failure) in (figure.figure.section, try drawn(figure)) }
      try draw(chart, study)
    }
  }

  var paths: [String] { input.inputs + traces + comparisons + networks }
  /// For complaints about all of them together.
  var inputNames: String {
    let names = paths.map { $0 == "-" ? "standard input" : $0 }
    return names.count > 3 ? "\(names[0]) and \(names.count - 1) more" : names.joined(separator: ", ")
  }

  /// - Parameter isFirstOfTwo: whether they will be read again, which then tells of those that are passed over.
  func forEachRecord(
    isFirstOfTwo: Bool = false, _ add: (UnsafeBufferPointer<UInt8>, LineReader) throws(Failure) -> Void
  ) throws(Failure) {
    var invalid = InvalidRecords(input)
    for path in paths {
      let lines = try LineReader(path: path, threads: common.threadCount)
      while true {
        do throws(Failure) {
          guard let line = try lines.next() else { break }
          try add(line, lines)
        } catch { try invalid.pass(error) }
      }
    }
    if !isFirstOfTwo { invalid.report() }
  }

  var output: FigureOutput { FigureOutput(common, inputs: paths, isDescribed: manifest) }

  /// Writes a picture in each format asked for.
  func write(_ plot: Plot, name: String) throws(Failure) {
    let natural = common.output.map { PictureFormat(path: $0) ?? .svg } ?? (StandardOutput.isTerminal ? .text : .svg)
    for format in format.isEmpty ? [natural] : format {
      let bytes = try format.bytes(plot, name: name, theme: theme, terminal: common.output == nil ? .current : .none)
      let path = common.output.map { self.format.count > 1 ? format.path(beside: $0) : $0 }
      try output.write(bytes, as: name, title: plot.title, format: format.ending, to: path)
    }
  }
}
