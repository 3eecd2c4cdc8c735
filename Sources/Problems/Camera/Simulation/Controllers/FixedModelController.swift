/// `naive_weak` and `naive_strong`: always the same model, charging at full power while less than a share of the
/// battery's capacity is stored.
public struct FixedModelController: Controller {
  public static let defaultChargeBelow = 0.2

  private let model: Int
  private let floorEnergy: Int64
  private let slotCharge: Int64

  /// - Parameter chargeBelow: share of the capacity (0...1).
  public init(_ setup: Setup, model: Int, chargeBelow: Double) {
    self.model = model
    floorEnergy = setup.energy(ofCapacity: chargeBelow)
    slotCharge = setup.slotCharge
  }

  /// Always the model that takes the least energy.
  public static func weak(_ setup: Setup, chargeBelow: Double = defaultChargeBelow) -> Self {
    Self(setup, model: setup.cheapestModel, chargeBelow: chargeBelow)
  }

  /// Always the model that takes the most energy.
  public static func strong(_ setup: Setup, chargeBelow: Double = defaultChargeBelow) -> Self {
    let largest = setup.models.indices.max {
      (setup.modelEnergy[$0], setup.models[$0].accuracy) < (setup.modelEnergy[$1], setup.models[$1].accuracy)
    }
    return Self(setup, model: largest ?? setup.cheapestModel, chargeBelow: chargeBelow)
  }

  @inline(__always)
  public mutating func decide(_ observation: Observation) -> Decision {
    Decision(model: model, charge: observation.stored < floorEnergy ? slotCharge : 0)
  }

  @inline(__always)
  public func decisionRange(containing stored: Int64) -> ClosedRange<Int64>? { stored.side(of: floorEnergy) }
}
