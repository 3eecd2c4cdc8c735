import Charting
import Records
import StreamIO

/// The answer of a study, in sentences made from its numbers.
struct StudyAnswer {
  let records: StudyRecords
  let settings: StudySettings
  /// The controller to deploy.
  let best: String
  /// Why perfect foresight may meet both wishes in fewer tasks than naive charging.
  let weights: String

  private static let percent = NumberFormat.percent

  init?(_ study: Study) {
    guard let best = study.bestController(by: study.settings.metric) else { return nil }
    (records, settings, self.best) = (study.records, study.settings, best)
    weights = study.weightsReading
  }

  var sentences: [String] {
    [distance, [carbon, success].filter { !$0.isEmpty }.joined(separator: " "), rival, foresight, extent, certificate].filter { !$0.isEmpty }
  }

  /// With what the report says under its first figure.
  var allSentences: [String] {
    guard !weights.isEmpty, sentences.count > 1 else { return sentences + [weights].filter { !$0.isEmpty } }
    return Array(sentences.prefix(2)) + [weights] + sentences.dropFirst(2)
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
    let name = ControllerName.asSubject(best)
    let subject = name == best ? name : "\(name) (\(best))"
    let metric = MetricText(settings.metric)
    guard metric.isRelativeRegret else {
      let numbers = Self.parts(summary, metric.format)
      return "\(subject) does best by \(metric.title.lowercasedFirst): \(numbers.value)"
        + "\(numbers.interval.map { " (\($0))" } ?? "")."
    }
    let share = Self.parts(summary, Self.percent)
    return "\(subject) comes closest to the best possible: "
      + (settings.metric == "normalised_regret" ? "in the mean scenario it loses " : "it loses ") + share.value
      + (share.interval.map { " (\($0))" } ?? "") + " of what naive charging loses against a plan made in hindsight."
  }

  /// "8.2%" and "95% interval 5.8 to 11.8%", with as many decimals.
  private static func parts(_ summary: Summary, _ format: NumberFormat) -> (value: String, interval: String?) {
    let ends = [summary.mean, summary.ciLow, summary.ciHigh]
    let decimals = format.decimals(forListOf: [ends.compactMap { $0.map(abs) }.max() ?? 0])
    let value = format.text(summary.mean ?? .nan, decimals: decimals)
    guard let low = summary.ciLow, let high = summary.ciHigh else { return (value, nil) }
    return (
      value,
      "\(percent.text(summary.confidence)) interval \(NumberFormat(factor: format.factor).text(low, decimals: decimals)) to "
        + format.text(high, decimals: decimals)
    )
  }

  private var carbon: String {
    guard let change = carbonChange, let grams = texts("carbon_g") else { return "" }
    return "It emits \(Self.share(abs(change))) \(change <= 0 ? "less" : "more") CO₂e than naive charging, "
      + "\(grams.best) instead of \(grams.baseline) per scenario\(difference("carbon_g"))."
  }

  private var success: String {
    guard let means = means("success_rate"), let shares = texts("success_rate") else { return "" }
    // The test is of ranks, and the mean may follow a few scenarios.
    if means.best < means.baseline,
      let comparison = records.comparison(of: "success_rate", best, with: ControllerName.baseline), comparison.isAgainstMean,
      let p = comparison.pAdjusted ?? comparison.p, p < 1 - comparison.confidence {
      return "Scenario by scenario it tends to meet both wishes more often than naive charging (\(comparison.testText)), in a few "
        + "far less often: on average in \(shares.best) of all tasks instead of \(shares.baseline)\(difference("success_rate"))."
    }
    return
      "\(means.best >= means.baseline ? "It meets" : "In exchange it meets") both wishes in \(shares.best) of all tasks "
      + "instead of \(shares.baseline)\(difference("success_rate"))."
  }

  /// The relative change of carbon against naive.
  private var carbonChange: Double? {
    means("carbon_g").flatMap { $0.baseline > 0 ? $0.best / $0.baseline - 1 : nil }
  }

  private static func share(_ value: Double) -> String { percent.text(value, decimals: 1) }

  /// The means of the best and of naive with as many decimals.
  private func texts(_ metric: String) -> (best: String, baseline: String)? {
    means(metric).map { means in
      let format = MetricText(metric).format
      let decimals = format.decimals(forListOf: [means.best, means.baseline])
      return (format.text(means.best, decimals: decimals), format.text(means.baseline, decimals: decimals))
    }
  }

  /// The paired difference to naive with its interval, where a comparison was made.
  private func difference(_ metric: String) -> String {
    guard let comparison = records.comparison(of: metric, best, with: ControllerName.baseline) else { return "" }
    let isOpen = (comparison.ciLow ?? -.infinity) <= 0 && (comparison.ciHigh ?? .infinity) >= 0
    return " (paired difference \(comparison.differenceText(MetricText(metric).differenceFormat))"
      + "\(isOpen ? ", which may be chance" : ""))"
  }

