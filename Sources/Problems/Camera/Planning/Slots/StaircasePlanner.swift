import Programmes

/// Plans slot charging exactly, by the dynamic programme over every task slot on a `Staircase`.
///
/// The plan is the lexicographically first of the best ones (`SlotReader`); its interval counts, executed in the order of
/// `IntervalExecution`, earn its reward. Where a battery holds less than a slot's charge and a task, a few counts in ten
/// thousand cannot be put in that order: then the plan is what the order achieves, and its gap says so.
///
/// Time and memory grow with the steps of the staircase: hundreds to thousands for chargers faster than the load, tens of
/// thousands for slower ones. Of n slots 2√n staircases are held at a time, 24 bytes a step.
///
/// - Parameter states: Which to value beside the plan; then, and for less than a thousand slots, all energies are valued,
///   not only those a good plan can meet.
/// - Parameter isTimeUp: Asked slot by slot. When it is, the plan is a quick one (`planBySlotRollOut`), and its termination
///   says so; there are no samples.
/// - Throws: `ProgrammeError.outOfRange` for continuous charging, or if rewards exceed the largest number.
public func planByStaircase(
  _ problem: PlanningProblem, sampling states: SampledStates = .none, until isTimeUp: () -> Bool = { false }
) throws(ProgrammeError) -> PlanSolution {
  guard problem.workload.charging == .slots else {
    throw .outOfRange("continuous charging: the staircase plans slots, the slope dynamic programme continuous charging")
  }
  let terminal = problem.terminalValue()
  let programme = try SlotProgramme(problem, terminal: terminal)
  let isSmall = programme.steps < 1000 || problem.tasksPerStep < problem.workload.tasksPerInterval
  let history = isSmall || !states.isEmpty
    ? CurveHistory(programme, until: isTimeUp)
    : SlotWindows.history(problem, terminal: terminal, programme: programme, until: isTimeUp)
  guard let history else { return try planBySlotRollOut(problem) }
  var reading = StaircaseReading(problem, terminal: terminal, history: history)
  guard reading.read(sampling: states, until: isTimeUp) else {
    return try planBySlotRollOut(problem, bound: reading.best)
  }
  return try reading.solution()
}

/// The plan and the samples being read off the staircases, forward in time.
private struct StaircaseReading {
  private let problem: PlanningProblem
  private let terms: SlotTerms
  private var history: CurveHistory<SlotProgramme>
  private var plan: PlanRecorder
  private var slots: [SlotDecision] = []
  private var samples: [ValueSample] = []

  init(_ problem: PlanningProblem, terminal: TerminalValue, history: CurveHistory<SlotProgramme>) {
    (self.problem, self.history) = (problem, history)
    terms = history.programme.terms
    plan = PlanRecorder(problem, terminalValue: terminal)
  }

  /// Whether the time sufficed.
  mutating func read(sampling states: SampledStates, until isTimeUp: () -> Bool) -> Bool {
    var reader = SlotReader(terms, stored: problem.initial, best: history.start.value(at: problem.initial))
    while plan.interval < problem.judgedIntervals {
      if isTimeUp() { return false }
      let (interval, stored) = (plan.interval, plan.stored)
      let energies = states.energies(of: interval, capacity: problem.capacity)
      var readers = [reader]
      let first = interval * problem.workload.tasksPerInterval
      for slot in first..<(first + problem.workload.tasksPerInterval) {
        let cost = history.programme.cost(of: slot)
        history.withCurves(of: slot) { before, after in
          if slot == first {
            readers += energies.map { SlotReader(terms, stored: $0, best: before.value(at: $0)) }
          }
          for index in readers.indices { readers[index].next(after: after, cost: cost) }
        }
      }
      record(readers.dropFirst(), at: energies, of: interval)
      plan.carryOut(readers[0].counts)
      reader = readers[0].continued()
      if plan.stored == reader.stored, plan.intervals[interval] == readers[0].counts {
        slots += readers[0].decisions
      } else {
        slots += IntervalExecution.decisions(
          plan.intervals[interval], of: problem.workload, capacity: problem.capacity, stored: stored)
        reader = SlotReader(terms, stored: plan.stored, best: value(atEndOf: interval, plan.stored))
      }
    }
    return true
  }

  private mutating func value(atEndOf interval: Int, _ stored: Int64) -> Int64 {
    history.withCurves(of: (interval + 1) * problem.workload.tasksPerInterval - 1) { _, after in after.value(at: stored) }
  }

  private mutating func record(_ readers: ArraySlice<SlotReader>, at energies: [Int64], of interval: Int) {
    for (reader, energy) in zip(readers, energies) {
      samples.append(
        plan.sample(
          interval, energy, value: Double(reader.best) / terms.scale, counts: reader.counts,
          first: reader.decisions.first))
    }
  }

  /// What the best plan is worth, against running nothing.
  var best: Double { Double(history.start.value(at: problem.initial)) / terms.scale }

  func solution() throws(ProgrammeError) -> PlanSolution {
    var solution = try plan.solution(.dynamicProgramme, bound: best)
    (solution.slots, solution.samples) = (slots, samples)
    return solution
  }
}
