import Charting
import Records
import Statistics
import StreamIO

extension FieldChart {
  /// Mean ranks over what all were measured on, and Nemenyi's critical difference.
  func criticalDifferenceChart() throws(Failure) -> any Chart {
    let (values, blocks, series) = (try numbers(ys[0]), names([x ?? ""]), series)
    let names = series.distinct()
    var measured: [ExactText: [ExactText: Double]] = [:]
    for row in rowIndices where values[row].isFinite { measured[blocks[row].exact, default: [:]][series[row].exact] = values[row] }
    let complete = blocks.distinct().compactMap { measured[$0.exact] }.filter { $0.count == names.count }
    guard complete.count > 1, names.count > 1 else {
      throw Failure(
        .data, "critical-difference needs two \(words(by))s measured on the same two \(words([x ?? ""]))s at least; there are "
          + "\(names.count) on \(complete.count)")
    }
    let isLowerBetter = options.better.map { $0 == .low } ?? language.text(of: ys[0]).isLowerBetter
    var ranks = FriedmanRanks(contenders: names.count)
    for block in complete {
      ranks.add(ContiguousArray(names.map { (block[$0.exact] ?? 0) * (isLowerBetter ? 1 : -1) }))
    }
    let difference = (try? ranks.criticalDifference(confidence: 0.95)) ?? .nan
    return CriticalDifferenceChart(
      text(
        "Mean ranks by \(measureWords.lowercasedFirst)",
        statistic: "\(complete.count.counted("block")) measured under all \(names.count); Nemenyi's test at the 5% level"),
      ranks: zip(names, ranks.meanRanks).map { (name: $0, mean: $1) }, criticalDifference: difference)
  }
}
