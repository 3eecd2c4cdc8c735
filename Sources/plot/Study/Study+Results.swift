import Charting
import Records

extension Study {
  /// The key results as text for a terminal: the answer in sentences, and the controllers in a table.
  ///
  /// - Parameter notes: lines to end with.
  func results(notes: [String] = []) throws(MissingRecords) -> String {
    _ = try controllers()
    var parts: [String] = []
    let warning = GridOrigin(records.summaries(of: settings.metric, by: ["controller"])).warning
    if !warning.isEmpty { parts.append(Self.wrapped(warning)) }
    if let answer = StudyAnswer(self) { parts.append(answer.allSentences.map(Self.wrapped).joined(separator: "\n")) }
    parts.append(StudyTables(records: records, settings: settings).keyResults.text)
    if !notes.isEmpty { parts.append(notes.joined(separator: "\n")) }
    return "\n" + parts.joined(separator: "\n\n") + "\n"
  }

  /// Words in lines of at most 100 characters.
  private static func wrapped(_ text: String) -> String {
    var (lines, line) = ([String](), "")
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > 100 {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return (lines + [line]).joined(separator: "\n")
  }
}

extension StudyTables {
  /// What a reader in a hurry wants of each controller, best first.
  var keyResults: DataTable {
    let metrics = [settings.metric, "success_rate", "carbon_g"].filter {
      !records.summaries(of: $0, by: ["controller"]).isEmpty
    }
    let ranked = records.summaries(of: settings.metric, by: ["controller"])
      .ranked(isLowerBetter: MetricText(settings.metric).isLowerBetter).compactMap { $0.by["controller"] }
    let columns = metrics.enumerated().map { index, metric in
      let summaries = ranked.map { records.summary(of: metric, controller: $0) }
      let format = MetricText(metric).format
      return index == 0
        ? format.intervals(summaries.map { ($0?.mean, $0?.ciLow, $0?.ciHigh) })
        : format.intervals(summaries.map { ($0?.mean, nil, nil) })
    }
    return DataTable(
      columns: [.init("controller")] + metrics.map { .init(MetricText($0).title, isNumeric: true) },
      rows: ranked.enumerated().map { row, name in [name] + columns.map { $0[row] } })
  }
}
