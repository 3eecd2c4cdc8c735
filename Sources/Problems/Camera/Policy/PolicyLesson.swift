import CameraPlanning
import Programmes
import Records
import StreamIO

/// What a policy's charge head learns of a grid interval.
public enum PolicyChargeLabel: String, Choice {
  /// The share of the interval that is charged, as the model head learns shares of its tasks.
  case share
  /// How much of its first task's time is charged: what is done in the very state that the network is shown.
  case start
  public init() { self = .share }
}

/// What is best in a grid interval from some stored energy on: what a policy should imitate there.
public struct PolicyLabel: Sendable, Hashable {
  public let interval: Int
  /// Energy stored at the interval's start [10⁻⁷ mWh].
  public let stored: Int64
  /// Shares of the interval's tasks that run the success and the fallback model; of its time that is charged, and of
  /// its first task's.
  public let success, fallback, charge, firstCharge: Double

  /// - Parameter counts: what is best in the whole interval.
  /// - Throws: `InvalidSetup` for what planners refuse.
  init(interval: Int, stored: Int64, counts: Counts, _ setup: Setup) throws(InvalidSetup) {
    (self.interval, self.stored) = (interval, stored)
    let tasks = Double(setup.clock.tasksPerInterval)
    success = Double(counts.success) / tasks
    fallback = Double(counts.fallback) / tasks
    let most = Double(max(1, setup.slotCharge))
    charge = min(1, Double(counts.charge) / (tasks * most))
    var execution = IntervalExecution(
      counts, of: try setup.workload(tasksPerInterval: setup.clock.tasksPerInterval), capacity: setup.capacity)
    firstCharge = min(1, Double(execution.next(stored: stored).charge) / most)
  }
}

/// A scenario to learn a policy from: its device, its grid, and what its plan does.
public struct PolicyLesson: Sendable {
  /// The scenario's; the same however the lessons come.
  public let id, zone: String
  /// Of the scenario's start.
  public let year: Int
  public let isModelled: Bool
  let engine: Engine
  private let problem: PlanningProblem
  /// The states the plan passes through, one an interval.
  let plan: [PolicyLabel]

  /// - Throws: `InvalidSetup` where the scenario has no plan, or one that is not its own, or numbers that cannot be learned.
  public init(_ scenario: Scenario, models: [ModelProfile]) throws(InvalidSetup) {
    guard let plan = scenario.plan else { throw InvalidSetup("the scenario has no plan; solve makes one") }
    guard plan.solution != .none else {
      throw InvalidSetup("the scenario could not be planned\(plan.reason.map { ": \($0)" } ?? "")")
    }
    try plan.checkOrigin(scenario, models: PlanDigest.digest(of: models))
    (id, zone, year) = (scenario.id, scenario.zone, scenario.start.date.year)
    isModelled = scenario.gridModelled
    let setup = try Setup(scenario, models: models)
    engine = try Engine(
      setup: setup,
      signal: GridSignal(
        carbonFree: scenario.carbonFree, gramsPerKilowattHour: scenario.carbonGramsPerKwh, history: scenario.history))
    problem = try setup.planningProblem(carbonFree: scenario.carbonFree)
    let features = Array(PolicyFeature.allCases)
    for (feature, value) in zip(features, PolicyInputs(setup, features: features).values) where !Float(value).isFinite {
      throw InvalidSetup("\(feature.rawValue) \(value) is beyond the numbers of a network, which end at 3e38")
    }
    let counts = try setup.plannedCounts(
      success: plan.success, fallback: plan.fallback, chargeSeconds: plan.chargeSeconds)
    guard counts.count == setup.clock.intervals, plan.batteryWh.count == counts.count else {
      throw InvalidSetup("the plan has \(counts.count) intervals; the horizon has \(setup.clock.intervals)")
    }
    var labels: [PolicyLabel] = []
    for (interval, counts) in counts.enumerated() {
      let stored = EnergyUnits.supply(milliwattHours: plan.batteryWh[interval] * 1000) ?? .max
      guard stored <= setup.capacity, counts.success >= 0, counts.fallback >= 0,
        counts.success <= setup.clock.tasksPerInterval - counts.fallback
      else { throw InvalidSetup("the plan of interval \(interval) is not one for this battery and its tasks") }
      labels.append(try PolicyLabel(interval: interval, stored: stored, counts: counts, setup))
    }
    try plan.checkContent()
    self.plan = labels
  }

  /// Names by which it can be left out, as forecasts' series can be: its zone, its year, or both.
  public var leaveOutNames: Set<ExactText> { [zone.exact, "\(year)".exact, "\(zone)/\(year)".exact] }
}

extension PolicyLesson {
  /// Labels the states that a controller meets at the starts of intervals, by the value function.
  ///
  /// - Throws: `InvalidSetup` for what planners refuse.
  func labels(visitedBy controller: some Controller) throws(InvalidSetup) -> [PolicyLabel] {
    var visits = VisitRecorder()
    _ = engine.run(controller, recorder: &visits)
    let setup = engine.setup
    let samples: [ValueSample]
    do throws(ProgrammeError) {
      samples = try valueStates(.energies(visits.stored.map { [$0] }), of: problem)
    } catch { throw InvalidSetup(error.description) }
    return try samples.map { sample throws(InvalidSetup) in
      try PolicyLabel(interval: sample.interval, stored: sample.stored, counts: sample.counts, setup)
    }
  }
}

/// Notes the energy stored at the start of each interval.
private struct VisitRecorder: Recorder {
  static var recordsIntervals: Bool { true }
  var stored: [Int64] = []

  mutating func begins(_ interval: Int, at start: Instant, ledger: Ledger, price: Double?) { stored.append(ledger.stored) }
}
