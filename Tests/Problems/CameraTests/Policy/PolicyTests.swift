import CameraPlanning
import Learning
import StreamIO
import Testing

@testable import Camera

struct PolicyTests {
  private func seal(_ scenario: inout Scenario) {
    let unsealed = scenario
    scenario.plan?.seal(madeOf: unsealed, models: PlanDigest.digest(of: cameraModels))
  }

  /// An hour of 12 tasks: by hand, 6 successes, 3 fallbacks and half a slot's charge in every slot.
  @Test func labelsAreSharesOfTheInterval() throws {
    var scenario = PolicySchool.scenario(0)
    (scenario.capacityWh, scenario.chargePowerW, scenario.initialWh) = (0.1, 0.3, 0.05)
    let setup = try Setup(scenario, models: cameraModels)
    let intervals = setup.clock.intervals
    let capacity = scenario.capacityWh
    scenario.plan?.success = Array(repeating: 6, count: intervals)
    scenario.plan?.fallback = Array(repeating: 3, count: intervals)
    scenario.plan?.chargeSeconds = Array(repeating: 1800, count: intervals)
    scenario.plan?.batteryWh = Array(repeating: capacity / 2, count: intervals)
    seal(&scenario)
    let lesson = try PolicyLesson(scenario, models: cameraModels)
    let label = try #require(lesson.plan.first)
    #expect(label.success == 0.5 && label.fallback == 0.25 && abs(label.charge - 0.5) < 1e-6)
    #expect(label.firstCharge == 1)
    #expect(label.stored == setup.capacity / 2)

    var examples = PolicyExamples(features: PolicyFeature.original, models: cameraModels.map(\.name))
    examples.append(lesson.plan, of: lesson)
    #expect(examples.rows == intervals)
    let success = try #require(setup.successModel)
    var expected = [Float](repeating: 0, count: 8)
    expected[success] = 0.5
    expected[setup.cheapestModel] += 0.25
    expected[6] = 0.25
    expected[7] = Float(label.charge)
    #expect(Array(examples.targets.prefix(8)) == expected)
    #expect(abs(examples.inputs[0] - 0.5) < 1e-9)
    #expect(
      Array(examples.inputs[1..<4])
        == [scenario.carbonFree[0], scenario.accuracyWish, scenario.latencyWishSeconds])

