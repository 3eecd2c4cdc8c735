import Charting
import Records
import StreamIO

/// The tables of a study's report.
struct StudyTables {
  let records: StudyRecords
  let settings: StudySettings

  private static let distances = ["regret/naive_regret", "normalised_regret", "gain/clairvoyant_gain"]
  private static let doings = ["success_rate", "small_miss_rate", "large_miss_rate", "carbon_g", "clean_fraction"]

  private var ranked: [Summary] {
    records.summaries(of: settings.metric, by: ["controller"])
      .ranked(isLowerBetter: MetricText(settings.metric).isLowerBetter)
  }

  /// All controllers over all scenarios, best first: how far from the best possible, and what they did.
  var controllers: [DataTable] {
    let names = ranked.compactMap { $0.by["controller"] }
    var distances = table(
      "Controllers over all scenarios: estimate [interval]", names, ([settings.metric] + Self.distances).distinct())
    distances.columns.insert(.init("In the records"), at: 1)
    distances.rows = zip(distances.rows, names).map { row, name in [row[0], name] + row.dropFirst() }
    distances.numbers = distances.numbers.map { [nil] + $0 }
    let counts = ranked.map(\.n).distinct()
    if counts.count == 1 {
      distances.caption = "Controllers over \(counts[0].counted("scenario")): estimate [interval]"
    } else {
      distances.columns.append(.init("Scenarios", isNumeric: true))
      distances.rows = zip(distances.rows, ranked).map { $0 + ["\($1.n)"] }
    }
    let doings = table(
      "What they did: mean over scenarios [interval]", names, Self.doings.filter { $0 != settings.metric })
    return [distances, doings].filter { $0.columns.count > 1 }
  }

  private func table(_ caption: String, _ names: [String], _ metrics: [String]) -> DataTable {
    let shown = metrics.filter { !records.summaries(of: $0, by: ["controller"]).isEmpty }
    let summaries = shown.map { metric in names.map { records.summary(of: metric, controller: $0) } }
    let columns = zip(shown, summaries).map { metric, summaries in
      MetricText(metric).format.intervals(summaries.map { ($0?.mean, $0?.ciLow, $0?.ciHigh) })
    }
    var table = DataTable(
      caption: caption,
      columns: [.init("Controller")] + shown.map { .init(MetricText($0).title, isNumeric: true) },
      rows: names.enumerated().map { index, name in [ControllerName.text(name)] + columns.map { $0[index] } })
    table.numbers = names.indices.map { index in [nil] + summaries.map { $0[index]?.mean } }
    return table
  }

  /// Of each controller compared with, the paired differences to it in what matters most; all others are in the records.
  var comparisons: [DataTable] {
    let order = ranked.compactMap { $0.by["controller"] }
    let compared = records.overallComparisons.filter { $0.b != ControllerName.clairvoyant }
    let metrics = ([settings.metric, "normalised_regret", "success_rate", "carbon_g"]).distinct()
      .filter { metric in compared.contains { $0.metric == metric && $0.meanDifference != nil } }
    return compared.map(\.b).distinct().map { other in
      differences(compared.filter { $0.b.exact == other.exact }, metrics: metrics, order: order, to: other)
    }.filter { $0.columns.count > 1 }
  }

  private func differences(_ compared: [Comparison], metrics: [String], order: [String], to other: String) -> DataTable {
    let names = order.filter { name in compared.contains { $0.a.exact == name.exact && metrics.contains($0.metric) } }
    let columns = metrics.map { metric in names.map { name in compared.first { $0.metric == metric && $0.a.exact == name.exact } } }
    let tests = columns.joined().compactMap { $0?.test }.distinct().joined(separator: ", ")
    let pairs = columns.joined().compactMap { $0?.pairs }.max() ?? 0
    let texts = zip(metrics, columns).map { metric, column in
      let numbers = MetricText(metric).differenceFormat.intervals(column.map { ($0?.meanDifference, $0?.ciLow, $0?.ciHigh) })
      return zip(numbers, column).map { numbers, comparison in
        guard let comparison, let p = comparison.pAdjusted ?? comparison.p else { return numbers }
        let text = Comparison.probabilityText(p)
        // The line breaks before it, and not inside.
        let way = comparison.isAgainstMean ? " for \((comparison.rankBiserial ?? 0) > 0 ? "higher" : "lower")" : ""
        return numbers + ", " + "p \(text.hasPrefix("<") ? text : "= \(text)")".split(separator: " ").joined(separator: "\u{A0}") + way
      }
    }
    var table = DataTable(
      caption: "Difference to \(ControllerName.inSentence(other)) (\(pairs.counted("pair")); \(tests))",
      columns: [.init("Controller")] + metrics.map { .init("\(MetricText($0).title) [interval]", isNumeric: true) },
      rows: names.enumerated().map { index, name in [ControllerName.text(name)] + texts.map { $0[index] } })
    table.numbers = names.indices.map { index in [nil] + columns.map { $0[index]?.meanDifference } }
    return table
  }

