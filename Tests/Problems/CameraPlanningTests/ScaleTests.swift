import Randomness
import Testing

@testable import CameraPlanning

/// All weights times a number are the same problem, and so are all energies in another unit: no plan may change. The
/// instances have prices that repeat and prices that are what a task's energy is worth, so that ties abound.
@Suite struct ScaleTests {
  static let factors = [0.1, 0.3, 2, 3, 7, 1 / 3.0, 11, 1000, 1e-6, 1e6]

  @Test(arguments: factors)
  func weightsChangeNoPlan(factor: Double) throws {
    for seed in 0..<300 {
      var random = RandomStream(seed: UInt64(seed), "scale")
      let problem = try Self.tied(SmallInstance.problem(&random), &random)
      try expectSamePlans(problem, try Self.scaled(problem, weights: factor), energies: 1, "seed \(seed)")
    }
  }

  @Test(arguments: [100, 10_000] as [Int64])
  func energyUnitsChangeNoPlan(factor: Int64) throws {
    for seed in 0..<300 {
      var random = RandomStream(seed: UInt64(seed), "unit")
      // In sixteenths, of which the levels of the terminal value are whole.
      let problem = try Self.scaled(Self.tied(SmallInstance.problem(&random), &random), energies: 16)
      try expectSamePlans(problem, try Self.scaled(problem, energies: factor), energies: factor, "seed \(seed)")
    }
  }

  @Test(arguments: factors)
  func weightsChangeNoDay(factor: Double) throws {
    var random = RandomStream(seed: 5, "scale of days")
    for chargeOverNeed in [0.15, 0.5, 1, 4, 30] {
      let day = try Self.tied(SmallInstance.day(&random, chargeOverNeed: chargeOverNeed, tailHours: 24), &random)
      try expectSamePlans(day, try Self.scaled(day, weights: factor), energies: 1, "\(chargeOverNeed)")
    }
    for configuration in 0..<8 {
      let shares = (0..<24).map { _ in (random.unit() * 20).rounded() / 20 }
      let paper = try SlotInstance.paper(configuration, carbonFree: shares)
      try expectSamePlans(paper, try Self.scaled(paper, weights: factor), energies: 1, "configuration \(configuration)")
    }
  }

  @Test(arguments: factors)
  func weightsChangeNoSingleStep(factor: Double) throws {
    let planner = SingleStepPlanner()
    for seed in 0..<300 {
      var random = RandomStream(seed: UInt64(seed), "scale of steps")
      let capacity = Int64(20 + random.index(below: 30))
      let price = Double(random.index(below: 4)) * 1e6
      var step = SingleStep(
        models: (0..<(1 + random.index(below: 4))).map { _ in
          SingleStep.Model(energy: Int64(1 + random.index(below: 12)), meetsWishes: random.index(below: 2) == 0)
        },
        capacity: capacity, stored: Int64(random.index(below: Int(capacity) + 1)),
        slotCharge: Int64(random.index(below: 15)), wholeSlots: random.index(below: 2) == 0,
        successWeight: Double(random.index(below: 5)), smallMissWeight: Double(random.index(below: 3)),
        largeMissWeight: Double(random.index(below: 4)), carbonFree: random.unit(), deliveredPrice: price)
      let plain = try #require(try planner.solve(step, .utility(energyPrice: price)))
      step.successWeight *= factor
      step.smallMissWeight *= factor
      step.largeMissWeight *= factor
      step.deliveredPrice *= factor
      let scaled = try #require(try planner.solve(step, .utility(energyPrice: price * factor)))
      #expect(plain.model == scaled.model && plain.charge == scaled.charge, "seed \(seed)")
    }
  }

