/// Reads the plan off the value function, slot by slot: among the plans whose value is within 10⁻⁷ of the best the
/// lexicographically first, each slot's choices in the order no charge {success, fallback, none}, then charge {success,
/// fallback, none}. So a plan is a label: there is one, whoever looks for it.
struct SlotReader {
  private let terms: SlotTerms
  /// What a plan must be worth from here on [quanta].
  private var needed: Int64
  private(set) var stored: Int64

  init(_ terms: SlotTerms, stored: Int64, best: Int64) {
    (self.terms, self.stored) = (terms, stored)
    needed = best - Int64((1e-7 * terms.scale).rounded())
  }

  /// The first choice that is good enough.
  ///
  /// - Parameters:
  ///   - after: The value at the end of the slot.
  ///   - cost: What charging it costs [quanta].
  mutating func next(after: Staircase, cost: Int64) -> SlotDecision {
    for charge in terms.charge > 0 ? [0, terms.charge] : [0] {
      for task in [SlotDecision.Task.success, .fallback, .none] {
        guard let option = terms.option(task), option.energy <= stored else { continue }
        let left = min(terms.capacity, stored - option.energy + charge)
        let gain = option.gain - (charge > 0 ? cost : 0)
        if gain + after.value(at: left) >= needed {
          needed -= gain
          stored = left
          return SlotDecision(task: task, charge: charge)
        }
      }
    }
    return SlotDecision(task: .none, charge: 0)
  }
}
