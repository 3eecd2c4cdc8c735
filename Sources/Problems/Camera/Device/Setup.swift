import CameraPlanning

/// Everything about a run but the grid: what a controller may know beforehand, with the energies in exact units.
public struct Setup: Sendable {
  public let clock: WorkloadClock
  public let device: Device
  /// Whether the charger stops when the battery is full or draws each slot whole.
  public let charging: Charging
  public let models: [ModelProfile]
  public let wishes: Wishes
  public let weights: RewardWeights
  /// Degrees east, for the solar hour.
  public let longitude: Double

  /// [10⁻⁷ mWh]
  public let capacity: Int64
  /// Most energy charged in a task, and under slot charging the only one [10⁻⁷ mWh].
  public let slotCharge: Int64
  /// [10⁻⁷ mWh]
  public let initialEnergy: Int64
  /// Energy each model takes from the battery [10⁻⁷ mWh].
  public let modelEnergy: [Int64]
  /// How a task ends in which the model runs, already loaded.
  public let modelOutcome: [Outcome]
  /// Indices of models from the least energy to the most; the more accurate first among equals.
  public let modelsByEnergy: [Int]
  /// `modelEnergy`, ascending.
  let energyLadder: [Int64]
  /// What running costs beside the models.
  public let overheads: Overheads
  let overheadUnits: OverheadUnits
  /// The cheapest model that meets both wishes, if any does.
  public let successModel: Int?
  /// The cheapest of all models.
  public let cheapestModel: Int

  /// - Throws: `InvalidSetup` naming the value that cannot be simulated.
  public init(
    clock: WorkloadClock, device: Device, initialWh: Double, models: [ModelProfile], wishes: Wishes,
    weights: RewardWeights, longitude: Double = 0, charging: Charging = .continuous,
    overheads: Overheads = Overheads()
  ) throws(InvalidSetup) {
    for (name, weight) in [
      ("success", weights.success), ("small-miss", weights.smallMiss), ("large-miss", weights.largeMiss),
      ("dirty-energy", weights.dirtyMilliwattHour),
    ] where !(weight >= 0 && weight.isFinite) {
      throw InvalidSetup("the \(name) weight \(weight) is not a finite number of at least 0")
    }
    for (name, efficiency) in [("charge", device.chargeEfficiency), ("discharge", device.dischargeEfficiency)]
    where !(efficiency > 0 && efficiency <= 1) {
      throw InvalidSetup("\(name) efficiency \(efficiency) is outside 0 < efficiency <= 1")
    }
    let taskSeconds = Double(clock.taskIntervalSeconds)
    guard let capacity = EnergyUnits.supply(milliwattHours: device.capacityWh * 1000), capacity > 0 else {
      throw InvalidSetup("battery capacity \(device.capacityWh) Wh is outside 0 < capacity <= 900,000 Wh")
    }
    guard let slotCharge = EnergyUnits.supply(milliwattHours: device.chargePowerW * taskSeconds / 3.6) else {
      throw InvalidSetup("charge power \(device.chargePowerW) W is negative or too large for tasks of \(taskSeconds) s")
    }
    guard let initialEnergy = EnergyUnits.supply(milliwattHours: initialWh * 1000), initialEnergy <= capacity else {
      throw InvalidSetup("initial energy \(initialWh) Wh is outside 0 to the capacity of \(device.capacityWh) Wh")
    }
    // Sums over the run are kept in Int64.
    let mostCharged = charging == .slots ? slotCharge : min(slotCharge, capacity)
    guard !mostCharged.multipliedReportingOverflow(by: 2 * Int64(clock.tasks)).overflow,
      !capacity.multipliedReportingOverflow(by: 2 * Int64(clock.tasksPerInterval)).overflow
    else { throw InvalidSetup("\(clock.tasks) tasks with \(device.capacityWh) Wh and \(device.chargePowerW) W are more energy than can be added up") }

    var modelEnergy: [Int64] = []
    for model in models {
      guard model.accuracy > 0, model.accuracy <= 1 else {
        throw InvalidSetup("model \(model.name): accuracy \(model.accuracy) is outside 0 < accuracy <= 1")
      }
      guard model.latencySeconds >= 0,
        let energy = EnergyUnits.need(milliwattHours: model.energyMilliwattHours / device.dischargeEfficiency),
        energy > 0
      else { throw InvalidSetup("model \(model.name): its energy must be positive and its latency not negative") }
      modelEnergy.append(energy)
    }
    let byEnergy = models.indices.sorted {
      (modelEnergy[$0], -models[$0].accuracy, $0) < (modelEnergy[$1], -models[$1].accuracy, $1)
    }
    guard let cheapest = byEnergy.first else { throw InvalidSetup("there is no model to run") }

    overheadUnits = try OverheadUnits(
      overheads, models: models, wishes: wishes, dischargeEfficiency: device.dischargeEfficiency,
      taskSeconds: taskSeconds)
    self.overheads = overheads
    self.clock = clock
    self.device = device
    self.charging = charging
    self.models = models
    self.wishes = wishes
    self.weights = weights
    self.longitude = longitude
    self.capacity = capacity
    self.slotCharge = slotCharge
    self.initialEnergy = initialEnergy
    self.modelEnergy = modelEnergy
    modelOutcome = models.map { wishes.areMet(by: $0) ? .success : .smallMiss }
    modelsByEnergy = byEnergy
    energyLadder = modelEnergy.sorted()
    successModel = byEnergy.first { wishes.areMet(by: models[$0]) }
    cheapestModel = cheapest
  }

  /// What a share (0...1) of the capacity is; less is stored exactly where the stored energy is below this [10⁻⁷ mWh].
  public func energy(ofCapacity share: Double) -> Int64 {
    let energy = Double(capacity) * (share > 0 ? min(share, 1) : 0)
    let nearest = energy.rounded()
    return Int64(energy.exceeds(nearest) ? nearest + 1 : nearest)
  }

  /// How a task ends in which `model`, or `Decision.noModel`, runs.
  @inline(__always)
  public func outcome(of model: Int, isSwitched: Bool) -> Outcome {
    if model == Decision.noModel { return .largeMiss }
    return isSwitched && overheadUnits.missesWhenSwitched[model] ? .smallMiss : modelOutcome[model]
  }

  /// Reward paid for charging a milliwatt-hour while `carbonFree` of the grid is clean.
  @inline(__always)
  public func price(carbonFree: Double) -> Double {
    weights.dirtyMilliwattHour * (1 - carbonFree) / device.chargeEfficiency
  }

  /// The same for 10⁻⁷ mWh.
  func unitPrice(carbonFree: Double) -> Double { price(carbonFree: carbonFree) * EnergyUnits.milliwattHours(1) }
}
