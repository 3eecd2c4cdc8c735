import StreamIO

extension PlanDigest {
  /// What a plan of the scenario, made for these models, is made of; `plan` is left empty.
  ///
  /// - Parameter models: see `digest(of:)`.
  init(_ scenario: Scenario, models: String) {
    self.init()
    self.models = models
    device = Self.digest([
      scenario.capacityWh, scenario.chargePowerW, scenario.chargeEfficiency, scenario.dischargeEfficiency,
      scenario.initialWh,
    ]) { $0.add(scenario.charging.rawValue) }
    wishes = Self.digest([scenario.accuracyWish, scenario.latencyWishSeconds])
    weights = Self.digest([
      scenario.successWeight, scenario.smallMissWeight, scenario.largeMissWeight, scenario.dirtyMwhWeight,
    ])
    grid = Self.digest(
      [scenario.intervalSeconds, scenario.taskIntervalSeconds, scenario.horizonSeconds, scenario.tailSeconds].map(Double.init)
    ) { $0.add(scenario.carbonFree) }
  }

  private static func digest(_ numbers: [Double], adding more: (inout ValueDigest) -> Void = { _ in }) -> String {
    var digest = ValueDigest()
    for number in numbers { digest.add(number) }
    more(&digest)
    return digest.text
  }

  /// Of the models in the order of their names, so that a file in another order is the same.
  public static func digest(of models: [ModelProfile]) -> String {
    digest([]) { digest in
      for model in models.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
        digest.add(model.name)
        for number in [model.energyMilliwattHours, model.latencySeconds, model.accuracy] { digest.add(number) }
      }
    }
  }
}

extension Plan {
  /// Marks the finished plan with what it was made of.
  ///
  /// - Parameters:
  ///   - scenario: with the charging that was planned for.
  ///   - models: `PlanDigest.digest(of:)`.
  public mutating func seal(madeOf scenario: Scenario, models: String) {
    var digest = PlanDigest(scenario, models: models)
    digest.plan = contentDigest
    self.digest = digest
  }

  /// - Throws: `InvalidSetup` unless the plan was made of this scenario and these models: what differs.
  public func checkOrigin(_ scenario: Scenario, models: String) throws(InvalidSetup) {
    guard charging == scenario.charging else {
      throw InvalidSetup(
        "the plan is for charging \"\(charging)\", the scenario's is \"\(scenario.charging)\"; solve it without --charging")
    }
    guard let digest else {
      throw InvalidSetup("the plan does not tell what it was made of, as an older version wrote it; solve the scenario again")
    }
    let parts = digest.parts(differingFrom: PlanDigest(scenario, models: models))
    guard !parts.isEmpty else { return }
    throw InvalidSetup(
      "the plan was made for \(listed(parts)); solve the scenario again"
        + (parts == [PlanDigest.otherModels] ? ", or give the --models that it was solved with" : ""))
  }

  /// - Throws: `InvalidSetup` where the plan says something else than when it was made.
  public func checkContent() throws(InvalidSetup) {
    guard digest?.plan == contentDigest else {
      throw InvalidSetup("the plan was changed after it was made; solve the scenario again")
    }
  }
}

/// "a, b and c"
private func listed(_ words: [String]) -> String {
  words.count > 1 ? words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "") : words.joined()
}
