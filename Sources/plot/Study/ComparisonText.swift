import Charting
import Records

/// Comparisons as people read them.
extension Comparison {
  /// "−0.0177 [−0.0290, −0.0063]".
  func differenceText(_ format: NumberFormat) -> String {
    let largest = [meanDifference, ciLow, ciHigh].compactMap { $0.map(abs) }.max() ?? 0
    return format.intervals([(meanDifference, ciLow, ciHigh)], decimals: format.decimals(forListOf: [largest]))[0]
  }

  /// Whether the differences' ranks, which the test sees, go the other way than their mean, which a few large ones decide.
  var isAgainstMean: Bool { (rankBiserial ?? 0) * (meanDifference ?? 0) < 0 }

  /// Whether its test finds a difference, at the level of its interval.
  var isSignificant: Bool { (pAdjusted ?? p ?? 1) < 1 - confidence }

  /// "Wilcoxon signed-rank, adjusted p < 0.001".
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
  /// Values with their intervals, all with as many decimals as the middle value needs; "–" without a value. Lines break
  /// only before the interval.
  func intervals(_ rows: [(value: Double?, low: Double?, high: Double?)], decimals: Int? = nil) -> [String] {
    let fitting = self.decimals(forListOf: rows.compactMap(\.value))
    let decimals = decimals ?? (unit == "%" ? min(fitting, 2) : fitting)
    return rows.map { row in
      guard let value = row.value else { return "–" }
      return text(value, low: row.low ?? .nan, high: row.high ?? .nan, decimals: decimals)
        .split(separator: ", ").joined(separator: ",\u{A0}")
    }
  }
}
