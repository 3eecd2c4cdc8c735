import Planning
import Records

/// What is best in a grid interval from some stored energy on: what a policy should imitate there.
public struct PolicyLabel: Sendable, Hashable {
  public let interval: Int
  /// Energy stored at the interval's start [10⁻⁷ mWh].
  public let stored: Int64
  /// Shares of the interval's tasks that run the success and the fallback model, and of its time that is charged.
  public let success, fallback, charge: Double

  /// - Parameter counts: what is best in the whole interval.
  init(interval: Int, stored: Int64, counts: Counts, _ setup: Setup) {
    (self.interval, self.stored) = (interval, stored)
    let tasks = Double(setup.clock.tasksPerInterval)
    success = Double(counts.success) / tasks
    fallback = Double(counts.fallback) / tasks
    charge = setup.slotCharge > 0 ? min(1, Double(counts.charge) / (tasks * Double(setup.slotCharge))) : 0
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
  /// The states the plan passes through, one an interval.
  let plan: [PolicyLabel]

  /// - Throws: `InvalidRun` where the scenario has no plan, or one that is not its own.
  public init(_ scenario: Scenario, models: [ModelProfile]) throws(InvalidRun) {
    guard let plan = scenario.plan else { throw InvalidRun("the scenario has no plan; solve makes one") }
    guard plan.solution != .none else {
      throw InvalidRun("the scenario could not be planned\(plan.reason.map { ": \($0)" } ?? "")")
    }
    guard plan.charging == scenario.charging else {
      throw InvalidRun("the plan is for charging \"\(plan.charging)\", the scenario's is \"\(scenario.charging)\"")
    }
    (id, zone, year) = (scenario.id, scenario.zone, scenario.start.date.year)
    isModelled = scenario.gridModelled
    let setup = try Setup(scenario, models: models)
    engine = try Engine(
      setup: setup,
      signal: GridSignal(
        carbonFree: scenario.carbonFree, gramsPerKilowattHour: scenario.carbonGramsPerKwh, history: scenario.history))
    let counts = try setup.plannedCounts(
      success: plan.success, fallback: plan.fallback, chargeSeconds: plan.chargeSeconds)
    guard counts.count == setup.clock.intervals, plan.batteryWh.count == counts.count else {
      throw InvalidRun("the plan has \(counts.count) intervals; the horizon has \(setup.clock.intervals)")
    }
    var labels: [PolicyLabel] = []
    for (interval, counts) in counts.enumerated() {
      let stored = EnergyUnits.supply(milliwattHours: plan.batteryWh[interval] * 1000) ?? .max
      guard stored <= setup.capacity, counts.success >= 0, counts.fallback >= 0,
        counts.success <= setup.clock.tasksPerInterval - counts.fallback
      else { throw InvalidRun("the plan of interval \(interval) is not one for this battery and its tasks") }
      labels.append(PolicyLabel(interval: interval, stored: stored, counts: counts, setup))
    }
    self.plan = labels
  }

  /// Names by which it can be left out, as forecasts' series can be: its zone, its year, or both.
  public var leaveOutNames: Set<String> { [zone, "\(year)", "\(zone)/\(year)"] }
}

extension PolicyLesson {
  /// Labels the states that a controller meets at the starts of intervals, by the value function.
  ///
  /// - Throws: `InvalidRun` for what planners refuse.
  func labels(visitedBy controller: some Controller) throws(InvalidRun) -> [PolicyLabel] {
    var visits = VisitRecorder()
    _ = engine.run(controller, recorder: &visits)
    let setup = engine.setup
    let problem = try setup.planningProblem(carbonFree: engine.signal.carbonFree)
    do throws(PlanningError) {
      return try valueStates(.energies(visits.stored.map { [$0] }), of: problem).map {
        PolicyLabel(interval: $0.interval, stored: $0.stored, counts: $0.counts, setup)
      }
    } catch { throw InvalidRun(error.description) }
  }
}

/// Notes the energy stored at the start of each interval.
private struct VisitRecorder: Recorder {
  static var records: Bool { true }
  var stored: [Int64] = []

  mutating func begins(_ interval: Int, at start: Instant, ledger: Ledger, price: Double?) { stored.append(ledger.stored) }
  mutating func ends(_ interval: Int, ledger: Ledger) {}
}
