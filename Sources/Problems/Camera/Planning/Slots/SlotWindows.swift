/// Where the plans worth at least a given value can be, slot by slot: an exact reduction of the `Staircase`.
///
/// With fractions of tasks and charges allowed, let U be the value of stored energy from a slot on, and P what can have
/// been earned before it by a plan that arrives with so much. Both are concave, both bound what whole tasks achieve, and
/// a plan worth L is only where U + P ≥ L, which is an interval. P is U's programme run forward on the battery's *room*,
/// capacity − energy: there a task takes room as it takes energy, and a charge gives it.
struct SlotWindows {
  /// The value no plan exceeds, from the start [reward, against running nothing].
  let bound: Double
  private let problem: PlanningProblem
  private var history: CurveHistory<SlopeProgramme>

  private init?(_ problem: PlanningProblem, terminal: TerminalValue, until isTimeUp: () -> Bool) {
    self.problem = problem
    let programme = SlopeProgramme(problem, terminal: terminal.curve, tasksPerStep: 1)
    guard let history = CurveHistory(programme, until: isTimeUp) else { return nil }
    self.history = history
    bound = history.start.value(at: problem.initial)
  }

  /// The staircases of the plans that matter, found by looking for plans worth the bound less a small gap, then a greater
  /// one: the value found is that of some plan, so that looking for plans as good finds the best. Nil if the
  /// time was up.
  static func history(
    _ problem: PlanningProblem, terminal: TerminalValue, programme: SlotProgramme, until isTimeUp: () -> Bool = { false }
  ) -> CurveHistory<SlotProgramme>? {
    guard var windows = SlotWindows(problem, terminal: terminal, until: isTimeUp) else { return nil }
    let rounding = PlanSolution.optimalGap * problem.rewardScale
    var programme = programme
    var gap = problem.workload.greatestGain
    while true {
      guard let ranges = windows.windows(worth: windows.bound - gap - rounding, until: isTimeUp) else { return nil }
      programme.windows = ranges
      guard let history = CurveHistory(programme, until: isTimeUp) else { return nil }
      let missed = windows.bound - Double(history.start.value(at: problem.initial)) / programme.terms.scale
      if missed <= gap + rounding / 2 { return history }
      gap = min(4 * gap, missed)
    }
  }

  /// Stored energies [units] at the start of each slot of plans worth at least `value`, which is at most `bound`.
  private mutating func windows(worth value: Double, until isTimeUp: () -> Bool) -> [ClosedRange<Int64>]? {
    let terms = StepTerms(forwardOf: problem)
    // Starting with more than is there would earn minus infinity; any loss keeps the bound a bound, a steep one tight.
    let steepest = terms.later.steep.slope + terms.later.flat.slope
    var earned = ValueCurve(
      room: problem.capacity, taken: problem.capacity - problem.initial, slope: 3 * steepest)
    var result: [ClosedRange<Int64>] = []
    let slots = problem.workload.tasksPerInterval
    for slot in 0..<(problem.judgedIntervals * slots) {
      if isTimeUp() { return nil }
      result.append(history.withCurves(of: slot) { ahead, _ in
        ValueCurve.energies(whereSumOf: ahead, andRoom: earned, reaches: value)
      })
      earned.stepBack(terms, price: problem.deliveredPrice[slot / slots])
    }
    return result
  }
}

extension StepTerms {
  /// One task and then its slot's charge, on the battery's room.
  fileprivate init(forwardOf problem: PlanningProblem) {
    let none = (Segment(length: 0, slope: 0), Segment(length: 0, slope: 0))
    let later = StepTerms(problem.workload, tasks: 1, capacity: problem.capacity).first
    self.init(first: none, later: later, earlyCharge: min(problem.workload.chargePerTask, problem.capacity), lateCharge: 0)
  }
}

extension ValueCurve {
  /// The value of room in a battery of which so much is known to be taken: 0 beyond, and falling steeply below that.
  fileprivate init(room capacity: Int64, taken: Int64, slope: Double) {
    self.init(
      levels: [0, taken, capacity], values: [-slope * EnergyUnits.milliwattHours(taken), 0, 0])
  }

  /// The energies where one curve of energy and one of room sum to a value at least; all of them if there is none.
  fileprivate static func energies(
    whereSumOf energy: ValueCurve, andRoom room: ValueCurve, reaches value: Double
  ) -> ClosedRange<Int64> {
    let capacity = energy.capacity
    guard capacity > 0 else { return 0...0 }
    var sum = energy.valueAtEmpty + room.value(at: capacity) - value
    var (reached, low, high) = (Int64(0), sum >= 0 ? Int64(0) : nil, capacity)
    var (rising, falling) = (energy.segments.count - 1, room.first)
    var (up, down) = (energy.segments[rising], room.segments[falling])
    while reached < capacity {
      let length = min(up.length, down.length)
      let slope = up.slope - down.slope
      let rise = slope * EnergyUnits.milliwattHours(length)
      /// The energy where the sum is 0, in this stretch.
      func crossing(_ rounding: FloatingPointRoundingRule) -> Int64 {
        let units = (-sum / slope * EnergyUnits.perMilliwattHour).rounded(rounding)
        return reached + Int64(min(max(units, 0), Double(length)))
      }
      if low == nil, sum + rise >= 0 { low = crossing(.down) }
      if low != nil, sum >= 0, sum + rise < 0 {
        high = crossing(.up)
        break
      }
      (sum, reached) = (sum + rise, reached + length)
      up.length -= length
      down.length -= length
      if up.length == 0, rising > energy.first { rising -= 1; up = energy.segments[rising] }
      if down.length == 0, falling + 1 < room.segments.count { falling += 1; down = room.segments[falling] }
    }
    guard let low else { return 0...capacity }
    return min(low, high)...high
  }
}
