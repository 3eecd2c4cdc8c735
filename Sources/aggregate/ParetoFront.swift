import Records

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
    return candidates.map { candidate in
      var point = candidate
      point.dominatedBy = candidates.filter { $0.by == candidate.by && dominates($0.values, candidate.values) }
        .map { $0.contender.entries.map { unquoted($0.value.text) }.joined(separator: ", ") }
      point.isOnFront = point.dominatedBy.isEmpty
      return point
    }
  }

  /// nil where an objective has no value.
  private func candidate(_ summaries: [Summary]) -> ParetoPoint? {
    var point = ParetoPoint()
    for objective in objectives {
      guard let mean = summaries[objective.quantity].mean else { return nil }
      point.objectives.append(objective.text)
      point.values.append(mean)
    }
    for entry in summaries[0].by.entries {
      if compare == nil || entry.key == compare { point.contender.entries.append(entry) } else { point.by.entries.append(entry) }
    }
    return point
  }

  private func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    var isBetter = false
    for (index, objective) in objectives.enumerated() where a[index] != b[index] {
      guard (a[index] > b[index]) == objective.isMaximised else { return false }
      isBetter = true
    }
    return isBetter
  }
}
