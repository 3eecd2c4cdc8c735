import Charting
import Randomness
import Records
import StreamIO

/// Random search (Bergstra and Bengio 2012), its trials cut down by successive halving (Jamieson and Talwalkar 2016,
/// arXiv:1502.07943): all are judged on little, the best on more.
struct Search {
  let configuration: SearchConfiguration
  let seed: UInt64
  /// What trials are judged by, less is better; nil for the only one there is.
  var metric: String?

  /// What a trial changes in the configuration, by path; nothing in trial 0, which is what the others must beat.
  ///
  /// Each path has a stream of its own: another one beside it changes no trial's value of this one.
  func parameters(of trial: Int) -> [(path: String, value: RawJSON)] {
    guard trial > 0 else { return [] }
    return configuration.space.entries.map { path, choices in
      var random = RandomStream(seed: seed, "tune", path, "\(trial)")
      return (path, choices.draw(&random))
    }
  }

  func rung(_ number: Int) throws(Failure) -> SearchConfiguration.Rung {
    guard configuration.rungs.indices.contains(number - 1) else {
      throw Failure(.usage, "there is no rung \(number); 1 to \(configuration.rungs.count) are configured")
    }
    return configuration.rungs[number - 1]
  }

  /// A trial's configuration at a rung.
  func configuration(of trial: Int, rung: Int, _ study: ConfigurationTree) throws(Failure) -> ConfigurationTree {
    var result = study
    for (path, value) in parameters(of: trial) { try result.set(path, value) }
    for (path, value) in try self.rung(rung).set.entries { try result.set(path, value) }
    return result
  }

  /// How a trial did, from the summary of its runs as a whole.
  func score(of trial: Int, rung: Int, _ summaries: [Summary]) throws(Failure) -> Trial {
    let summary = try judging(summaries)
    var result = Trial()
    (result.trial, result.rung, result.scenarios) = (trial, rung, try self.rung(rung).scenarios)
    result.parameters = Group(parameters(of: trial).map { (key: $0.path, value: $0.value) })
    (result.metric, result.n) = (summary.metric, summary.n)
    (result.value, result.ciLow, result.ciHigh) = (summary.mean, summary.ciLow, summary.ciHigh)
    result.reason = summary.mean == nil || summary.ciLow == nil ? summary.reason : nil
    return result
  }

  /// The summary of all runs that trials are judged by.
  private func judging(_ summaries: [Summary]) throws(Failure) -> Summary {
    let whole = summaries.filter(\.by.entries.isEmpty)
    guard let metric = metric ?? (whole.count == 1 ? whole[0].metric : nil) else {
      throw Failure(
        .usage, "the runs as a whole have \(whole.count.counted("summary", plural: "summaries")); --metric says which judges trials"
          + (whole.isEmpty ? "" : ", of \(whole.map(\.metric).joined(separator: ", "))"))
    }
    if let summary = whole.first(where: { $0.metric.exact == metric.exact }) { return summary }
    let known = whole.map(\.metric)
    throw Failure(
      .data, "no summary of \(metric) over all runs; "
        + (nearestName(to: metric, among: known).map { "did you mean \($0)?" }
          ?? "there are \(summaries.map { "\($0.metric)\($0.by.entries.isEmpty ? "" : " by group")" }.joined(separator: ", "))"))
  }

  /// The trials of a rung that go on, one at least, by their numbers.
  func kept(of trials: [Trial]) -> [Int] {
    let count = max(1, Int((Double(trials.count) * configuration.kept).rounded(.up)))
    return ranked(trials).prefix(count).map(\.trial).sorted()
  }
}

/// Best first; those without a value last, ties by number.
func ranked(_ trials: [Trial]) -> [Trial] {
  trials.sorted { ($0.value ?? .infinity, $0.trial) < ($1.value ?? .infinity, $1.trial) }
}
