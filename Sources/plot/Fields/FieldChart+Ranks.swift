import Charting
import Records
import Statistics
import StreamIO

extension FieldChart {
  /// Mean ranks over what all were measured on, and Nemenyi's critical difference.
  func criticalDifferenceChart() throws(Failure) -> any Chart {
    let (values, blocks, series) = (try numbers(ys[0]), names([x ?? ""]), series)
    let names = series.distinct()
    var measured: [String: [String: Double]] = [:]
    for row in rowIndices where values[row].isFinite { measured[blocks[row], default: [:]][series[row]] = values[row] }
    let complete = blocks.distinct().compactMap { measured[$0] }.filter { $0.count == names.count }
    guard complete.count > 1, names.count > 1 else {
      throw Failure(
        .data, "critical-difference needs two \(words(by))s measured on the same two \(words([x ?? ""]))s at least; there are "
          + "\(names.count) on \(complete.count)")
    }
    let isLowerBetter = options.better.map { $0 == .low } ?? MetricText(metricName).isLowerBetter
    var sums = [Double](repeating: 0, count: names.count)
    for block in complete {
      let row = names.map { (block[$0] ?? .nan) * (isLowerBetter ? 1 : -1) }
      for (index, value) in row.enumerated() {
        // Equal values share the mean of their ranks.
        sums[index] += Double(row.count { $0 < value }) + (Double(row.count { $0 == value }) + 1) / 2
      }
    }
    let count = Double(complete.count)
    let difference = Self.criticalDifference(of: names.count, on: complete.count)
    return CriticalDifferenceChart(
      text(
        "Mean ranks by \(measureWords.lowercasedFirst)",
        statistic: "\(complete.count.counted("block")) measured under all \(names.count); "
          + (difference.isFinite ? "Nemenyi's test at the 5% level" : "more than are tabled, so no critical difference")),
      ranks: zip(names, sums).map { (name: $0, mean: $1 / count) }, criticalDifference: difference)
  }

  private var metricName: String { ys[0] }

  /// Nemenyi's, at the 5 % level: q·√(k(k+1)/6N), with q the studentised range over √2 (Demšar 2006, table 5a).
  static func criticalDifference(of k: Int, on n: Int) -> Double {
    let quantiles = [1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164]
    guard quantiles.indices.contains(k - 2), n > 0 else { return .nan }
    return quantiles[k - 2] * (Double(k * (k + 1)) / (6 * Double(n))).squareRoot()
  }
}
