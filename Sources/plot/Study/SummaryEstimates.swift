import Charting
import Records

/// Groups of summaries as estimates of a chart.
extension Summary {
  /// Records it was made from, those without a value included.
  var recordCount: Int { n.addingReportingOverflow(missing).overflow ? .max : n + missing }

  func estimate(category: String, series: String = "", facet: String = "") -> IntervalEstimate {
    IntervalEstimate(
      category: category, series: series, facet: facet, value: mean ?? .nan, low: ciLow ?? .nan, high: ciHigh ?? .nan,
      count: n)
  }
}

extension Sequence<Summary> {
  /// "n = 64 scenarios", "n = 3 to 4 scenarios".
  var countText: String {
    let counts = map(\.n)
    guard let least = counts.min(), let most = counts.max() else { return "" }
    return least == most ? "n = \(most.counted("scenario"))" : "n = \(least) to \(most.counted("scenario"))"
  }

  var intervalText: String { IntervalWords.text(methods: map(\.ciMethod), levels: map(\.confidence)) }

  /// Best first; groups without an estimate last.
  func ranked(isLowerBetter: Bool) -> [Summary] {
    let worst = isLowerBetter ? Double.infinity : -Double.infinity
    // The place in the input settles ties, so that the order is the same everywhere.
    return enumerated().sorted { a, b in
      let (x, y) = (a.element.mean ?? worst, b.element.mean ?? worst)
      return x == y ? a.offset < b.offset : isLowerBetter ? x < y : x > y
    }.map(\.element)
  }
}

enum IntervalWords {
  /// "95% confidence intervals (student t)".
  static func text(methods: [String], levels: [Double]) -> String {
    let methods = methods.filter { !$0.isEmpty }.distinct().joined(separator: "; ")
    let levels = levels.distinct().sorted().map { NumberFormat.percent.text($0) }.joined(separator: ", ")
    return "\(levels) confidence intervals\(methods.isEmpty ? "" : " (\(methods))")"
  }
}
