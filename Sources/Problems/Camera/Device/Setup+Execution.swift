extension Setup {
  /// What comes of a decision: as the engine plays it, no model that cannot be paid for and no charge that does not fit.
  public func carriedOut(_ decision: Decision, stored: Int64) -> Decision {
    let runs = modelEnergy.indices.contains(decision.model) && modelEnergy[decision.model] <= stored
    let rest = runs ? stored - modelEnergy[decision.model] : stored
    let charge =
      charging == .slots
      ? decision.charge > 0 ? slotCharge : 0
      : min(max(decision.charge, 0), slotCharge, capacity - rest)
    return Decision(model: runs ? decision.model : Decision.noModel, charge: charge)
  }
}
