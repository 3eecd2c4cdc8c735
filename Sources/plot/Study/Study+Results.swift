import Charting
import Records

extension Study {
  /// The key results as text for a terminal: the answer in sentences, and the contenders in a table.
  ///
  /// - Parameter notes: lines to end with.
  func results(notes: [String] = []) throws(MissingRecords) -> String {
    _ = try controllers()
    var parts: [String] = []
    let warning = words.warning(DataOrigin(records.overall(settings.metric)))
    if !warning.isEmpty { parts.append(Self.wrapped(warning)) }
    if let answer = StudyAnswer(self) { parts.append(answer.allSentences.map(Self.wrapped).joined(separator: "\n")) }
    parts.append(keyResults.text)
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

  /// What a reader in a hurry wants of each contender, best first.
  private var keyResults: DataTable {
    let metrics = ([settings.metric] + words.tables.results).distinct().filter { !records.overall($0).isEmpty }
    let ranked = records.overall(settings.metric).ranked(isLowerBetter: metric.isLowerBetter).compactMap(records.name)
    let columns = metrics.enumerated().map { index, metric in
      let summaries = ranked.map { records.summary(of: metric, $0) }
      let format = words.text(of: metric).format
      return index == 0
        ? format.intervals(summaries.map { ($0?.mean, $0?.ciLow, $0?.ciHigh) })
        : format.intervals(summaries.map { ($0?.mean, nil, nil) })
    }
    return DataTable(
      columns: [.init(words.contender.field)] + metrics.map { .init(words.text(of: $0).title, isNumeric: true) },
      rows: ranked.enumerated().map { row, name in [name] + columns.map { $0[row] } })
  }
}
