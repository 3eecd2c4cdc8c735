/// Finds the whole counts that are best for one step: the greatest reward + value of the energy left.
///
/// For given tasks the charge is known: fill up to where one more mWh is worth no more than its price. Fractions
/// allowed, the best number of fallbacks beside n successes is known too, and its value is concave in n; whole fallbacks
/// lose less than one gain of that. So a search outward from the relaxed optimum may stop, on either side, where it is
/// one gain below the best: it misses nothing.
struct StepChoice {
  private let rules: CountRules
  private let stored: Int64
  private let price: Double
  private let after: ValueCurve
  /// Stored energy up to which charging pays.
  private let target: Int64
  /// Of the sums that are compared.
  private let scale: Double

  private var best = (counts: Counts(), value: -Double.infinity)

  /// - Parameter limit: What no counts exceed: the value before the step. Reaching it ends the search.
  static func best(_ rules: CountRules, stored: Int64, price: Double, after: ValueCurve, limit: Double) -> Counts {
    var choice = StepChoice(rules, stored: stored, price: price, after: after, limit: limit)
    choice.search(reaching: limit)
    return choice.best.counts
  }

  private init(_ rules: CountRules, stored: Int64, price: Double, after: ValueCurve, limit: Double) {
    (self.rules, self.stored, self.price, self.after) = (rules, stored, price, after)
    target = after.worthwhile(above: price)
    let greatestGain = max(rules.options.success?.gain ?? 0, rules.options.fallback?.gain ?? 0)
    scale = max(limit, greatestGain * Double(rules.tasks))
  }

  private mutating func search(reaching limit: Double) {
    let most = rules.mostSuccesses(stored: stored)
    let start = min(max(0, relaxedSuccesses()), most)
    let slack = rules.options.fallback?.gain ?? 0
    for direction in [1, -1] {
      var success = direction > 0 ? start : start - 1
      while (0...most).contains(success), limit.exceeds(best.value, inSumsOf: scale) {
        let value = tryFallbacks(beside: success)
        if best.value.exceeds(value + slack, inSumsOf: scale) { break }
        success += direction
      }
    }
  }

  /// Tries the best numbers of fallbacks beside so many successes; the value of the better.
  private mutating func tryFallbacks(beside success: Int) -> Double {
    guard let fallback = rules.options.fallback else { return tryCounts(success, 0) }
    let most = rules.mostFallbacks(beside: success, stored: stored)
    let spare = budget(gain: fallback.gain, energy: fallback.energy) - rules.use(success, 0)
    let whole = Int(max(0, spare) / fallback.energy)
    let value = tryCounts(success, min(whole, most))
    return whole < most ? max(value, tryCounts(success, whole + 1)) : value
  }

  private mutating func tryCounts(_ success: Int, _ fallback: Int) -> Double {
    let use = rules.use(success, fallback)
    let charge = rules.charge(reaching: target, stored: stored, use: use)
    let value =
      rules.gain(success, fallback) - price * EnergyUnits.milliwattHours(charge)
      + after.value(at: stored - use + charge)
    if value.exceeds(best.value, inSumsOf: scale)
      || charge < best.counts.charge && !best.value.exceeds(value, inSumsOf: scale)
    {
      best = (Counts(success: success, fallback: fallback, charge: charge), value)
    }
    return value
  }

  /// Energy worth spending on tasks that gain so much for so much: spending stops where what is left, after buying all
  /// that can be bought below that worth, is worth more.
  private func budget(gain: Double, energy: Int64) -> Int64 {
    let worth = gain / EnergyUnits.milliwattHours(energy)
    return stored + (worth.exceeds(price) ? rules.chargeInAll : 0) - after.worthwhile(above: worth)
  }

  /// Where the relaxed optimum lies, roughly: it only has to be near.
  private func relaxedSuccesses() -> Int {
    guard let success = rules.options.success else { return 0 }
    guard let fallback = rules.options.fallback,
      (fallback.gain * Double(success.energy)).exceeds(success.gain * Double(fallback.energy))
    else { return Int(max(0, budget(gain: success.gain, energy: success.energy)) / success.energy) }
    let step = success.energy - fallback.energy
    let spare = budget(gain: success.gain - fallback.gain, energy: step) - rules.use(0, rules.tasks)
    return Int(max(0, spare) / step)
  }
}