  /// What stands out in all records, by the tests that bear it.
  var insights: DataTable {
    var table = DataTable(caption: "What tests bear out, largest effects first")
    table.columns = [.init("Finding"), .init("Effect size", isNumeric: true), .init("p, adjusted", isNumeric: true)]
    let insights = records.insights.sorted { $0.rank < $1.rank }
    table.rows = insights.map {
      [InsightText($0)?.sentence ?? $0.sentence, NumberFormat.plain.text($0.effect, decimals: 2), Comparison.probabilityText($0.p)]
    }
    table.numbers = insights.map { [nil, $0.effect, $0.p] }
    return table
  }

  /// Imitations of plans: how often they decide as plans do, beside what they lose; and the planner for comparison.
  var imitations: DataTable {
    let policies = records.networks.filter { $0.task == .policy && $0.labelAccuracy != nil }
    let metrics = Self.distances.filter { !records.summaries(of: $0, by: ["controller"]).isEmpty }
    guard !policies.isEmpty, !metrics.isEmpty else { return DataTable() }
    let names = ["policy", "policy_guarded", "policy_relabelled", "policy_relabelled_guarded", "forecast"]
      .filter { records.summary(of: metrics[0], controller: $0) != nil }
    func mean(_ name: String, _ share: (Network) -> Double?) -> String {
      guard name.hasPrefix("policy") else { return "–" }
      let isRelabelled = name.hasPrefix("policy_relabelled")
      let shares = policies.filter { ($0.relabelRounds > 0) == isRelabelled }.compactMap(share)
      return shares.isEmpty ? "–" : NumberFormat.percent.text(shares.reduce(0, +) / Double(shares.count), decimals: 1)
    }
    func lessons(_ name: String) -> String {
      guard name.hasPrefix("policy") else { return "–" }
      let isRelabelled = name.hasPrefix("policy_relabelled")
      let counts = policies.filter { ($0.relabelRounds > 0) == isRelabelled }.compactMap(\.trainingScenarios)
      guard let least = counts.min(), let most = counts.max() else { return "–" }
      return least == most ? "\(most)" : "\(least) to \(most)"
    }
    var table = self.table("Decisions met, and what is lost: estimate [interval]", names, metrics)
    table.columns.insert(
      contentsOf: [
        .init("Scenarios that taught it", isNumeric: true), .init("Labels of plans met", isNumeric: true), .init("Labels of its own states met", isNumeric: true),
      ], at: 1)
    for (row, name) in names.enumerated() {
      table.rows[row].insert(
        contentsOf: [
          lessons(name), mean(name) { $0.labelAccuracy }, name.hasSuffix("_guarded") ? "–" : mean(name) { $0.visitedLabelAccuracy },
        ], at: 1)
    }
    return table
  }

  /// Errors of the networks on the zones they never saw, beside those of the forecasts without parameters.
  var forecasts: DataTable {
    let leads = [1, 2, 3, 6, 12, 24, 30]
    var table = DataTable(
      caption: "Forecast error: root mean square error of the carbon-free share, in percentage points, by hours ahead")
    table.columns = [.init("Judged on"), .init("Forecast")] + leads.map { .init("\($0) h", isNumeric: true) }
    for network in records.networks where !network.leadRmse.isEmpty {
      let judged = network.validationSeries.map(settings.zones.text).joined(separator: ", ")
      for (name, errors) in [
        ("Learned (\(network.architecture))", network.leadRmse),
        ("Week's mean day, corrected by the present", network.leadRmseOfAutoregression),
        ("No change", network.leadRmseOfPersistence),
      ] where !errors.isEmpty {
        table.rows.append(
          [judged, name]
            + leads.map {
              errors.indices.contains($0 - 1) ? NumberFormat(factor: 100).text(errors[$0 - 1], decimals: 2) : "–"
            })
      }
    }
    return table
  }
}
