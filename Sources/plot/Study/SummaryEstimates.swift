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
