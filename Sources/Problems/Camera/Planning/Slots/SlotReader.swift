/// Reads a plan off the value function, slot by slot: among the plans that tie with the best (see Ties.swift) the
/// lexicographically first, each slot's choices in the order no charge {success, fallback, none}, then charge {success,
/// fallback, none}. So there is one plan, whoever looks for it, and it can be a label.
struct SlotReader {
  /// The value at the start [quanta].
  let best: Int64
  private(set) var stored: Int64
  private(set) var decisions: [SlotDecision] = []
  private(set) var counts = Counts()
  private let terms: SlotTerms
  /// What the plan must be worth from here on [quanta].
  private var needed: Int64

  init(_ terms: SlotTerms, stored: Int64, best: Int64) {
    (self.terms, self.stored, self.best) = (terms, stored, best)
    needed = best - terms.tie
  }

  /// The same plan with nothing noted yet.
  func continued() -> SlotReader {
    var reader = self
    (reader.decisions, reader.counts) = ([], Counts())
    return reader
  }

  /// Takes the first choice that is good enough.
  ///
  /// - Parameters:
  ///   - after: The value at the end of the slot.
  ///   - cost: What charging it costs [quanta].
  mutating func next(after: Staircase, cost: Int64) {
    for charge in terms.charge > 0 ? [0, terms.charge] : [0] {
      for task in [SlotDecision.Task.success, .fallback, .none] {
        guard let option = terms.option(task), option.energy <= stored else { continue }
        let left = min(terms.capacity, stored - option.energy + charge)
        let gain = option.gain - (charge > 0 ? cost : 0)
        guard gain + after.value(at: left) >= needed else { continue }
        needed -= gain
        stored = left
        return note(SlotDecision(task: task, charge: charge))
      }
    }
  }

  private mutating func note(_ decision: SlotDecision) {
    decisions.append(decision)
    counts.success += decision.task == .success ? 1 : 0
    counts.fallback += decision.task == .fallback ? 1 : 0
    counts.charge += decision.charge
  }
}
