import Charting
import Records
import StreamIO

/// The answer of a study, in sentences made from its numbers and the claims of the words.
struct StudyAnswer {
  let study: Study
  /// The contender to choose.
  let best: String

  var records: StudyRecords { study.records }
  var words: Words { study.words }
  private static let percent = NumberFormat.percent

  init?(_ study: Study) {
    guard let best = study.best(by: study.settings.metric) else { return nil }
    (self.study, self.best) = (study, best)
  }

  var sentences: [String] {
    var points: [String] = []
    var isOpen = false
    for claim in words.answer {
      let sentence = text(claim)
      guard !sentence.isEmpty else {
        if !claim.isSamePoint { isOpen = false }
        continue
      }
      if claim.isSamePoint, isOpen { points[points.count - 1] += " " + sentence } else { points.append(sentence) }
      isOpen = true
    }
    return points
  }

  /// With what the report says under its first figure.
  var allSentences: [String] {
    let (points, opening) = (sentences, words.opening.flatMap { try? study.figure($0).reading } ?? "")
    return points.prefix(2) + (opening.isEmpty ? [] : [opening]) + points.dropFirst(2)
  }

  private func text(_ claim: Claim) -> String {
    switch claim.kind {
    case .best: bestText
    case .change: change(claim)
    case .rival: rivalText
    case .bound: bound(claim)
    case .extent: extent(claim)
    case .largest: largest(claim)
    }
  }

  private func summary(_ metric: String, _ name: String) -> Summary? { records.summary(of: metric, name) }

  // MARK: the best alone

