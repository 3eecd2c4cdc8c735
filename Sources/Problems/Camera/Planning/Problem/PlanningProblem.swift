import Programmes

/// One device over one judged horizon and the grid beyond it, in the numbers a planner needs.
public struct PlanningProblem: Sendable {
  public let workload: Workload
  /// The battery's capacity B and the energy in it at the start [units of 10⁻⁷ mWh].
  public let capacity, initial: Int64
  /// Reward lost per mWh delivered to the battery, per grid interval: Z·(1 − carbon-free)/charge efficiency.
  public let deliveredPrice: [Double]
  /// How many of the intervals are judged; the others are the tail, which gives the energy left its value.
  public let judgedIntervals: Int
  /// Reward lost per task that runs nothing, Y.
  public let largeMissWeight: Double

  /// - Throws: `ProgrammeError.outOfRange` for a price or weight that is negative or not finite, an initial energy
  ///   outside the battery, or a judged horizon outside the prices.
  public init(
    workload: Workload, capacity: Int64, initial: Int64, deliveredPrice: [Double], judgedIntervals: Int,
    largeMissWeight: Double
  ) throws(ProgrammeError) {
    guard (0...EnergyUnits.maximum).contains(capacity) else {
      throw .outOfRange("capacity of \(capacity) units: 0 to \(EnergyUnits.maximum) can be planned")
    }
    guard (0...capacity).contains(initial) else {
      throw .outOfRange("initial energy of \(initial) units: it must lie in the battery, 0 to \(capacity)")
    }
    guard (1...max(1, deliveredPrice.count)).contains(judgedIntervals), !deliveredPrice.isEmpty else {
      throw .outOfRange("\(judgedIntervals) judged of \(deliveredPrice.count) intervals: at least one, at most all")
    }
    if let index = deliveredPrice.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .outOfRange("price \(deliveredPrice[index]) in interval \(index): it must be finite and not negative")
    }
    guard largeMissWeight >= 0, largeMissWeight.isFinite else {
      throw .outOfRange("large-miss weight \(largeMissWeight): it must be finite and not negative")
    }
    (self.workload, self.capacity, self.initial) = (workload, capacity, initial)
    (self.deliveredPrice, self.judgedIntervals) = (deliveredPrice, judgedIntervals)
    self.largeMissWeight = largeMissWeight
  }
}

extension PlanningProblem {
  /// Counts of an interval can be put in order only if a slot's charge fits beside the energy of a task; smaller
  /// batteries are planned task by task.
  var tasksPerStep: Int {
    let needed = min(workload.chargePerTask, capacity) + workload.options(capacity: capacity).largestEnergy
    return capacity >= needed ? workload.tasksPerInterval : 1
  }

  var stepsPerInterval: Int { workload.tasksPerInterval / tasksPerStep }

  /// Reward of running nothing over the judged horizon, −Y·tasks.
  var idleReward: Double {
    -largeMissWeight * Double(judgedIntervals) * Double(workload.tasksPerInterval)
  }

  /// What tasks can earn or lose over the judged horizon: rewards are small or large against this.
  var rewardScale: Double {
    Double(judgedIntervals) * Double(workload.tasksPerInterval) * max(largeMissWeight, workload.greatestGain)
  }

  /// The value of energy at the end of the judged horizon: the dynamic programme over the tail, sampled, less its value
  /// at empty. The samples, linear in between, *are* the terminal value of every method and every run.
  func terminalValue() -> TerminalValue {
    var curve = ValueCurve(capacity: capacity)
    let terms = StepTerms(workload, tasks: tasksPerStep, capacity: capacity)
    for price in deliveredPrice[judgedIntervals...].reversed() {
      for _ in 0..<stepsPerInterval { curve.stepBack(terms, price: price) }
    }
    var values = [Double](repeating: 0, count: TerminalValue.levels)
    curve.sampleRise(into: &values)
    return TerminalValue(capacity: capacity, values: values)
  }
}
