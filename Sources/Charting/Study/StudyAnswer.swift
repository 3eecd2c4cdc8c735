import Records

/// The answer of a study, in sentences made from its numbers.
struct StudyAnswer {
  let records: StudyRecords
  let settings: StudySettings
  /// The controller to deploy.
  let best: String

  private static let percent = NumberFormat.percent

  init?(_ study: Study) {
    guard let best = study.bestController(by: study.settings.metric) else { return nil }
    (records, settings, self.best) = (study.records, study.settings, best)
  }

  var sentences: [String] {
    [distance, [carbon, success].filter { !$0.isEmpty }.joined(separator: " "), rival, extent].filter { !$0.isEmpty }
  }

  private func summary(_ metric: String, _ controller: String) -> Summary? {
    records.summary(of: metric, controller: controller)
  }

  private func means(_ metric: String) -> (best: Double, baseline: Double)? {
    guard best != ControllerName.baseline, let best = summary(metric, best)?.mean,
      let baseline = summary(metric, ControllerName.baseline)?.mean
    else { return nil }
    return (best, baseline)
  }

  private var distance: String {
    guard let summary = summary(settings.metric, best) else { return "" }
    let name = ControllerName.inSentence(best)
    let subject = name.prefix(1).uppercased() + name.dropFirst()
    let metric = MetricText(settings.metric)
    guard metric.isRelativeRegret else {
      return "\(subject) does best by \(settings.metric): \(summary.text(metric.format))."
    }
    let share = summary.text(Self.percent)
    return settings.metric == "normalised_regret"
      ? "\(subject) comes closest to the best possible: in the mean scenario it loses \(share) of what naive charging loses "
        + "against a plan made in hindsight."
      : "\(subject) comes closest to the best possible: it loses \(share) of what naive charging loses against a plan made "
        + "in hindsight."
  }

  private var carbon: String {
    guard let means = means("carbon_g"), means.baseline > 0 else { return "" }
    let change = means.best / means.baseline - 1
    let grams = NumberFormat(unit: "g")
    return "It emits \(Self.percent.text(abs(change))) \(change <= 0 ? "less" : "more") CO₂e than naive charging, "
      + "\(grams.text(means.best)) instead of \(grams.text(means.baseline)) per scenario"
      + difference("carbon_g", NumberFormat(unit: "g")) + "."
  }

  private var success: String {
    guard let means = means("success_rate") else { return "" }
    let verb = means.best >= means.baseline ? "It meets" : "In exchange it meets"
    let change = means.best - means.baseline
    return "\(verb) both wishes in \(Self.percent.text(means.best)) of all tasks instead of "
      + "\(Self.percent.text(means.baseline))\(abs(change) < 0.0005 ? ", about as often" : "")"
      + difference("success_rate", NumberFormat(unit: "points", factor: 100)) + "."
  }

  /// The paired difference to naive with its interval, where a comparison was made.
  private func difference(_ metric: String, _ format: NumberFormat) -> String {
    guard let comparison = records.comparison(of: metric, best, with: ControllerName.baseline) else { return "" }
    return " (paired difference \(comparison.differenceText(format)))"
  }

  /// The strongest other controller it was compared with.
  private var rival: String {
    let metric = ["normalised_regret", "regret", settings.metric].first { metric in
      records.comparisons.contains { $0.metric == metric && $0.a == best && $0.by.entries.isEmpty }
    }
    guard let metric else { return "" }
    let rivals = records.comparisons.filter {
      $0.metric == metric && $0.a == best && $0.by.entries.isEmpty
        && ![ControllerName.baseline, ControllerName.clairvoyant].contains($0.b)
    }
    let rank = { (comparison: Comparison) in summary(settings.metric, comparison.b)?.mean ?? .infinity }
    guard let rival = rivals.min(by: { rank($0) < rank($1) }), let low = rival.ciLow, let high = rival.ciHigh else {
      return ""
    }
    let name = ControllerName.inSentence(rival.b)
    let numbers = "mean difference in \(MetricText(metric).title.lowercased()) \(rival.differenceText(.plain)), "
      + "\(rival.pairs.counted("pair")), \(rival.testText)"
    guard low > 0 || high < 0 else { return "These scenarios do not tell it apart from \(name): \(numbers)." }
    return "Against \(name) it is \((high < 0) == MetricText(metric).isLowerBetter ? "ahead" : "behind"): \(numbers)."
  }

  private var extent: String {
    let summaries = records.summaries(of: settings.metric, by: ["controller"])
    let places = [("zone", "zone"), ("season", "season")].compactMap { key, noun in
      let count = records.values(of: key).count
      return count > 0 ? count.counted(noun) : nil
    }
    let scenarios = (summaries.map { $0.n + $0.missing }.max() ?? 0).counted("scenario")
    return "This rests on \(scenarios)" + (places.isEmpty ? "" : " in \(places.joined(separator: " and "))")
      + ", the same for all \(summaries.count.counted("controller")). \(GridOrigin(summaries).text)."
  }

  var keyNumbers: [KeyNumber] {
    var numbers: [KeyNumber] = []
    let metric = MetricText(settings.metric)
    if let summary = summary(settings.metric, best) {
      let format = metric.isRelativeRegret ? Self.percent : metric.format
      numbers.append(
        KeyNumber(
          metric.isRelativeRegret ? "Lost against perfect foresight" : metric.title, format.text(summary.mean ?? .nan),
          detail: "\(metric.isRelativeRegret ? "of naive's loss, " : "")\(summary.bracketText(format)) "
            + "(\(ControllerName.text(best).lowercasedFirst))"))
    }
    if let carbon = means("carbon_g"), carbon.baseline > 0 {
      let change = carbon.best / carbon.baseline - 1
      numbers.append(
        KeyNumber(
          "Carbon", "\(change <= 0 ? "\u{2212}" : "+")\(Self.percent.text(abs(change)))",
          detail: "\(NumberFormat(unit: "g").text(carbon.best)) CO₂e, naive \(NumberFormat(unit: "g").text(carbon.baseline))"))
    }
    if let success = means("success_rate") {
      numbers.append(
        KeyNumber(
          "Tasks that meet both wishes", Self.percent.text(success.best), detail: "naive \(Self.percent.text(success.baseline))"))
    }
    let summaries = records.summaries(of: settings.metric, by: ["controller"])
    numbers.append(
      KeyNumber(
        "Scenarios", "\(summaries.map { $0.n + $0.missing }.max() ?? 0)", detail: GridOrigin(summaries).text.lowercasedFirst))
    return numbers
  }
}

extension Summary {
  /// "95% interval 6.85 to 10.1%".
  fileprivate func bracketText(_ format: NumberFormat) -> String {
    guard let ciLow, let ciHigh else { return "no interval" }
    return "\(NumberFormat.percent.text(confidence)) interval \(NumberFormat(factor: format.factor).text(ciLow)) to \(format.text(ciHigh))"
  }
}

extension String {
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
