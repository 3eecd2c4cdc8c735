import Charting
import Records
import StreamIO

/// The tables of a study's report.
struct StudyTables {
  let study: Study

  private var records: StudyRecords { study.records }
  private var words: Words { study.words }
  private var metric: String { study.settings.metric }

  /// Of the study's metric, best first.
  private var ranked: [Summary] { records.overall(metric).ranked(isLowerBetter: study.metric.isLowerBetter) }

  /// All contenders over all scenarios, best first: how far from the best possible, and what they did.
  var contenders: [DataTable] {
    let names = ranked.compactMap(records.name)
    let (many, scenarios) = (words.contender.plural.capitalisedFirst, words.scenario.plural)
    var distances = table(
      "\(many) over all \(scenarios): estimate [interval]", names, ([metric] + words.tables.distances).distinct())
    distances.columns.insert(.init("In the records"), at: 1)
    distances.rows = zip(distances.rows, names).map { row, name in [row[0], name] + row.dropFirst() }
    distances.numbers = distances.numbers.map { [nil] + $0 }
    let counts = ranked.map(\.n).distinct()
    if counts.count == 1 {
      distances.caption = "\(many) over \(words.scenario.counted(counts[0])): estimate [interval]"
    } else {
      distances.columns.append(.init(scenarios.capitalisedFirst, isNumeric: true))
      distances.rows = zip(distances.rows, ranked).map { $0 + ["\($1.n)"] }
    }
    let doings = table(
      "What they did: mean over \(scenarios) [interval]", names, words.tables.doings.filter { $0 != metric })
    return [distances, doings].filter { $0.columns.count > 1 }
  }

  func table(_ caption: String, _ names: [String], _ metrics: [String]) -> DataTable {
    let shown = metrics.filter { !records.overall($0).isEmpty }
    let summaries = shown.map { metric in names.map { records.summary(of: metric, $0) } }
    let columns = zip(shown, summaries).map { metric, summaries in
      words.text(of: metric).format.intervals(summaries.map { ($0?.mean, $0?.ciLow, $0?.ciHigh) })
    }
    var table = DataTable(
      caption: caption,
      columns: [.init(words.contender.title)] + shown.map { .init(words.text(of: $0).title, isNumeric: true) },
      rows: names.enumerated().map { index, name in [words.title(name)] + columns.map { $0[index] } })
    table.numbers = names.indices.map { index in [nil] + summaries.map { $0[index]?.mean } }
    return table
  }

  /// Of each contender compared with, the paired differences to it in what matters most; all others are in the records.
  var comparisons: [DataTable] {
    let order = ranked.compactMap(records.name)
    let compared = records.overallComparisons.filter { $0.b != words.bound && words.isCompared($0.metric) }
    let metrics = ([metric] + words.tables.differences).distinct()
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
      let numbers = words.text(of: metric).differenceFormat.intervals(column.map { ($0?.meanDifference, $0?.ciLow, $0?.ciHigh) })
      return zip(numbers, column).map { numbers, comparison in
        guard let comparison, let p = comparison.pAdjusted ?? comparison.p else { return numbers }
        let text = Comparison.probabilityText(p)
        // The line breaks before it, and not inside.
        let way = comparison.isAgainstMean ? " for \((comparison.rankBiserial ?? 0) > 0 ? "higher" : "lower")" : ""
        return numbers + ", " + "p \(text.hasPrefix("<") ? text : "= \(text)")".split(separator: " ").joined(separator: "\u{A0}") + way
      }
    }
    var table = DataTable(
      caption: "Difference to \(words.inSentence(other)) (\(pairs.counted("pair")); \(tests))",
      columns: [.init(words.contender.title)] + metrics.map { .init("\(words.text(of: $0).title) [interval]", isNumeric: true) },
      rows: names.enumerated().map { index, name in [words.title(name)] + texts.map { $0[index] } })
    table.numbers = names.indices.map { index in [nil] + columns.map { $0[index]?.meanDifference } }
    return table
  }

  /// What stands out in all records, by the tests that bear it.
  var insights: DataTable {
    var table = DataTable(caption: "What tests bear out, largest effects first")
    table.columns = [.init("Finding"), .init("Effect size", isNumeric: true), .init("p, adjusted", isNumeric: true)]
    let insights = records.insights.sorted { $0.rank < $1.rank }
    table.rows = insights.map {
      [InsightText($0, words)?.sentence ?? $0.sentence, NumberFormat.plain.text($0.effect, decimals: 2), Comparison.probabilityText($0.p)]
    }
    table.numbers = insights.map { [nil, $0.effect, $0.p] }
    return table
  }
}
