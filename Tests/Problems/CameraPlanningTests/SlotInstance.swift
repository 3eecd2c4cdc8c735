import Randomness

@testable import CameraPlanning

/// Slot charging on problems small enough to enumerate, and the study's published configurations.
enum SlotInstance {
  static func problem(_ random: inout RandomStream) throws -> PlanningProblem {
    slots(of: try SmallInstance.problem(&random))
  }

  /// The same problem with a charger that draws whole slots.
  static func slots(of problem: PlanningProblem) -> PlanningProblem {
    let workload = problem.workload
    do {
      return try PlanningProblem(
        workload: Workload(
          tasksPerInterval: workload.tasksPerInterval, chargePerTask: workload.chargePerTask,
          successEnergy: workload.successEnergy, fallbackEnergy: workload.fallbackEnergy,
          successGain: workload.successGain, fallbackGain: workload.fallbackGain, charging: .slots),
        capacity: problem.capacity, initial: problem.initial, deliveredPrice: problem.deliveredPrice,
        judgedIntervals: problem.judgedIntervals, largeMissWeight: problem.largeMissWeight)
    } catch { return problem }
  }

  /// A day of the published study: 24 tasks an hour apart, battery full, no tail; `configuration` 0 to 7.
  static func paper(_ configuration: Int, carbonFree: [Double]) throws -> PlanningProblem {
    let success = configuration & 1 == 0 ? 6.055224678654638 : 1.993935327473283  // X meets 0.95 / 15 ms, S 0.819 / 6 ms
    let (hit, small, large, dirty) = configuration & 2 == 0 ? (20.0, 5.0, 8.0, 7.0) : (5, 7, 10, 15)
    let (capacity, charge) = configuration & 4 == 0 ? (610.0, 0.000269 * 3600) : (105, 0.001598 * 3600)
    let battery = EnergyUnits.supply(milliwattHours: capacity) ?? 0
    return try PlanningProblem(
      workload: Workload(
        tasksPerInterval: 1, chargePerTask: EnergyUnits.supply(milliwattHours: charge) ?? 0,
        successEnergy: EnergyUnits.need(milliwattHours: success),
        fallbackEnergy: EnergyUnits.need(milliwattHours: 1.0193704678595066), successGain: hit + large,
        fallbackGain: large - small, charging: .slots),
      capacity: battery, initial: battery, deliveredPrice: carbonFree.map { dirty * (1 - $0) },
      judgedIntervals: carbonFree.count, largeMissWeight: large)
  }

  struct Slot {
    var energy: Int64
    var gain: Double
    var charge: Int64
  }

  /// What a slot can do, in the order of labels.
  static func choices(_ workload: Workload) -> [Slot] {
    [0, workload.chargePerTask].prefix(workload.chargePerTask > 0 ? 2 : 1).flatMap { charge in
      [(workload.successEnergy, workload.successGain), (workload.fallbackEnergy, workload.fallbackGain), (0, 0)]
        .compactMap { energy, gain in energy.map { Slot(energy: $0, gain: gain, charge: charge) } }
    }
  }

  /// The energy after a slot; nil if its task cannot run.
  static func after(_ slot: Slot, _ stored: Int64, _ problem: PlanningProblem) -> Int64? {
    slot.energy > stored ? nil : min(problem.capacity, stored - slot.energy + slot.charge)
  }

  static func price(_ problem: PlanningProblem, slot: Int) -> Double {
    problem.deliveredPrice[slot / problem.workload.tasksPerInterval]
  }

  /// The most that can be earned from a slot and a stored energy on, against running nothing: plain recursion forward in
  /// time over reached states, remembering those seen.
  struct Exhaustive {
    let problem: PlanningProblem
    let terminal: TerminalValue
    private var seen: [Int: [Int64: Double]] = [:]

    init(_ problem: PlanningProblem, _ terminal: TerminalValue) { (self.problem, self.terminal) = (problem, terminal) }

    mutating func best(_ slot: Int, _ stored: Int64) -> Double {
      if slot == problem.judgedIntervals * problem.workload.tasksPerInterval { return terminal.value(at: stored) }
      if let known = seen[slot]?[stored] { return known }
      var most = -Double.infinity
      for choice in SlotInstance.choices(problem.workload) {
        guard let left = SlotInstance.after(choice, stored, problem) else { continue }
        let cost = SlotInstance.price(problem, slot: slot) * EnergyUnits.milliwattHours(choice.charge)
        most = max(most, choice.gain - cost + best(slot + 1, left))
      }
      seen[slot, default: [:]][stored] = most
      return most
    }
  }
}
