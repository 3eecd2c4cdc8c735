/// `naive`: the cheapest model meeting the wishes while the battery can pay for it; otherwise the cheapest of all, if
/// that can be paid for, and charge at full power. It never looks at the grid.
public struct NaiveController: Controller {
  private let successModel: Int
  private let successEnergy: Int64
  private let cheapestModel: Int
  private let slotCharge: Int64

  public init(_ setup: Setup) {
    successModel = setup.successModel ?? Decision.noModel
    successEnergy = setup.successModel.map { setup.modelEnergy[$0] } ?? .max
    cheapestModel = setup.cheapestModel
    slotCharge = setup.slotCharge
  }

  @inline(__always)
  public mutating func decide(_ observation: Observation) -> Decision {
    observation.stored >= successEnergy
      ? Decision(model: successModel, charge: 0) : Decision(model: cheapestModel, charge: slotCharge)
  }

  @inline(__always)
  public func decisionRange(containing stored: Int64) -> ClosedRange<Int64>? { stored.side(of: successEnergy) }
}
