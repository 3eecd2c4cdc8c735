/// `naive_weak` and `naive_strong`: always the same model, charging at full power while less than a fifth of the
/// battery's capacity is stored.
public struct ChargeBelowFifth: Controller {
  private let model: Int
  private let fifth: Int64
  private let slotCharge: Int64

  public init(_ setup: Setup, model: Int) {
    self.model = model
    fifth = (setup.capacity + 4) / 5
    slotCharge = setup.slotCharge
  }

  /// Always the model that takes the least energy.
  public static func weak(_ setup: Setup) -> Self { Self(setup, model: setup.cheapestModel) }

  /// Always the model that takes the most energy.
  public static func strong(_ setup: Setup) -> Self {
    let largest = setup.models.indices.max {
      (setup.modelEnergy[$0], setup.models[$0].accuracy) < (setup.modelEnergy[$1], setup.models[$1].accuracy)
    }
    return Self(setup, model: largest ?? setup.cheapestModel)
  }

  @inline(__always)
  public mutating func decide(_ observation: Observation) -> Decision {
    Decision(model: model, charge: observation.stored < fifth ? slotCharge : 0)
  }
}
