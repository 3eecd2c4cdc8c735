import Programmes

/// One task of one device at one moment: what a model asks and what its outcome is worth.
public struct SingleStep: Sendable, Hashable {
  public struct Model: Sendable, Hashable {
    /// Energy it takes [units of 10⁻⁷ mWh], at least 1.
    public var energy: Int64
    public var meetsWishes: Bool

    public init(energy: Int64, meetsWishes: Bool) {
      (self.energy, self.meetsWishes) = (energy, meetsWishes)
    }
  }

  public enum Objective: Sendable, Hashable {
    /// Reward + `energyPrice` for each mWh stored afterwards. Without a price charging never pays, for nothing follows.
    case utility(energyPrice: Double)
    /// The published study's: one model that meets the wishes must run; carbon-free share · charge − 10⁻⁴ per mWh it
    /// takes, charge being 0 or 1.
    case cleanEnergy
  }

  public var models: [Model]
  /// The battery's capacity, the energy stored, and the most the charger delivers in the slot [units].
  public var capacity, stored, slotCharge: Int64
  /// Whether a charged slot draws all the charger gives and loses what does not fit, or only what fits.
  public var wholeSlots: Bool
  /// Rewards W, X and Y.
  public var successWeight, smallMissWeight, largeMissWeight: Double
  /// The grid's share, 0 to 1, and the reward lost per mWh delivered, Z·(1 − share)/charge efficiency.
  public var carbonFree, deliveredPrice: Double

  public init(
    models: [Model], capacity: Int64, stored: Int64, slotCharge: Int64, wholeSlots: Bool, successWeight: Double,
    smallMissWeight: Double, largeMissWeight: Double, carbonFree: Double, deliveredPrice: Double
  ) {
    (self.models, self.capacity, self.stored) = (models, capacity, stored)
    (self.slotCharge, self.wholeSlots) = (slotCharge, wholeSlots)
    (self.successWeight, self.smallMissWeight) = (successWeight, smallMissWeight)
    (self.largeMissWeight, self.carbonFree, self.deliveredPrice) = (largeMissWeight, carbonFree, deliveredPrice)
  }
}

/// What is best in one step.
public struct SingleStepSolution: Sendable, Hashable {
  /// The model that runs, by its index, or nil for none.
  public var model: Int?
  /// Energy drawn for the battery, and stored afterwards [units].
  public var charge, storedAfter: Int64
  /// The objective's value, and the greatest possible; ties (see Ties.swift) go to the first decision.
  public var objective, bound: Double
}

extension SingleStep {
  /// The reward of a decision.
  public func reward(of decision: SingleStepSolution) -> Double {
    let model = decision.model.flatMap { models.indices.contains($0) ? models[$0] : nil }
    return reward(of: model) - deliveredPrice * EnergyUnits.milliwattHours(decision.charge)
  }

  /// - Throws: `ProgrammeError.outOfRange` for numbers that no step has.
  func check(_ objective: Objective) throws(ProgrammeError) {
    guard (0...EnergyUnits.maximum).contains(capacity), (0...capacity).contains(stored) else {
      throw .outOfRange("\(stored) units stored of \(capacity): they must lie in a battery of at most \(EnergyUnits.maximum)")
    }
    guard (0...EnergyUnits.maximum).contains(slotCharge) else {
      throw .outOfRange("charge per task of \(slotCharge) units: 0 to \(EnergyUnits.maximum) can be planned")
    }
    for model in models where !(1...EnergyUnits.maximum).contains(model.energy) {
      throw .outOfRange("a model taking \(model.energy) units: 1 to \(EnergyUnits.maximum) can be planned")
    }
    for weight in [successWeight, smallMissWeight, largeMissWeight, deliveredPrice] {
      guard weight >= 0, weight.isFinite else {
        throw .outOfRange("weight or price \(weight): it must be finite and not negative")
      }
    }
    guard carbonFree >= 0, carbonFree <= 1 else {
      throw .outOfRange("carbon-free share \(carbonFree): it must lie in 0 to 1")
    }
    if case .utility(let price) = objective, !(price >= 0 && price.isFinite) {
      throw .outOfRange("energy price \(price): it must be finite and not negative")
    }
  }

  /// What the slot's charge draws beside a use of energy, and the energy stored then.
  func charging(beside use: Int64) -> (drawn: Int64, storedAfter: Int64) {
    let fitting = min(slotCharge, capacity - (stored - use))
    return (wholeSlots ? slotCharge : fitting, stored - use + fitting)
  }

  /// Whether all the slot's charge fits whatever runs.
  var chargeAlwaysFits: Bool { slotCharge <= capacity - stored }

  func reward(of model: Model?) -> Double {
    guard let model else { return -largeMissWeight }
    return model.meetsWishes ? successWeight : -smallMissWeight
  }

  /// As great as any number that is added up to the objective's value.
  func scale(_ objective: Objective) -> Double {
    switch objective {
    case .utility(let price):
      max(successWeight, smallMissWeight, largeMissWeight, price * EnergyUnits.milliwattHours(capacity),
        deliveredPrice * EnergyUnits.milliwattHours(slotCharge))
    case .cleanEnergy: max(1, 1e-4 * EnergyUnits.milliwattHours(models.lazy.map(\.energy).max() ?? 0))
    }
  }

  /// The objective's value of running a model, or none, and charging or not; nil if that is not allowed.
  func value(_ objective: Objective, model: Model?, charges: Bool) -> Double? {
    let use = model?.energy ?? 0
    guard use <= stored else { return nil }
    switch objective {
    case .utility(let price):
      let (drawn, after) = charges ? charging(beside: use) : (0, stored - use)
      return reward(of: model) + price * EnergyUnits.milliwattHours(after)
        - deliveredPrice * EnergyUnits.milliwattHours(drawn)
    case .cleanEnergy:
      guard let model, model.meetsWishes, chargeAlwaysFits || !charges else { return nil }
      return (charges ? carbonFree : 0) - 1e-4 * EnergyUnits.milliwattHours(model.energy)
    }
  }
}
