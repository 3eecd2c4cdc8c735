import Records

/// The tables of a study's report.
struct StudyTables {
  let records: StudyRecords
  let settings: StudySettings

  private static let metrics = [
    "regret/naive_regret", "normalised_regret", "success_rate", "small_miss_rate", "large_miss_rate", "carbon_g",
    "clean_fraction",
  ]

  /// All controllers over all scenarios, best first.
  var controllers: DataTable {
    let shown = ([settings.metric] + Self.metrics).distinct().filter {
      !records.summaries(of: $0, by: ["controller"]).isEmpty
    }
    let ranked = records.summaries(of: settings.metric, by: ["controller"])
      .ranked(isLowerBetter: MetricText(settings.metric).isLowerBetter)
    var table = DataTable(caption: "Controllers over all scenarios, mean or ratio [interval]")
    table.columns = [.init("Controller"), .init("Scenarios", isNumeric: true)]
    table.columns += shown.map { metric in
      let text = MetricText(metric)
      return .init(text.format.unit == "g" ? "CO₂e per scenario" : text.title, isNumeric: true)
    }
    table.rows = ranked.map { summary in
      let name = summary.by["controller"] ?? ""
      return [ControllerName.text(name), "\(summary.n)"]
        + shown.map { metric in
          records.summary(of: metric, controller: name)?.text(MetricText(metric).format) ?? "–"
        }
    }
    return table
  }

  /// What is compared over all scenarios; comparisons within groups are left to the records.
  var comparisons: DataTable {
    var table = DataTable(caption: "Paired comparisons over all scenarios: mean of the first less the second [interval]")
    let shown = records.comparisons.filter { $0.by.entries.isEmpty }
    let hasRatios = shown.contains { $0.ratioOfSums != nil }
    table.columns = [
      .init("Controller"), .init("Compared with"), .init("In"), .init("Pairs", isNumeric: true),
      .init("Mean difference", isNumeric: true),
    ]
    if hasRatios { table.columns.append(.init("Ratio of sums", isNumeric: true)) }
    table.columns += [.init("Effect size (d_z)", isNumeric: true), .init("Test"), .init("p, adjusted", isNumeric: true)]
    table.rows = shown.map { comparison in
      let format = MetricText(comparison.metric).format
      var row = [
        ControllerName.text(comparison.a), ControllerName.text(comparison.b), MetricText(comparison.metric).title,
        "\(comparison.pairs)", comparison.differenceText(format == .percent ? NumberFormat(unit: "points", factor: 100) : format),
      ]
      if hasRatios {
        row.append(NumberFormat.plain.interval(comparison.ratioOfSums, comparison.ratioLow, comparison.ratioHigh))
      }
      let p = comparison.pAdjusted ?? comparison.p
      row += [
        comparison.effectSize.map { NumberFormat.plain.text($0, significantDigits: 2) } ?? "–", comparison.test,
        p.map(Comparison.probabilityText) ?? "–",
      ]
      return row
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
            + leads.map { errors.indices.contains($0 - 1) ? NumberFormat(factor: 100).text(errors[$0 - 1], decimals: 2) : "–" })
      }
    }
    return table
  }
}

extension Comparison {
  /// "−0.0177 [−0.0289, −0.0065]".
  func differenceText(_ format: NumberFormat) -> String { format.interval(meanDifference, ciLow, ciHigh) }

  /// "wilcoxon, adjusted p < 0.001".
  var testText: String {
    guard let value = pAdjusted ?? p else { return "no test" }
    let text = Self.probabilityText(value)
    return "\(test), \(pAdjusted == nil ? "" : "adjusted ")p \(text.hasPrefix("<") ? text : "= \(text)")"
  }

  static func probabilityText(_ p: Double) -> String {
    p < 0.001 ? "< 0.001" : NumberFormat.plain.text(p, decimals: p < 0.1 ? 3 : 2)
  }
}

extension NumberFormat {
  /// A value with its interval, with three digits of the largest of them; "–" without a value.
  func interval(_ value: Double?, _ low: Double?, _ high: Double?) -> String {
    guard let value else { return "–" }
    let largest = [value, low, high].compactMap { $0.map(abs) }.max() ?? 0
    return text(value, low: low ?? .nan, high: high ?? .nan, decimals: decimals(forListOf: [largest]))
  }
}
