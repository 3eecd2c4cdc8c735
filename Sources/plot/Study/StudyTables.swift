import Charting
import Records

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
    distances.columns.append(.init("Scenarios", isNumeric: true))
    distances.rows = zip(distances.rows, ranked).map { row, summary in
      [row[0], summary.by["controller"] ?? ""] + row.dropFirst() + ["\(summary.n)"]
    }
    let doings = table(
      "What they did: mean over scenarios [interval]", names, Self.doings.filter { $0 != settings.metric })
    return [distances, doings].filter { $0.columns.count > 1 }
  }

  private func table(_ caption: String, _ names: [String], _ metrics: [String]) -> DataTable {
    let shown = metrics.filter { !records.summaries(of: $0, by: ["controller"]).isEmpty }
    let columns = shown.map { metric in
      let summaries = names.map { records.summary(of: metric, controller: $0) }
      return MetricText(metric).format.intervals(summaries.map { ($0?.mean, $0?.ciLow, $0?.ciHigh) })
    }
    return DataTable(
      caption: caption,
      columns: [.init("Controller")] + shown.map { .init(MetricText($0).title, isNumeric: true) },
      rows: names.enumerated().map { index, name in [ControllerName.text(name)] + columns.map { $0[index] } })
  }

  /// One table for each metric and controller compared with.
  var comparisons: [DataTable] {
    let order = ranked.compactMap { $0.by["controller"] }
    let place = { (name: String) in order.firstIndex(of: name) ?? order.count }
    let shown = records.overallComparisons.filter { $0.b != ControllerName.clairvoyant }.enumerated()
      .sorted { (place($0.element.a), $0.offset) < (place($1.element.a), $1.offset) }.map(\.element)
    return shown.map { [$0.metric, $0.b] }.distinct().map { key in
      table(shown.filter { $0.metric == key[0] && $0.b == key[1] }, metric: MetricText(key[0]), with: key[1])
    }
  }

  private func table(_ comparisons: [Comparison], metric: MetricText, with other: String) -> DataTable {
    let tests = comparisons.map(\.test).distinct().joined(separator: ", ")
    let pairs = comparisons.map(\.pairs).distinct().sorted().map(String.init).joined(separator: ", ")
    var table = DataTable(
      caption: "\(metric.title): difference to \(ControllerName.inSentence(other)) (\(pairs) pairs; \(tests))")
    let isAdjusted = comparisons.allSatisfy { $0.pAdjusted != nil || $0.p == nil }
    let columns: [(title: String, texts: [String])] = [
      (
        "Mean difference [interval]",
        metric.differenceFormat.intervals(comparisons.map { ($0.meanDifference, $0.ciLow, $0.ciHigh) })
      ),
      (
        "Ratio of sums [interval]",
        NumberFormat.plain.intervals(comparisons.map { ($0.ratioOfSums, $0.ratioLow, $0.ratioHigh) })
      ),
      ("Effect size d_z", comparisons.map(\.effectText)),
      (
        isAdjusted ? "p, adjusted" : "p",
        comparisons.map { (isAdjusted ? $0.pAdjusted : $0.p).map(Comparison.probabilityText) ?? "–" }
      ),
    ].filter { $0.texts.contains { $0 != "–" } }
    table.columns = [.init("Controller")] + columns.map { .init($0.title, isNumeric: true) }
    table.rows = comparisons.enumerated().map { index, comparison in
      [ControllerName.text(comparison.a)] + columns.map { $0.texts[index] }
    }
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
    var table = self.table("Decisions met, and what is lost: estimate [interval]", names, metrics)
    table.columns.insert(
      contentsOf: [.init("Labels of plans met", isNumeric: true), .init("Labels of its own states met", isNumeric: true)],
      at: 1)
    for (row, name) in names.enumerated() {
      table.rows[row].insert(
        contentsOf: [
          mean(name) { $0.labelAccuracy }, name.hasSuffix("_guarded") ? "–" : mean(name) { $0.visitedLabelAccuracy },
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
      let judged = network.validationSeries.joined(separator: ", ")
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
