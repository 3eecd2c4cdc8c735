import CameraPlanning
import Learning
import Records
import StreamIO

@testable import Camera

/// Small days with plans to imitate: two days of hours of 12 tasks, drawn by number.
enum PolicySchool {
  static let learned = 0..<15
  static let judged = 15..<24

  static func scenario(_ number: Int) -> Scenario {
    var draw = RandomRuns("school \(number)")
    var scenario = Scenario()
    (scenario.id, scenario.zone) = ("school-\(number)", "zone-\(number % 3)")
    scenario.start = Instant(year: 2024, month: 1 + number % 12, day: 1)
    (scenario.intervalSeconds, scenario.taskIntervalSeconds) = (3600, 300)
    (scenario.horizonSeconds, scenario.tailSeconds) = (2 * 86_400, 86_400)
    scenario.capacityWh = draw.random.uniform(in: 0.05...0.15)
    scenario.initialWh = scenario.capacityWh * draw.random.unit()
    scenario.chargePowerW = draw.random.uniform(in: 0.2...1)
    (scenario.accuracyWish, scenario.latencyWishSeconds) = (0.75 + 0.1 * draw.random.unit(), 0.006)
    (scenario.successWeight, scenario.smallMissWeight, scenario.largeMissWeight) = (20, 5, 8)
    scenario.dirtyMwhWeight = 7
    if let signal = try? draw.signal(intervals: 72, history: 24, intervalSeconds: 3600) {
      (scenario.carbonFree, scenario.carbonGramsPerKwh) = (signal.carbonFree, signal.gramsPerKilowattHour)
      scenario.history = signal.history
    }
    scenario.plan = try? plan(scenario)
    return scenario
  }

  private static func plan(_ scenario: Scenario) throws -> Plan {
    let setup = try Setup(scenario, models: cameraModels)
    let solution = try planByDynamicProgramme(setup.planningProblem(carbonFree: scenario.carbonFree))
    var plan = Plan()
    (plan.solution, plan.charging) = (.feasible, scenario.charging)
    plan.success = solution.intervals.success
    plan.fallback = solution.intervals.fallback
    plan.chargeSeconds = solution.intervals.charge.map { setup.chargingSeconds($0) }
    plan.batteryWh = solution.intervals.battery.map { EnergyUnits.wattHours($0) }
    plan.seal(madeOf: scenario, models: PlanDigest.digest(of: cameraModels))
    return plan
  }

  static func trainer(
    features: [PolicyFeature] = PolicyFeature.original, relabel: Int, chargeLabel: PolicyChargeLabel = .share,
    epochs: Int = 8, threads: Int = 1, isReversed: Bool = false, leavingOut names: [String] = []
  ) throws -> PolicyTrainer {
    var settings = PolicyTraining()
    (settings.features, settings.relabelRounds, settings.chargeLabel) = (features, relabel, chargeLabel)
    (settings.hidden, settings.dropout) = ([12, 6], 0)
    (settings.options.epochs, settings.options.batch, settings.options.patience) = (epochs, 32, 0)
    settings.options.learningRate = 0.01
    let lessons = try learned.map { try PolicyLesson(scenario($0), models: cameraModels) }
    return try PolicyTrainer(
      isReversed ? lessons.reversed() : lessons, leavingOut: names, models: cameraModels.map(\.name), settings, seed: 3,
      threads: threads)
  }

  /// A network that says the same of every state.
  static func constant(model: Int, charges: Bool) -> PolicyNetwork {
    var settings = PolicyTraining()
    (settings.hidden, settings.dropout) = ([], 0)
    let shape = settings.shape(models: cameraModels.count)
    var header = Network()
    (header.task, header.shape, header.features) = (.policy, shape, settings.features.map(\.rawValue))
    (header.featureMeans, header.featureScales) = ([0, 0, 0, 0], [1, 1, 1, 1])
    header.classes = cameraModels.map(\.name) + ["none"]
    var bias = [Double](repeating: 0, count: shape.outputs)
    bias[model] = 1
    bias[shape.outputs - 1] = charges ? 1 : -1
    let layers = DenseNetwork(shape, seed: 0).layers.map { layer in
      Layer(
        name: layer.name, shape: layer.shape,
        weights: layer.shape.count == 1 ? bias : layer.weights.map { _ in 0 })
    }
    // Made of its own layers, it cannot be refused.
    let network = (try? DenseNetwork(shape, layers: layers)) ?? DenseNetwork(shape, seed: 0)
    return PolicyNetwork(header, network, features: settings.features)
  }
}

extension RandomRuns {
  static func fixed() throws -> Setup {
    var draw = RandomRuns("fixed")
    return try draw.week(chargePerEnergy: 4)
  }
}