    scenario.plan?.batteryWh[0] = capacity * 1.01
    seal(&scenario)
    #expect(throws: InvalidSetup.self) { try PolicyLesson(scenario, models: cameraModels) }
    scenario.plan = nil
    #expect(throws: InvalidSetup.self) { try PolicyLesson(scenario, models: cameraModels) }
  }

  /// What a controller shows its network is what labels of the same states were learned with, to the last bit.
  @Test func featuresAreEqualInTrainingAndControl() throws {
    let scenario = PolicySchool.scenario(1)
    let lesson = try PolicyLesson(scenario, models: cameraModels)
    let features = PolicyFeature.allCases
    var examples = PolicyExamples(features: features, models: cameraModels.map(\.name))
    examples.append(lesson.plan, of: lesson)
    let spy = InputSpy(inputs: PolicyInputs(lesson.engine.setup, features: features), plan: lesson.plan)
    _ = lesson.engine.run(spy)
    #expect(spy.log.rows == examples.inputs)
    #expect(Set(features.map(\.rawValue)).count == features.count)
  }

  /// Guarded, it charges whenever the model worth running could not run at the next task; so it never starves for long,
  /// whatever the network says. Here it says: run the largest model, never charge.
  @Test func guardedPoliciesDoNotStarve() throws {
    var draw = RandomRuns("guard")
    var tried = 0
    while tried < 8 {
      let setup = try draw.week(chargePerEnergy: draw.random.uniform(in: 2...20), taskIntervalSeconds: 300, days: 2)
      let signal = try draw.signal(intervals: 48, intervalSeconds: 3600)
      let engine = try Engine(setup: setup, signal: signal)
      guard let success = setup.successModel else { continue }  // wishes that no model meets
      tried += 1
      let policy = PolicySchool.constant(model: success, charges: false)
      let options = ModelOptions(setup)
      let log = Logged(inner: try PolicyController(setup, policy, isGuarded: true))
      _ = engine.run(log)
      for (observation, decision) in log.log.entries {
        let share = signal.carbonFree[observation.task / setup.clock.tasksPerInterval]
        guard let worthwhile = options.best(price: setup.unitPrice(carbonFree: share)) else { continue }
        let runs = decision.model >= 0 && setup.modelEnergy[decision.model] <= observation.stored
        let rest = observation.stored - (runs ? setup.modelEnergy[decision.model] : 0)
        #expect(rest >= worthwhile.energy || decision.charge == setup.slotCharge)
      }
      // Without the guard the battery runs empty and stays so.
      let bare = engine.run(try PolicyController(setup, policy, isGuarded: false))
      #expect(bare.charged == 0)
    }
  }

  /// What it decides for several energies at once is what its network says of each alone.
  @Test func lookingAheadChangesNoDecision() throws {
    let policy = try PolicySchool.trainer(relabel: 1).train()
    var draw = RandomRuns("looking ahead")
    for _ in 0..<4 {
      let setup = try draw.week(chargePerEnergy: draw.random.uniform(in: 0.5...20), taskIntervalSeconds: 300, days: 2)
      let engine = try Engine(setup: setup, signal: try draw.signal(intervals: 48, intervalSeconds: 3600))
      let log = Logged(inner: try PolicyController(setup, policy, isGuarded: false))
      let alone = Logged(inner: OneByOne(setup, policy))
      _ = (engine.run(log), engine.run(alone))
      #expect(log.log.entries.map(\.1) == alone.log.entries.map(\.1))
    }
  }

  @Test func modelsUnknownToTheProfilesAreRefused() throws {
    let setup = try RandomRuns.fixed()
    var header = PolicySchool.constant(model: 0, charges: false).header
    header.classes[2] = "YOLOv99"
    let policy = PolicyNetwork(header, DenseNetwork(try #require(header.shape), seed: 1), features: PolicyFeature.original)
    #expect(throws: InvalidSetup.self) { try PolicyController(setup, policy, isGuarded: true) }
  }

  /// Both constant networks, whose odds of charging are e and 1/e, on either side of their probability.
  @Test func chargesAboveAProbability() throws {
    let setup = try RandomRuns.fixed()
    for (charges, probability) in [(true, 0.7310586), (false, 0.2689414)] {
      let policy = PolicySchool.constant(model: 0, charges: charges)
      for (above, expected) in [(0, true), (probability - 1e-6, true), (probability + 1e-6, false), (1, false)] {
        var controller = try PolicyController(setup, policy, isGuarded: false, chargeAbove: above)
        #expect((controller.decide(Observation(task: 0, stored: 0)).charge > 0) == expected)
      }
      var usual = try PolicyController(setup, policy, isGuarded: false)
      #expect((usual.decide(Observation(task: 0, stored: 0)).charge > 0) == charges)
    }
  }

  @Test func theOrderOfLessonsAndThreadsDoNotMatter() throws {
    let one = try PolicySchool.trainer(relabel: 1).train()
    let other = try PolicySchool.trainer(relabel: 1, threads: 3, isReversed: true).train()
    #expect(one.network == other.network)
    #expect(one.header.labelAccuracy == other.header.labelAccuracy)
    // A round adds a label for each interval of each scenario.
    let plain = try PolicySchool.trainer(relabel: 0).train()
    #expect(one.header.trainingRows == 2 * plain.header.trainingRows && plain.header.trainingRows % 48 == 0)
    #expect(other.header.trainingRows == one.header.trainingRows)
  }

  /// The states a controller comes to are those that a run of it passes through, and each label is what the value
  /// function holds best there.
  @Test func labelsAreOfTheStatesVisited() throws {
    let lesson = try PolicyLesson(PolicySchool.scenario(2), models: cameraModels)
    let setup = lesson.engine.setup
    let log = Logged(inner: NaiveController(setup))
    _ = lesson.engine.run(log)
    let stored = log.log.entries.filter { $0.0.task % 12 == 0 }.map(\.0.stored)
    let labels = try lesson.labels(visitedBy: NaiveController(setup))
    #expect(labels.map(\.stored) == stored && labels.map(\.interval) == Array(0..<48))
    let samples = try valueStates(
      .energies(stored.map { [$0] }), of: setup.planningProblem(carbonFree: lesson.engine.signal.carbonFree))
    #expect(samples.map { Double($0.counts.success) / 12 } == labels.map(\.success))
    #expect(samples.map { Double($0.first.charge) / Double(setup.slotCharge) } == labels.map(\.firstCharge))
  }

  /// Labels for its own states teach it what plans do not show: it loses less of what naive loses. Training as long on
  /// plans alone would not do.
  @Test func relabellingReducesRegret() throws {
    func lost(relabel: Int, epochs: Int = 8) throws -> Double {
      let policy = try PolicySchool.trainer(relabel: relabel, chargeLabel: .start, epochs: epochs).train()
      var sum = 0.0
      for number in PolicySchool.judged {
        let scenario = PolicySchool.scenario(number)
        let lesson = try PolicyLesson(scenario, models: cameraModels)
        let hindsight = try Hindsight(lesson.engine.setup, lesson.engine.signal)
        let ledger = lesson.engine.run(try PolicyController(lesson.engine.setup, policy, isGuarded: false))
        sum += hindsight.plan.bound - hindsight.credited(ledger)
      }
      return sum
    }
    let (before, after) = (try lost(relabel: 0, epochs: 32), try lost(relabel: 3))
    #expect(after < 0.9 * before, "\(after) after relabelling, \(before) before")
  }

  @Test func whatIsLeftOutMustBeThere() throws {
    #expect(throws: Failure.self) { try PolicySchool.trainer(relabel: 0, leavingOut: ["nowhere"]) }
    let policy = try PolicySchool.trainer(relabel: 0, leavingOut: ["zone-1"]).train()
    #expect(policy.header.validationSeries == ["zone-1/2024"])
    #expect(!policy.header.trainingSeries.contains("zone-1/2024"))
  }
}

/// Notes what the inputs are at the plan's states.
/// The policy of one row at a time.
private struct OneByOne: Controller {
  let setup: Setup
  let policy: PolicyNetwork
  var inputs: PolicyInputs

  init(_ setup: Setup, _ policy: PolicyNetwork) {
    (self.setup, self.policy, inputs) = (setup, policy, PolicyInputs(setup, features: policy.features))
  }

  mutating func observe(_ reading: GridReading) { inputs.observe(reading) }

  mutating func decide(_ observation: Observation) -> Decision {
    inputs.set(stored: observation.stored)
    let row = ContiguousArray(inputs.values.enumerated().map { policy.standardised($1, feature: $0) })
    var outputs = ContiguousArray<Float>(repeating: 0, count: 8)
    var answer = outputs.mutableSpan
    policy.network.evaluate(row.span, into: &answer)
    let likeliest = PolicyNetwork.likeliest(outputs[..<7])
    return Decision(model: likeliest < 6 ? likeliest : Decision.noModel, charge: outputs[7] > 0 ? setup.slotCharge : 0)
  }
}

private struct InputSpy: Controller {
  final class Log { var rows: ContiguousArray<Double> = [] }
  var inputs: PolicyInputs
  let plan: [PolicyLabel]
  let log = Log()
  private var interval = -1

  init(inputs: PolicyInputs, plan: [PolicyLabel]) { (self.inputs, self.plan) = (inputs, plan) }

  mutating func observe(_ reading: GridReading) {
    inputs.observe(reading)
    interval += 1
  }

  mutating func decide(_ observation: Observation) -> Decision {
    if log.rows.count < (observation.task / 12 + 1) * inputs.values.count {
      inputs.set(stored: plan[observation.task / 12].stored)
      log.rows.append(contentsOf: inputs.values)
    }
    return Decision(model: Decision.noModel, charge: 0)
  }
}
