import Charting
import Records

/// How intervals were found, in words.
enum IntervalWords {
  /// "95% confidence intervals (student t)".
  static func text(methods: [String], levels: [Double]) -> String {
    let methods = methods.filter { !$0.isEmpty }.distinct().joined(separator: "; ")
    let levels = levels.distinct().sorted().map { NumberFormat.percent.text($0) }.joined(separator: ", ")
    return "\(levels) confidence intervals\(methods.isEmpty ? "" : " (\(methods))")"
  }
}
