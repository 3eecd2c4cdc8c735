import Records
import Statistics

/// How intervals are found, and what records call it.
struct IntervalRule: Sendable {
  let confidence: Double
  let replicates: Int
  let seed: UInt64
  let clusterFields: [String]
  let method: IntervalMethod

  init(_ question: Question) {
    (confidence, replicates) = (question.configuration.confidence, question.configuration.replicates)
    (seed, clusterFields) = (question.seed, question.configuration.cluster)
    method = question.configuration.interval
  }

  static let student = "student t"
  static let wilson = "wilson"

  /// Whether mean differences of pairs are resampled.
  var resamplesPairs: Bool { !clusterFields.isEmpty || method == .bootstrap || method == .accelerated }

  /// What a test says that knows no clusters where there are some.
  var independenceClaim: String { clusterFields.isEmpty ? "" : ", records taken for independent" }

  /// - Parameter units: what is drawn where there are no clusters.
  func bootstrapName(of units: String) -> String {
    (clusterFields.isEmpty ? "bootstrap (\(units))" : "cluster bootstrap (\(clusterFields.joined(separator: ", ")))")
      + ", bias-corrected\(method == .accelerated ? " and accelerated" : ""), \(replicates) replicates"
  }

  /// A bootstrap whose draws depend on the seed and on what it is for, not on what is found beside it.
  func bootstrap(_ by: Group, _ names: String...) -> Bootstrap {
    let group = by.entries.flatMap { [$0.key, $0.value.text] }
    return Bootstrap(
      seed: seed, name: ["aggregate"] + names + group,
      method: method == .accelerated ? .biasCorrectedAccelerated : .biasCorrected, confidence: confidence,
      replicates: replicates)
  }
}

/// Why fields of a record are null, one after the other.
struct Reasons {
  private(set) var text: String?

  mutating func add(_ reason: some CustomStringConvertible) {
    let reason = reason.description
    guard let text else { return text = reason }
    if !text.contains(reason) { self.text = text + "; " + reason }
  }

  /// The value of `body`, or nil for a reason that is noted.
  mutating func value<T>(_ body: () throws(Undefined) -> T) -> T? {
    do throws(Undefined) {
      return try body()
    } catch {
      add(error)
      return nil
    }
  }
}
