import Programmes

/// The states whose values are asked for: stored energies at the starts of judged intervals.
public enum SampledStates: Sendable {
  /// So many uniform battery levels at every interval.
  case levels(Int)
  /// Stored energies [units of 10⁻⁷ mWh] by interval, in any order; those beyond the battery count as its ends.
  case energies([[Int64]])

  public static let none = SampledStates.levels(0)

  var isEmpty: Bool {
    switch self {
    case .levels(let count): count <= 0
    case .energies(let energies): energies.allSatisfy(\.isEmpty)
    }
  }

  func energies(of interval: Int, capacity: Int64) -> [Int64] {
    switch self {
    case .levels(let count): (0..<max(0, count)).map { ValueCurve.level($0, of: count, capacity: capacity) }
    case .energies(let energies):
      energies.indices.contains(interval) ? energies[interval].map { min(max($0, 0), capacity) } : []
    }
  }
}

/// Values states without planning: the labels of a learner's own states cost one backward pass and a choice each.
///
/// - Returns: Samples in the order of intervals and of each one's energies.
/// - Throws: `ProgrammeError.outOfRange` for slots with rewards beyond the largest number.
public func valueStates(_ states: SampledStates, of problem: PlanningProblem) throws(ProgrammeError) -> [ValueSample] {
  switch problem.workload.charging {
  case .continuous:
    var curves = PlanRecorder(problem, terminalValue: problem.terminalValue())
    return curves.samples(at: states)
  case .slots: return try planByStaircase(problem, sampling: states).samples
  }
}