  private var bestText: String {
    guard let summary = summary(study.settings.metric, best) else { return "" }
    let (name, metric) = (words.asSubject(best), study.metric)
    let numbers = Self.parts(summary, metric.isRelative ? Self.percent : metric.format)
    let own = words.fields[study.settings.metric]?.answer ?? Template()
    let usual: Template<Claim.Name> = "{Best}[[ ({best_id})]] does best by {best}: {value}[[ ({interval})]]."
    return (own.isEmpty ? usual : own).filled([
      .asSubject: name, .bestID: name == best ? nil : best, .best: metric.title.lowercasedFirst, .value: numbers.value,
      .interval: numbers.interval,
    ]) ?? ""
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

  // MARK: against the baseline

  private func means(_ metric: String) -> (best: Double, baseline: Double)? {
    guard best != words.baseline, let best = summary(metric, best)?.mean, let baseline = summary(metric, words.baseline)?.mean
    else { return nil }
    return (best, baseline)
  }

  private func relativeChange(_ metric: String) -> Double? {
    means(metric).flatMap { $0.baseline > 0 ? $0.best / $0.baseline - 1 : nil }
  }

  private static func share(_ value: Double) -> String { percent.text(value, decimals: 1) }

  /// The means of the best and of the baseline with as many decimals.
  private func texts(_ metric: String) -> (best: String, baseline: String)? {
    means(metric).map { means in
      let format = words.text(of: metric).format
      let decimals = format.decimals(forListOf: [means.best, means.baseline])
      return (format.text(means.best, decimals: decimals), format.text(means.baseline, decimals: decimals))
    }
  }

  private func change(_ claim: Claim) -> String {
    guard let means = means(claim.metric), let texts = texts(claim.metric) else { return "" }
    let comparison = records.comparison(of: claim.metric, best, with: words.baseline)
    let isWorse = words.text(of: claim.metric).isLowerBetter ? means.best > means.baseline : means.best < means.baseline
    // The test is of ranks, and the mean may follow a few scenarios.
    let isByFew = isWorse && comparison.map { $0.isAgainstMean && $0.isSignificant } ?? false && !claim.worseByFew.isEmpty
    let text = isByFew ? claim.worseByFew : isWorse ? claim.worse : claim.better
    return text.filled([
      .change: relativeChange(claim.metric).map { Self.share(abs($0)) }, .value: texts.best, .baselineValue: texts.baseline,
      .difference: comparison.map { difference($0, claim.metric) }, .test: comparison?.testText,
    ]) ?? ""
  }

  /// The paired difference to the baseline with its interval.
  private func difference(_ comparison: Comparison, _ metric: String) -> String {
    let isOpen = (comparison.ciLow ?? -.infinity) <= 0 && (comparison.ciHigh ?? .infinity) >= 0
    return "paired difference \(comparison.differenceText(words.text(of: metric).differenceFormat))\(isOpen ? ", which may be chance" : "")"
  }

  // MARK: against others

  /// The strongest other contender it was compared with.
  private var rivalText: String {
    let own = records.overallComparisons.filter { $0.a.exact == best.exact && words.isCompared($0.metric) }
    guard let metric = (words.paired + [study.settings.metric]).first(where: { metric in own.contains { $0.metric == metric } }) else {
      return ""
    }
    let rivals = own.filter { $0.metric == metric && ![words.baseline, words.bound].contains(exactly: $0.b) }
    let rank = { (comparison: Comparison) in
      (summary(study.settings.metric, comparison.b)?.mean).map { study.metric.isLowerBetter ? $0 : -$0 } ?? .infinity
    }
    guard let rival = rivals.min(by: { rank($0) < rank($1) }), let low = rival.ciLow, let high = rival.ciHigh else { return "" }
    let (name, text) = (words.inSentence(rival.b), words.text(of: metric))
    let numbers =
      "mean difference in \(text.title.lowercasedFirst) \(rival.differenceText(text.differenceFormat)), "
      + "\(rival.pairs.counted("pair")), \(rival.testText)"
    // No claim without a test that bears it.
    let leavesZeroOut = low > 0 || high < 0
    guard leavesZeroOut, rival.isSignificant else {
      let verdict = "These \(words.scenario.plural) do not tell it apart from \(name): \(numbers)."
      guard leavesZeroOut != rival.isSignificant else { return verdict }
      return "\(verdict) Where interval and test disagree, the one that claims less decides: here "
        + (rival.isSignificant
          ? "the interval of the mean, which holds 0, though the ranks of the differences go one way."
          : "the test of the ranks, which sees no difference, though the interval of the mean leaves 0 out.")
    }
    return "Against \(name) it is \((high < 0) == text.isLowerBetter ? "ahead" : "behind"): \(numbers)."
  }

  /// What the bound would add to the best.
  private func bound(_ claim: Claim) -> String {
    guard let share = summary(claim.metric, best)?.mean else { return "" }
    let comparison = records.comparison(of: claim.compared, best, with: words.bound)
    return claim.text.filled([
      .value: Self.percent.text(share, decimals: 2), .rest: Self.percent.text(1 - share, decimals: 2),
      .difference: comparison.flatMap { comparison in
        comparison.meanDifference.map { _ in comparison.differenceText(words.text(of: claim.compared).differenceFormat) }
      },
    ]) ?? ""
  }

  // MARK: what it rests on

  private func extent(_ claim: Claim) -> String {
    let summaries = records.overall(study.settings.metric)
    let places = words.places.compactMap { place in
      let count = records.values(of: place.field).count
      return count > 0 ? place.counted(count) : nil
    }
    let usual: Template<Claim.Name> = "This rests on {scenarios}[[ in {places}]], the same for all {contenders}. {origin}."
    return (claim.text.isEmpty ? usual : claim.text).filled([
      .scenarios: words.scenario.counted(summaries.map(\.recordCount).max() ?? 0),
      .places: places.isEmpty ? nil : places.joined(separator: " and "),
      .contenders: words.contender.counted(summaries.count), .origin: words.text(DataOrigin(summaries)),
    ]) ?? ""
  }

  private func largest(_ claim: Claim) -> String {
    guard let summary = summary(claim.metric, best), summary.n > 0, let largest = summary.maximum else { return "" }
    let plain = NumberFormat.plain
    return claim.text.filled([
      .n: "\(summary.n)", .records: summary.recordCount.counted(claim.noun.isEmpty ? "record" : claim.noun),
      .each: summary.n == 1 ? "it is" : "each is",
      .largest: largest <= claim.least && !claim.belowLeast.isEmpty
        ? claim.belowLeast : "\(plain.text(largest, decimals: plain.decimals(forListOf: [largest]))) \(words.text(of: claim.metric).unit)",
    ]) ?? ""
  }

  // MARK: numbers to take home

  var keyNumbers: [KeyNumber] {
    var keys: [KeyNumber] = []
    let (metric, relative) = (study.metric, words.relative)
    if let summary = summary(study.settings.metric, best) {
      let numbers = Self.parts(summary, metric.isRelative ? Self.percent : metric.format)
      let details = [metric.isRelative ? relative.keyDetail : "", numbers.interval ?? "no interval"].filter { !$0.isEmpty }
      let title = metric.isRelative && !relative.key.isEmpty ? relative.key : metric.title
      keys.append(KeyNumber(title, numbers.value, detail: details.joined(separator: ", ")))
    }
    for key in words.keyNumbers {
      guard let texts = texts(key.metric) else { continue }
      let detail = key.detail.filled([.value: texts.best, .baselineValue: texts.baseline]) ?? ""
      if !key.isChange {
        keys.append(KeyNumber(key.title, texts.best, detail: detail))
      } else if let change = relativeChange(key.metric) {
        keys.append(KeyNumber(key.title, "\(change <= 0 ? "\u{2212}" : "+")\(Self.share(abs(change)))", detail: detail))
      }
    }
    let summaries = records.overall(study.settings.metric)
    keys.append(
      KeyNumber(
        words.scenario.plural.capitalisedFirst, "\(summaries.map(\.recordCount).max() ?? 0)",
        detail: words.text(DataOrigin(summaries)).lowercasedFirst))
    return keys
  }
}
