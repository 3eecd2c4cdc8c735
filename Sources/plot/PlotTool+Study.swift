import Charting
import CommandSupport
import Records
import StreamIO

/// The figures, texts and the report of a study.
extension PlotTool {
  func draw(_ chart: ChartName.StudyChart, _ study: Study) throws(Failure) {
    let metrics = fieldList(study.settings.metric)
    if chart == .table, metrics.isEmpty || metrics.count > 1 && fieldList(fields.by ?? "").count > 1 {
      throw Failure(.usage, "the metric is \(study.settings.metric); a table by two fields shows one, by one field one or more")
    }
    let checksums = chart == .report ? try self.checksums() : []
    let made: (figure: StudyFigure?, text: String, format: String)
    do throws(MissingRecords) {
      switch chart {
      case .controllers: made = (try study.controllers(), "", "")
      case .groups:
        let keys = fieldList(fields.by ?? study.groupsOfReport)
        guard !keys.isEmpty else { throw MissingRecords(needed: "needs --by, one field or two") }
        made = (try study.groups(by: keys[keys.count - 1], facet: keys.count > 1 ? keys[0] : nil), "", "")
      case .weights: made = (try study.weights(), "", "")
      case .front: made = (try study.front(), "", "")
      case .foresight: made = (try study.foresight(), "", "")
      case .ranks: made = (try study.ranks(), "", "")
      case .week: made = (try study.week(), "", "")
      case .table:
        let groups = fieldList(fields.by ?? study.words.contender.field)
        made = (nil, try study.table(by: groups, metrics: metrics, controllers: controllers ?? []), "txt")
      case .results: made = (nil, try study.results(notes: note), "txt")
      case .report: made = (nil, try study.report(notes: note, checksums: checksums).html(), "html")
      }
    } catch {
      throw Failure(.data, "\(chart.rawValue) \(error)", at: Place(file: inputNames))
    }
    if let figure = made.figure { return try write(figure.chart.plot(), name: figure.name) }
    try output.write(Array(made.text.utf8), as: chart.rawValue, title: study.settings.title, format: made.format)
  }

  /// Of what the inputs that are files hold, in the manner of `zcat FILE | sha256sum`, by their names below the folder
  /// that they have in common: where that is differs from machine to machine.
  private func checksums() throws(Failure) -> [String] {
    let files = paths.filter { $0 != "-" }.map { (path: $0, parts: $0.split(at: "/", omitsEmpty: true)) }
    let shortest = files.map(\.parts.count).min() ?? 1
    let shared = (0..<max(shortest - 1, 0)).prefix { depth in Set(files.map(\.parts[depth])).count == 1 }.count
    return try files.map { file throws(Failure) in
      "\(try SHA256.ofFile(file.path))  \(file.parts.dropFirst(shared).joined(separator: "/"))"
    }
  }

  /// A name given on the command line must be there; those of the configuration may be absent from a small study.
  func checkNames(_ chart: ChartName.StudyChart, _ study: Study, otherScenario: String?) throws(Failure) {
    let present = study.records.contenders(inTraces: chart == .week)
    for name in controllers ?? [] where !present.isEmpty && !present.contains(exactly: name) {
      let near = nearestName(to: name, among: present).map { "did you mean \($0)?" }
      throw Failure(
        .data, "no records of the \(study.words.contender.one) \(name); \(near ?? "there are \(present.joined(separator: ", "))")")
    }
    if let id = scenario, study.records.traces.isEmpty, let other = otherScenario {
      throw Failure(.data, "no traces of the scenario \(id); there are those of \(other)")
    }
  }

  /// What the problem calls things, with the names of zones.
  func words(_ configuration: PlotConfiguration) throws(Failure) -> Words {
    var words = try wordsOption.read(configured: configuration.words) { path throws(Failure) in try Words.read(path) } ?? Words()
    if let zones { words.zones = try ZoneName(table: zones) }
    return words
  }

  /// The one that is named; else, for a week, the liveliest, which takes reading the inputs twice.
  func scenario(
    of chart: ChartName.StudyChart, _ configuration: PlotConfiguration, _ words: Words
  ) throws(Failure) -> String {
    guard configuration.scenario.isEmpty, chart == .week || chart == .report, words.week.lively.count == 2,
      LivelyWeek.isPossible(paths)
    else {
      return configuration.scenario
    }
    var week = try LivelyWeek(words)
    try forEachRecord(isFirstOfTwo: true) { line, lines throws(Failure) in try week.add(line, lines) }
    return week.scenario ?? ""
  }
}
