import Programmes
import Testing

@testable import CameraPlanning

@Suite struct EdgeCaseTests {
  private func workload(
    tasks: Int = 4, charge: Int64 = 10, success: Int64? = 8, fallback: Int64? = 3, gains: (Double, Double) = (28, 3)
  ) throws -> Workload {
    try Workload(
      tasksPerInterval: tasks, chargePerTask: charge, successEnergy: success, fallbackEnergy: fallback,
      successGain: gains.0, fallbackGain: gains.1)
  }

  private func plan(
    _ workload: Workload, capacity: Int64 = 40, initial: Int64 = 20, prices: [Double] = [1, 0, 2], judged: Int? = nil
  ) throws -> PlanSolution {
    try planByDynamicProgramme(
      PlanningProblem(
        workload: workload, capacity: capacity, initial: initial, deliveredPrice: prices,
        judgedIntervals: judged ?? prices.count, largeMissWeight: 8))
  }

  @Test func nothingToRunIsStillAPlan() throws {
    for solution in [
      try plan(workload(), capacity: 0, initial: 0), try plan(workload(), capacity: 2, initial: 2),
      try plan(workload(success: nil, fallback: nil)), try plan(workload(gains: (0, -3))),
    ] {
      #expect(solution.reward == -8 * 12 && solution.gap == 0 && solution.termination == .optimal)
      #expect(solution.intervals.success == [0, 0, 0] && solution.intervals.charge == [0, 0, 0])
    }
  }

  @Test func oneOfTwoModelsIsEnough() throws {
    #expect(try plan(workload(success: nil)).intervals.fallback == [4, 4, 4])
    #expect(try plan(workload(fallback: nil)).intervals.success == [4, 4, 4])
    #expect(try plan(workload(success: 3)).intervals.fallback == [0, 0, 0])  // costs as much as a success
    #expect(try plan(workload(success: 50), capacity: 40).intervals.success == [0, 0, 0])  // no battery holds it
  }

  @Test func freeEnergyIsDrawnSparingly() throws {
    let solution = try plan(workload(), initial: 0, prices: [0, 0, 0])
    #expect(solution.intervals.success == [3, 4, 4])  // the first slot has nothing stored
    #expect(solution.intervals.charge.reduce(0, +) == 11 * 8)
    #expect(solution.gap < 1e-9)
  }

  @Test func oneIntervalOfOneTask() throws {
    let single = try plan(workload(tasks: 1), prices: [1])
    #expect(single.intervals.success == [1] && single.intervals.charge == [0] && single.reward == 20)
    #expect(try plan(workload(tasks: 1), initial: 7, prices: [1]).intervals.fallback == [1])
  }

  @Test func smallBatteriesArePlannedTaskByTask() throws {
    let workload = try workload(tasks: 6, charge: 30)
    let solution = try plan(workload, capacity: 11, initial: 11, prices: [1, 1])
    #expect(solution.intervals.success == [6, 6])
    #expect(try plan(workload, capacity: 11, initial: 0, prices: [1, 1]).intervals.success == [5, 6])
  }

  @Test func chargersWithoutPowerAndWeightsOfNothing() throws {
    #expect(try plan(workload(charge: 0)).intervals.success.reduce(0, +) == 2)
    #expect(try plan(workload(gains: (0, 0))).intervals.charge == [0, 0, 0])
  }

  /// 100 kWh batteries, a year of 5-second tasks: sums stay in range.
  @Test func largeNumbersDoNotOverflow() throws {
    let battery: Int64 = 1_000_000_000_000_000
    let heavy = try Workload(
      tasksPerInterval: 1000, chargePerTask: EnergyUnits.maximum, successEnergy: battery / 3,
      fallbackEnergy: 40_000_000, successGain: 28, fallbackGain: 3)
    let solution = try planByDynamicProgramme(
      PlanningProblem(
        workload: try Workload(
          tasksPerInterval: 17_280, chargePerTask: EnergyUnits.maximum / 100_000, successEnergy: 40_000_000,
          fallbackEnergy: 10_000_000, successGain: 28, fallbackGain: 3),
        capacity: battery, initial: battery / 2, deliveredPrice: (0..<365).map { Double($0 % 7) }, judgedIntervals: 365,
        largeMissWeight: 8))
    #expect(solution.intervals.success.allSatisfy { $0 == 17_280 })
    var curve = ValueCurve(capacity: battery)
    let terms = StepTerms(heavy, tasks: 1000, capacity: battery)
    for _ in 0..<365 { curve.stepBack(terms, price: 0.001) }
    #expect(curve.value(at: battery).isFinite && curve.slopes.reduce(0) { $0 + $1.length } == battery)
    #expect(throws: ProgrammeError.self) { try self.workload(tasks: .max / 2) }
  }

  @Test func nonsenseIsRefusedWithAnExplanation() throws {
    let good = try workload()
    #expect(throws: ProgrammeError.self) { try self.workload(tasks: 0) }
    #expect(throws: ProgrammeError.self) { try self.workload(charge: -1) }
    #expect(throws: ProgrammeError.self) { try self.workload(success: 0) }
    #expect(throws: ProgrammeError.self) { try self.workload(fallback: EnergyUnits.maximum + 1) }
    #expect(throws: ProgrammeError.self) { try self.workload(gains: (.nan, 0)) }
    #expect(throws: ProgrammeError.self) { try self.workload(gains: (1, 2)) }
    #expect(throws: ProgrammeError.self) { try self.plan(good, capacity: -1, initial: 0) }
    #expect(throws: ProgrammeError.self) { try self.plan(good, initial: 41) }
    #expect(throws: ProgrammeError.self) { try self.plan(good, initial: -1) }
    #expect(throws: ProgrammeError.self) { try self.plan(good, prices: []) }
    #expect(throws: ProgrammeError.self) { try self.plan(good, judged: 0) }
    #expect(throws: ProgrammeError.self) { try self.plan(good, judged: 4) }
    for price in [Double.nan, .infinity, -1] {
      #expect(throws: ProgrammeError.self) { try self.plan(good, prices: [1, price]) }
    }
    for weight in [Double.nan, .infinity, -1] {
      #expect(throws: ProgrammeError.self) {
        try PlanningProblem(
          workload: good, capacity: 40, initial: 0, deliveredPrice: [1], judgedIntervals: 1, largeMissWeight: weight)
      }
    }
    let huge = try workload(gains: (1e308, 0))
    #expect(throws: ProgrammeError.self) { try self.plan(huge) }
    #expect("\(ProgrammeError.outOfRange("why"))" == "why")
  }
}
