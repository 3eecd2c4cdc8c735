import Camera
import CameraPlanning
import StreamIO

/// What solve sets in a scenario.
struct Planned: Record {
  var plan = Plan()

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("plan", &plan, "the clairvoyant optimum")
  }
}

extension Plan {
  /// Sets what a planner found.
  mutating func set(_ solution: PlanSolution, _ setup: Setup) {
    switch solution.termination {
    case .optimal: (termination, self.solution) = (.optimal, .optimal)
    case .gap: (termination, self.solution) = (.gap, .feasible)
    case .time: (termination, self.solution) = (.time, .feasible)
    }
    reward = solution.reward
    terminal = solution.terminal
    bound = solution.bound
    gap = max(0, solution.gap)
    terminalValue = TerminalValue(solution.terminalValue)
    let intervals = solution.intervals
    success = intervals.success
    fallback = intervals.fallback
    chargeSeconds = intervals.charge.map { setup.chargingSeconds($0) }
    batteryWh = intervals.battery.map { EnergyUnits.wattHours($0) }
    price = intervals.price
  }

  /// Sets that there is no plan, and why.
  mutating func setNone(_ termination: Termination, _ reason: String) {
    (self.termination, solution, self.reason) = (termination, .none, reason)
  }

  /// Sets what GLPK has to say of the plan.
  mutating func set(_ certificate: PlanCertificate) {
    if !certificate.isTimedOut { certifiedBy = .glpk }
    certifiedTermination = certificate.isTimedOut ? .time : certificate.difference <= 0 ? .optimal : .gap
    certifiedBound = certificate.bound
    certifiedDifference = max(0, certificate.difference)
  }
}

extension Plan.TerminalValue {
  init(_ value: CameraPlanning.TerminalValue) {
    self.init(batteryWh: value.levels.map { EnergyUnits.wattHours($0) }, value: value.values)
  }
}

extension StateValue {
  init(_ sample: ValueSample, id: String, _ setup: Setup) {
    self.init()
    self.id = id
    interval = sample.interval
    batteryWh = EnergyUnits.wattHours(sample.stored)
    value = sample.value
    price = sample.price
    success = sample.counts.success
    fallback = sample.counts.fallback
    chargeSeconds = setup.chargingSeconds(sample.counts.charge)
    switch sample.first.task {
    case .success: firstTask = .success
    case .fallback: firstTask = .fallback
    case .none: firstTask = .none
    }
    firstCharge = setup.slotCharge > 0 ? Double(sample.first.charge) / Double(setup.slotCharge) : 0
  }
}
