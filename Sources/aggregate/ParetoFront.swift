import Glibc
import Records
import StreamIO

/// Which of the groups of one --by no other beats: all of them against each other; or with --compare, those that differ
/// in the compared field alone.
struct ParetoFront {
  private let objectives: [Question.Objective]
  private let compare: String?

  init(_ question: Question) { (objectives, compare) = (question.objectives, question.configuration.compare) }

  var isWanted: Bool { !objectives.isEmpty }

  /// - Parameter groups: each with its summaries, one a quantity.
  func points(_ groups: [[Summary]]) -> [ParetoPoint] {
    guard compare.map({ name in groups.first?.first?.by[name] != nil }) ?? true else { return [] }
    let candidates = groups.compactMap(candidate)
    let names = names(candidates.map(\.point))
    return candidates.map { candidate in
      var point = candidate.point
      point.dominatedBy = candidates.indices
        .filter { candidates[$0].point.by == point.by && dominates(candidates[$0], candidate) }.map { names[$0] }
      point.isOnFront = point.dominatedBy.isEmpty
      return point
    }
  }

  private struct Candidate {
    var point = ParetoPoint()
    /// How far rounding may have moved each value.
    var doubts: [Double] = []
  }

  /// The groups' values, by commas.
  private func names(_ points: [ParetoPoint]) -> [String] {
    var names = Array(repeating: [String](), count: points.count)
    for field in points.first?.contender.entries.indices ?? 0..<0 {
      let values = points.map { $0.contender.entries[field].value.text }
      let distinct = values.distinct()
      let labels = distinctLabels(distinct.map { (unquoted($0), $0) })
      for (index, value) in values.enumerated() { names[index].append(labels[distinct.firstIndex(exactly: value) ?? 0]) }
    }
    return names.map { $0.joined(separator: ", ") }
  }

  /// nil where an objective has no value.
  private func candidate(_ summaries: [Summary]) -> Candidate? {
    var candidate = Candidate()
    for objective in objectives {
      guard let mean = summaries[objective.quantity].mean else { return nil }
      candidate.point.objectives.append(objective.text)
      candidate.point.values.append(mean)
      // The root mean square is what the values that were summed are like; the mean itself may be what is left of them.
      candidate.doubts.append(0x1p-50 * hypot(mean, summaries[objective.quantity].sd ?? 0))
    }
    for entry in summaries[0].by.entries {
      if compare.map({ $0.exact == entry.key.exact }) ?? true {
        candidate.point.contender.entries.append(entry)
      } else {
        candidate.point.by.entries.append(entry)
      }
    }
    return candidate
  }

  /// Means that rounding may be all to tell apart are equal.
  private func dominates(_ a: Candidate, _ b: Candidate) -> Bool {
    var isBetter = false
    for (index, objective) in objectives.enumerated() {
      let difference = a.point.values[index] - b.point.values[index]
      if abs(difference) <= a.doubts[index] + b.doubts[index] { continue }
      guard (difference > 0) == objective.isMaximised else { return false }
      isBetter = true
    }
    return isBetter
  }
}
