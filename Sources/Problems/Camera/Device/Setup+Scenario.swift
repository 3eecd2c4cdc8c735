import Records

extension ModelProfile {
  public init(_ profile: PowerProfile) {
    self.init(
      name: profile.name, energyMilliwattHours: profile.energyPerInferenceMwh,
      latencySeconds: profile.inferenceSeconds, accuracy: profile.accuracy)
  }
}

extension Setup {
  /// The setup of a scenario's judged horizon.
  ///
  /// - Throws: `InvalidSetup` naming the value that cannot be simulated.
  public init(
    _ scenario: Scenario, models: [ModelProfile], overheads: Overheads = Overheads()
  ) throws(InvalidSetup) {
    try self.init(
      scenario, models: models, overheads: overheads,
      clock: WorkloadClock(
        start: scenario.start, intervalSeconds: scenario.intervalSeconds,
        taskIntervalSeconds: scenario.taskIntervalSeconds, horizonSeconds: scenario.horizonSeconds))
    let tail = scenario.carbonFree.count - clock.intervals
    guard tail >= 0, scenario.tailSeconds % clock.intervalSeconds == 0,
      tail == scenario.tailSeconds / clock.intervalSeconds
    else {
      throw InvalidSetup(
        "carbon_free has \(scenario.carbonFree.count) values of \(clock.intervalSeconds) s; the horizon of "
          + "\(scenario.horizonSeconds) s and the tail of \(scenario.tailSeconds) s need one for each interval")
    }
  }

  /// A device that runs on and on, without a judged horizon.
  ///
  /// - Throws: `InvalidSetup` naming the value that cannot be used.
  public init(_ device: DeviceDescription, models: [ModelProfile]) throws(InvalidSetup) {
    let scenario = device.scenario
    try self.init(
      scenario, models: models, overheads: Overheads(),
      clock: WorkloadClock(
        start: Instant(seconds: 0), intervalSeconds: scenario.intervalSeconds,
        taskIntervalSeconds: scenario.taskIntervalSeconds, horizonSeconds: scenario.intervalSeconds))
  }

  private init(
    _ scenario: Scenario, models: [ModelProfile], overheads: Overheads, clock: WorkloadClock
  ) throws(InvalidSetup) {
    try self.init(
      clock: clock,
      device: Device(
        capacityWh: scenario.capacityWh, chargePowerW: scenario.chargePowerW,
        chargeEfficiency: scenario.chargeEfficiency, dischargeEfficiency: scenario.dischargeEfficiency),
      initialWh: scenario.initialWh, models: models,
      wishes: Wishes(accuracy: scenario.accuracyWish, latencySeconds: scenario.latencyWishSeconds),
      weights: RewardWeights(
        success: scenario.successWeight, smallMiss: scenario.smallMissWeight, largeMiss: scenario.largeMissWeight,
        dirtyMilliwattHour: scenario.dirtyMwhWeight),
      longitude: scenario.longitude, charging: scenario.charging, overheads: overheads)
  }

  /// Why no plan can meet the owner's wishes, and what would be right; nil where one can.
  public var infeasibility: String? {
    let cheapest = models[cheapestModel]
    if modelEnergy[cheapestModel] > capacity {
      return "the battery of \(device.capacityWh) Wh cannot hold the energy of the smallest model, \(cheapest.name)"
    }
    guard let successModel else { return unmetWishes }
    if modelEnergy[successModel] > capacity {
      return "the battery of \(device.capacityWh) Wh cannot hold the energy of \(models[successModel].name), "
        + "the cheapest model that meets the wishes"
    }
    return nil
  }

  /// Which wish no model meets, or that none meets both, and the nearest that can be had.
  private var unmetWishes: String {
    let fast = models.filter { $0.latencySeconds <= wishes.latencySeconds }
    let accurate = models.filter { $0.accuracy >= wishes.accuracy }
    let best = fast.max { $0.accuracy < $1.accuracy }
    let quickest = accurate.min { $0.latencySeconds < $1.latencySeconds }
    switch (best, quickest) {
    case (let best?, let quickest?):
      return "no model has accuracy \(wishes.accuracy) within \(wishes.latencySeconds) s: the most accurate that fast is "
        + "\(best.name) with \(best.accuracy), the fastest that accurate \(quickest.name) with \(quickest.latencySeconds) s"
    case (nil, _):
      let fastest = models.min { $0.latencySeconds < $1.latencySeconds }
      return "no model is as fast as \(wishes.latencySeconds) s"
        + (fastest.map { "; the fastest is \($0.name) with \($0.latencySeconds) s" } ?? "")
    case (_, nil):
      let greatest = models.max { $0.accuracy < $1.accuracy }
      return "no model has accuracy \(wishes.accuracy)"
        + (greatest.map { "; the most accurate is \($0.name) with \($0.accuracy)" } ?? "")
    }
  }
}