  /// GLPK's tolerances are absolute.
  @Test(arguments: [1e-9, 1e9])
  func weightsChangeNoProof(factor: Double) throws {
    for seed in 0..<60 {
      var random = RandomStream(seed: UInt64(seed), "scale of proofs")
      let problem = try SmallInstance.problem(&random)
      let scaled = try Self.scaled(problem, weights: factor)
      let plain = try GLPKPlanner(absoluteGap: 1e-6).certify(planByDynamicProgramme(problem), of: problem)
      let other = try GLPKPlanner(absoluteGap: 1e-6 * factor).certify(planByDynamicProgramme(scaled), of: scaled)
      let rounding = 1e-6 + 1e-9 * problem.rewardScale
      #expect(abs(plain.bestValue - other.bestValue / factor) <= rounding, "seed \(seed)")
      #expect(abs(plain.bound - other.bound / factor) <= rounding, "seed \(seed)")
    }
  }

  private func expectSamePlans(
    _ problem: PlanningProblem, _ scaled: PlanningProblem, energies: Int64, _ comment: Comment
  ) throws {
    if problem.workload.charging == .continuous {
      let plan = try planByDynamicProgramme(problem)
      let other = try planByDynamicProgramme(scaled)
      #expect(plan.intervals.success == other.intervals.success, comment)
      #expect(plan.intervals.fallback == other.intervals.fallback, comment)
      #expect(plan.intervals.charge.map { $0 * energies } == other.intervals.charge, comment)
      #expect(plan.termination == other.termination, comment)
    }
    guard problem.workload.tasksPerInterval <= 12 else { return }
    let slots = try planByStaircase(SlotInstance.slots(of: problem))
    let otherSlots = try planByStaircase(SlotInstance.slots(of: scaled))
    #expect(slots.slots.map(\.task) == otherSlots.slots.map(\.task), comment)
    #expect(slots.slots.map { $0.charge * energies } == otherSlots.slots.map(\.charge), comment)
    let quick = try planBySlotRollOut(SlotInstance.slots(of: problem))
    let otherQuick = try planBySlotRollOut(SlotInstance.slots(of: scaled))
    #expect(quick.intervals.success == otherQuick.intervals.success, comment)
    #expect(quick.intervals.charge.map { $0 * energies } == otherQuick.intervals.charge, comment)
  }

  /// The problem with some of its prices such that energy is worth them exactly: what a task gains for its energy.
  private static func tied(_ problem: PlanningProblem, _ random: inout RandomStream) throws -> PlanningProblem {
    let workload = problem.workload
    var worths: [Double] = []
    if let energy = workload.successEnergy { worths.append(workload.successGain / EnergyUnits.milliwattHours(energy)) }
    if let energy = workload.fallbackEnergy { worths.append(workload.fallbackGain / EnergyUnits.milliwattHours(energy)) }
    let prices = problem.deliveredPrice.map { price in
      guard random.index(below: 3) == 0, !worths.isEmpty else { return price }
      return max(0, worths[random.index(below: worths.count)])
    }
    return try PlanningProblem(
      workload: workload, capacity: problem.capacity, initial: problem.initial, deliveredPrice: prices,
      judgedIntervals: problem.judgedIntervals, largeMissWeight: problem.largeMissWeight)
  }

  private static func scaled(
    _ problem: PlanningProblem, weights: Double = 1, energies: Int64 = 1
  ) throws -> PlanningProblem {
    let workload = problem.workload
    return try PlanningProblem(
      workload: Workload(
        tasksPerInterval: workload.tasksPerInterval, chargePerTask: workload.chargePerTask * energies,
        successEnergy: workload.successEnergy.map { $0 * energies },
        fallbackEnergy: workload.fallbackEnergy.map { $0 * energies }, successGain: workload.successGain * weights,
        fallbackGain: workload.fallbackGain * weights, charging: workload.charging),
      capacity: problem.capacity * energies, initial: problem.initial * energies,
      deliveredPrice: problem.deliveredPrice.map { $0 * weights / Double(energies) },
      judgedIntervals: problem.judgedIntervals, largeMissWeight: problem.largeMissWeight * weights)
  }
}