  /// The strongest other controller it was compared with.
  private var rival: String {
    let metric = ["normalised_regret", "regret", settings.metric].first { metric in
      records.overallComparisons.contains { $0.metric == metric && $0.a.exact == best.exact }
    }
    guard let metric else { return "" }
    let rivals = records.overallComparisons.filter {
      $0.metric == metric && $0.a.exact == best.exact
        && ![ControllerName.baseline, ControllerName.clairvoyant].contains($0.b)
    }
    let rank = { (comparison: Comparison) in summary(settings.metric, comparison.b)?.mean ?? .infinity }
    guard let rival = rivals.min(by: { rank($0) < rank($1) }), let low = rival.ciLow, let high = rival.ciHigh else {
      return ""
    }
    let name = ControllerName.inSentence(rival.b)
    let numbers =
      "mean difference in \(MetricText(metric).title.lowercasedFirst) \(rival.differenceText(MetricText(metric).differenceFormat)), "
      + "\(rival.pairs.counted("pair")), \(rival.testText)"
    // No claim without a test that bears it.
    let (leavesZeroOut, p) = (low > 0 || high < 0, rival.pAdjusted ?? rival.p ?? 1)
    let isSeen = p < 1 - rival.confidence
    guard leavesZeroOut, isSeen else {
      let verdict = "These scenarios do not tell it apart from \(name): \(numbers)."
      guard leavesZeroOut != isSeen else { return verdict }
      return "\(verdict) Where interval and test disagree, the one that claims less decides: here "
        + (isSeen
          ? "the interval of the mean, which holds 0, though the ranks of the differences go one way."
          : "the test of the ranks, which sees no difference, though the interval of the mean leaves 0 out.")
    }
    return "Against \(name) it is \((high < 0) == MetricText(metric).isLowerBetter ? "ahead" : "behind"): \(numbers)."
  }

  /// What knowing the future would add to the best.
  private var foresight: String {
    guard let share = summary("gain/clairvoyant_gain", best)?.mean else { return "" }
    let less = 1 - share
    let carbon = records.comparison(of: "carbon_g", best, with: ControllerName.clairvoyant).flatMap { comparison in
      comparison.meanDifference.map { _ in
        "; emissions differ by \(comparison.differenceText(MetricText("carbon_g").differenceFormat)) from perfect foresight's"
      }
    }
    return "With perfect foresight there would be \(Self.percent.text(less, decimals: 2)) more to gain over doing nothing\(carbon ?? "")."
  }

  private var extent: String {
    let summaries = records.summaries(of: settings.metric, by: ["controller"])
    let places = [("zone", "zone"), ("season", "season")].compactMap { key, noun in
      let count = records.values(of: key).count
      return count > 0 ? count.counted(noun) : nil
    }
    let scenarios = (summaries.map(\.recordCount).max() ?? 0).counted("scenario")
    return "This rests on \(scenarios)" + (places.isEmpty ? "" : " in \(places.joined(separator: " and "))")
      + ", the same for all \(summaries.count.counted("controller")). \(GridOrigin(summaries).text)."
  }

  /// What GLPK says of the plans that controllers are measured against.
  private var certificate: String {
    guard let summary = summary("certified_difference", best), summary.n > 0, let worst = summary.maximum else { return "" }
    let distance =
      worst <= 1e-6
      ? "a millionth of a unit of reward"
      : "\(NumberFormat.plain.text(worst, decimals: NumberFormat.plain.decimals(forListOf: [worst]))) units of reward"
    return "An independent solver (GLPK) proved \(summary.n) of the \(summary.recordCount.counted("plan")) made in hindsight again: "
      + "\(summary.n == 1 ? "it is" : "each is") within \(distance) of the best possible."
  }

  var keyNumbers: [KeyNumber] {
    var keys: [KeyNumber] = []
    let metric = MetricText(settings.metric)
    if let summary = summary(settings.metric, best) {
      let numbers = Self.parts(summary, metric.isRelativeRegret ? Self.percent : metric.format)
      let words = [metric.isRelativeRegret ? "of naive's loss" : "", numbers.interval ?? "no interval"].filter {
        !$0.isEmpty
      }
      keys.append(
        KeyNumber(
          metric.isRelativeRegret ? "Lost against perfect foresight" : metric.title, numbers.value,
          detail: words.joined(separator: ", ")))
    }
    if let change = carbonChange, let grams = texts("carbon_g") {
      keys.append(
        KeyNumber(
          "Carbon", "\(change <= 0 ? "\u{2212}" : "+")\(Self.share(abs(change)))",
          detail: "\(grams.best) CO₂e, naive \(grams.baseline)"))
    }
    if let shares = texts("success_rate") {
      keys.append(KeyNumber("Tasks that meet both wishes", shares.best, detail: "naive \(shares.baseline)"))
    }
    let summaries = records.summaries(of: settings.metric, by: ["controller"])
    keys.append(
      KeyNumber(
        "Scenarios", "\(summaries.map(\.recordCount).max() ?? 0)", detail: GridOrigin(summaries).text.lowercasedFirst))
    return keys
  }
}

extension String {
  /// For the middle of a sentence; what is written in capitals stays so: CO₂e.
  var lowercasedFirst: String {
    dropFirst().first?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
  }
}
