extension SingleStep {
  /// The optimum, and of the decisions that reach it the first of no charge {success, fallback, none} and charge
  /// {success, fallback, none}, so that labels are unique. Only the cheapest model that meets the wishes and the
  /// cheapest of all matter. Nil if a model must run and none can.
  func best(_ objective: Objective) -> (optimum: Double, decision: SingleStepSolution)? {
    let success = cheapest { $0.meetsWishes }
    let fallback = cheapest { _ in true }
    func valueOf(_ model: Int?, _ charges: Bool) -> Double {
      value(objective, model: model.map { models[$0] }, charges: charges) ?? -.infinity
    }
    /// Calls `body` with the decisions in their order.
    func forEach(_ body: (Int?, Bool) -> Void) {
      for charges in [false, true] {
        if let success { body(success, charges) }
        if let fallback, fallback != success { body(fallback, charges) }
        body(nil, charges)
      }
    }
    var optimum = -Double.infinity
    forEach { optimum = max(optimum, valueOf($0, $1)) }
    guard optimum > -.infinity else { return nil }
    let scale = scale(objective)
    var first: SingleStepSolution?
    forEach { model, charges in
      guard first == nil, !optimum.exceeds(valueOf(model, charges), inSumsOf: scale) else { return }
      let use = model.map { models[$0].energy } ?? 0
      let (drawn, after) = charges ? charging(beside: use) : (0, stored - use)
      first = SingleStepSolution(
        model: model, charge: drawn, storedAfter: after, objective: valueOf(model, charges), bound: optimum)
    }
    return first.map { (optimum, $0) }
  }

  private func cheapest(where isWanted: (Model) -> Bool) -> Int? {
    var cheapest: Int?
    for index in models.indices where isWanted(models[index]) {
      if let known = cheapest, models[known].energy <= models[index].energy { continue }
      cheapest = index
    }
    return cheapest
  }
}
