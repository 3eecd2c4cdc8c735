import Records
import StreamIO
import Testing

@testable import Camera

struct PlanDigestTests {
  private let models = PlanDigest.digest(of: cameraModels)

  /// What is said against a scenario's plan; nil where it is believed.
  private func complaint(_ scenario: Scenario, models: String? = nil) -> String? {
    do throws(InvalidSetup) {
      try scenario.plan?.checkOrigin(scenario, models: models ?? self.models)
      try scenario.plan?.checkContent()
      return nil
    } catch { return error.description }
  }

  /// Each number that a plan depends on, changed in its last bit alone.
  @Test func aPlanOfAnythingElseIsRefusedAndTold() throws {
    let scenario = PolicySchool.scenario(0)
    #expect(complaint(scenario) == nil)
    let changes: [(String, (inout Scenario) -> Void)] = [
      ("another device", { $0.capacityWh = $0.capacityWh.nextUp }), ("another device", { $0.chargePowerW = $0.chargePowerW.nextUp }),
      ("another device", { $0.chargeEfficiency = 1.0.nextDown }), ("another device", { $0.dischargeEfficiency = 0.95.nextUp }),
      ("another device", { $0.initialWh = $0.initialWh.nextUp }),
      ("other wishes", { $0.accuracyWish = $0.accuracyWish.nextUp }), ("other wishes", { $0.latencyWishSeconds = 0.006.nextUp }),
      ("other weights", { $0.successWeight = 20.0.nextUp }), ("other weights", { $0.smallMissWeight = 5.0.nextUp }),
      ("other weights", { $0.largeMissWeight = 8.0.nextUp }), ("other weights", { $0.dirtyMwhWeight = 7.0.nextUp }),
      ("another grid", { $0.carbonFree[71] = $0.carbonFree[71].nextDown }), ("another grid", { $0.carbonFree.removeLast() }),
      ("another grid", { $0.taskIntervalSeconds = 600 }), ("another grid", { $0.tailSeconds = 0 }),
      ("another device and other weights", { ($0.initialWh, $0.successWeight) = (0, 1) }),
    ]
    for (index, (part, change)) in changes.enumerated() {
      var changed = scenario
      change(&changed)
      #expect(complaint(changed) == "the plan was made for \(part); solve the scenario again", "change \(index)")
    }
    var other = cameraModels
    other[2] = ModelProfile(
      name: other[2].name, energyMilliwattHours: other[2].energyMilliwattHours.nextUp,
      latencySeconds: other[2].latencySeconds, accuracy: other[2].accuracy)
    #expect(complaint(scenario, models: PlanDigest.digest(of: other))?.contains("for other models; ") == true)
    #expect(complaint(scenario, models: PlanDigest.digest(of: cameraModels.dropLast()))?.contains("for other models; ") == true)
    #expect(complaint(scenario, models: PlanDigest.digest(of: cameraModels.reversed())) == nil)
  }

  @Test func whatNoPlanDependsOnMayChange() throws {
    var scenario = PolicySchool.scenario(1)
    (scenario.id, scenario.location, scenario.start) = ("other", "elsewhere", Instant(seconds: 0))
    (scenario.longitude, scenario.gridModelled) = (12, true)
    scenario.history = []
    scenario.carbonGramsPerKwh = scenario.carbonGramsPerKwh.map { $0 + 1 }
    #expect(complaint(scenario) == nil)
    scenario.initialWh = 0
    let zero = scenario
    scenario.plan?.seal(madeOf: zero, models: models)
    scenario.initialWh = -0.0
    #expect(complaint(scenario) == nil)
  }

  @Test func aPlanThatWasChangedOrDoesNotTellIsRefused() throws {
    let scenario = PolicySchool.scenario(2)
    let changes: [(inout Plan) -> Void] = [
      { $0.bound = 1 }, { $0.gap = 1e9 }, { $0.success[0] += 1 }, { $0.terminalValue = nil }, { $0.certifiedBy = .glpk },
      { $0.terminalValue = .init(batteryWh: [0], value: [1]) }, { $0.digest?.plan = "" },
    ]
    for (index, change) in changes.enumerated() {
      var changed = scenario
      var plan = try #require(changed.plan)
      plan.terminalValue = .init(batteryWh: [0, 1], value: [0, 1])
      plan.seal(madeOf: changed, models: models)
      changed.plan = plan
      #expect(complaint(changed) == nil)
      change(&plan)
      changed.plan = plan
      #expect(complaint(changed)?.contains("was changed") == true, "change \(index)")
    }
    var old = scenario
    old.plan?.digest = nil
    #expect(complaint(old)?.contains("older version") == true)
    old = scenario
    old.charging = .slots
    #expect(complaint(old)?.contains("for charging \"continuous\"") == true)
  }

  /// Python: sha256(struct.pack("<4d", 1, 2, 0.1, 0) + struct.pack("<d", 2) + "é".encode()), and sha256(b"").
  @Test func aDigestIsThatOfTheBytes() {
    var digest = ValueDigest()
    digest.add(1)
    digest.add([0.1, -0.0])
    digest.add("é")
    #expect(digest.text == "bfb8c8438651dc6d")
    #expect(ValueDigest().text == "e3b0c44298fc1c14")
  }
}
