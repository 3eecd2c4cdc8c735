/// A plan with the proof of how far it is from the best possible.
public struct PlanSolution: Sendable {
  public enum Method: Sendable { case dynamicProgramme, glpk }
  /// Why the method stopped: the plan is proved best, or the certified gap stands, or time ran out.
  public enum Termination: Sendable { case optimal, gap, time }

  public var method: Method
  public var termination: Termination
  /// Reward over the judged horizon, −Y·tasks included.
  public var reward: Double
  /// Value of the energy left at its end, by `terminalValue`.
  public var terminal: Double
  /// No plan's reward + terminal exceeds this.
  public var bound: Double
  public var terminalValue: TerminalValue
  public var intervals: IntervalPlans
  /// What each task slot does, under slot charging: of the best plans the lexicographically first. The interval counts
  /// are its sums; empty for continuous charging, where no such order is unique.
  public var slots: [SlotDecision] = []
  /// Values at sampled states, interval after interval, as far as they were asked for.
  public var samples: [ValueSample] = []

  /// A plan is proved best where its gap is at most this share of what the tasks can earn or lose: sums have rounded.
  static let optimalGap = 1e-9

  /// bound − (reward + terminal), ≥ 0.
  public var gap: Double { bound - (reward + terminal) }
}

/// The plan itself: one number per judged interval in each array.
public struct IntervalPlans: Sendable, Hashable {
  /// Tasks that run the success and the fallback model.
  public var success, fallback: [Int]
  /// Energy delivered to the battery [units of 10⁻⁷ mWh].
  public var charge: [Int64]
  /// Stored energy at the interval's start [units].
  public var battery: [Int64]
  /// Value of one more stored mWh at the interval's start: the right derivative, 0 for a full battery.
  public var price: [Double]

  init() {
    (success, fallback, charge, battery, price) = ([], [], [], [], [])
  }

  /// The counts of one interval.
  public subscript(interval: Int) -> Counts {
    Counts(success: success[interval], fallback: fallback[interval], charge: charge[interval])
  }

  mutating func append(_ counts: Counts, battery: Int64, price: Double) {
    success.append(counts.success)
    fallback.append(counts.fallback)
    charge.append(counts.charge)
    self.battery.append(battery)
    self.price.append(price)
  }
}

/// What is done in one interval: tasks by model and energy delivered [units].
public struct Counts: Sendable, Hashable {
  public var success, fallback: Int
  public var charge: Int64

  public init(success: Int = 0, fallback: Int = 0, charge: Int64 = 0) {
    (self.success, self.fallback, self.charge) = (success, fallback, charge)
  }

  static func + (left: Counts, right: Counts) -> Counts {
    Counts(
      success: left.success + right.success, fallback: left.fallback + right.fallback,
      charge: left.charge + right.charge)
  }
}
