import Charting
import Records
import StreamIO

/// The trials by rung, best first, and what the winner changes in the configuration.
func tuneReport(_ trials: [Trial]) throws(Failure) -> String {
  guard let last = trials.map(\.rung).max(), let winner = ranked(trials.filter { $0.rung == last }).first else {
    throw Failure(.data, "there are no trials to report")
  }
  var paths: [String] = []
  for trial in trials { for entry in trial.parameters.entries where !paths.contains(exactly: entry.key) { paths.append(entry.key) } }
  var table = DataTable(
    columns: [
      .init("rung", isNumeric: true), .init("trial", isNumeric: true), .init("runs", isNumeric: true),
      .init(winner.metric, isNumeric: true),
    ] + paths.map { .init($0.split(at: ".", omitsEmpty: true).last ?? $0, isNumeric: true) })
  for rung in Set(trials.map(\.rung)).sorted() {
    for trial in ranked(trials.filter { $0.rung == rung }) {
      table.rows.append(
        ["\(rung)", "\(trial.trial)", "\(trial.n)", valueText(trial)]
          + paths.map { trial.parameters[$0] ?? (trial.trial == 0 ? "as is" : "") })
    }
  }
  var changed = ConfigurationTree()
  for entry in winner.parameters.entries { try changed.set(entry.key, entry.value, known: false) }
  let answer = winner.parameters.entries.isEmpty
    ? "The best is trial 0: the configuration as it is."
    : "The best is trial \(winner.trial); it changes in the configuration:\n\(changed.text())"
  return "\(table.text)\n\n\(answer)\n"
}

private func valueText(_ trial: Trial) -> String {
  guard let value = trial.value else { return "–" }
  return NumberFormat.plain.text(value, low: trial.ciLow ?? .nan, high: trial.ciHigh ?? .nan, decimals: 4)
}
