import Charting
import Records
import StreamIO

extension Study {
  /// Mean ranks over all scenarios, and which of them a test does not tell apart.
  func ranks() throws(MissingRecords) -> StudyFigure {
    let overall = records.rankings.filter(\.by.entries.isEmpty)
    let metrics = overall.map(\.metric).distinct()
    guard let name = ([settings.metric] + words.paired).first(where: metrics.contains) else {
      let baseline = words.baseline.isEmpty ? "" : " --baseline \(words.baseline)"
      throw MissingRecords(
        needed: "needs ranking records of \(settings.metric)"
          + (metrics.isEmpty ? "" : " (there are those of \(metrics.joined(separator: ", ")))"),
        remedy: "aggregate runs.ndjson.gz --metric \(settings.metric) --compare \(words.contender.field)\(baseline) --rank")
    }
    let metric = words.text(of: name)
    var seen: Set<ExactText> = []
    let rankings = overall.filter { $0.metric == name && seen.insert($0.contender.exact).inserted }
    // Records rank the least first.
    let ranks = rankings.compactMap { ranking in
      ranking.meanRank.map { mean in
        (name: words.title(ranking.contender), mean: metric.isLowerBetter ? mean : Double(ranking.contenders + 1) - mean)
      }
    }
    let level = rankings.first.map { NumberFormat.percent.text($0.confidence) } ?? ""
    let title = "Mean ranks by \(metric.title.lowercasedFirst)"
    let (one, many) = (words.scenario.one, words.scenario.plural)
    let chart = CriticalDifferenceChart(
      ChartText(
        title: title, subtitle: "\(origin(name)), \(words.scenario.counted(rankings.map(\.n).max() ?? 0))",
        caption: "Friedman's ranks within \(many), which are taken for independent; Nemenyi's test, \(level) confidence."),
      ranks: ranks, criticalDifference: rankings.first?.criticalDifference ?? .nan)
    return StudyFigure(
      name: "ranks", chart: chart, title: title,
      reading: "Further left is better, \(one) by \(one); what a bar joins, these \(many) do not tell apart. Ranks count how often "
        + "one is ahead, and not by how much.")
  }
}
