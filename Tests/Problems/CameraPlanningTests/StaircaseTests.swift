import Programmes
import Randomness
import Testing

@testable import CameraPlanning

@Suite struct StaircaseTests {
  @Test func plansAreBestOfAllOrders() throws {
    var (small, ordered) = (0, 0)
    for seed in 0..<800 {
      var random = RandomStream(seed: UInt64(seed), "slots")
      let problem = try SlotInstance.problem(&random)
      let plan = try planByStaircase(problem)
      var exhaustive = SlotInstance.Exhaustive(problem, plan.terminalValue)
      let best = problem.idleReward + exhaustive.best(0, problem.initial)
      let rounding = 1e-9 * max(1, abs(best))
      #expect(abs(plan.bound - best) <= rounding, "seed \(seed)")
      let isSmall = problem.tasksPerStep < problem.workload.tasksPerInterval
      small += isSmall ? 1 : 0
      ordered += plan.gap <= rounding ? 1 : 0
      #expect(plan.termination == (plan.gap <= rounding ? .optimal : .gap))
      #expect(isSmall || plan.gap <= rounding, "seed \(seed)")
      let executed = execute(plan, problem)
      #expect(abs(executed - (plan.reward + plan.terminal)) <= 1e-6)
    }
    #expect(small > 100 && ordered > 790)
  }

  /// Counts executed in the order of `IntervalExecution`; slots must do the same.
  private func execute(_ plan: PlanSolution, _ problem: PlanningProblem) -> Double {
    var (stored, fromSlots, earned) = (problem.initial, problem.initial, problem.idleReward)
    let workload = problem.workload
    for interval in 0..<problem.judgedIntervals {
      #expect(stored == plan.intervals.battery[interval] && stored == fromSlots)
      let (done, after) = IntervalExecution.achieved(
        plan.intervals[interval], of: workload, capacity: problem.capacity, stored: stored)
      #expect(done == plan.intervals[interval])
      stored = after
      earned += Double(done.success) * workload.successGain + Double(done.fallback) * workload.fallbackGain
      earned -= problem.deliveredPrice[interval] * EnergyUnits.milliwattHours(done.charge)
      var summed = Counts()
      for slot in plan.slots[(interval * workload.tasksPerInterval)...].prefix(workload.tasksPerInterval) {
        let energy = slot.task == .success ? workload.successEnergy : slot.task == .fallback ? workload.fallbackEnergy : 0
        #expect((energy ?? .max) <= fromSlots)
        fromSlots = min(problem.capacity, fromSlots - (energy ?? 0) + slot.charge)
        summed = summed + Counts(
          success: slot.task == .success ? 1 : 0, fallback: slot.task == .fallback ? 1 : 0, charge: slot.charge)
      }
      #expect(summed == done)
    }
    return earned + plan.terminalValue.value(at: stored)
  }

  /// Every sequence enumerated in the order of labels: the first one within 10⁻⁷ of the best is the plan.
  @Test func labelsAreTheFirstOfTheBest() throws {
    var (ties, checked) = (0, 0)
    for seed in 0..<400 {
      var random = RandomStream(seed: UInt64(seed), "labels")
      let problem = try SlotInstance.problem(&random)
      let slots = problem.judgedIntervals * problem.workload.tasksPerInterval
      let plan = try planByStaircase(problem)
      guard slots <= 6, plan.termination == .optimal else { continue }
      let (first, best) = firstOfAll(problem, plan.terminalValue, slots: slots)
      #expect(plan.slots == first, "seed \(seed)")
      ties += best > 1 ? 1 : 0
      checked += 1
    }
    #expect(checked > 200 && ties > 100)
  }

  private func firstOfAll(
    _ problem: PlanningProblem, _ terminal: TerminalValue, slots: Int
  ) -> (first: [SlotDecision], best: Int) {
    var all: [(value: Double, plan: [SlotDecision])] = []
    func extend(_ plan: [SlotDecision], _ stored: Int64, _ earned: Double) {
      guard plan.count < slots else { return all.append((earned + terminal.value(at: stored), plan)) }
      for choice in SlotInstance.choices(problem.workload) {
        guard let left = SlotInstance.after(choice, stored, problem) else { continue }
        let task: SlotDecision.Task =
          choice.energy == 0 ? .none : choice.gain == problem.workload.successGain
            && choice.energy == problem.workload.successEnergy ? .success : .fallback
        let options = problem.workload.options(capacity: problem.capacity)
        // A model that never helps has no label: the planner drops it.
        if task == .success, options.success == nil { continue }
        if task == .fallback, options.fallback == nil { continue }
        let cost = SlotInstance.price(problem, slot: plan.count) * EnergyUnits.milliwattHours(choice.charge)
        extend(plan + [SlotDecision(task: task, charge: choice.charge)], left, earned + choice.gain - cost)
      }
    }
    extend([], problem.initial, 0)
    let most = all.map(\.value).max() ?? 0
    let best = all.filter { $0.value >= most - 1e-7 }
    return (best.first?.plan ?? [], best.count)
  }

  @Test func theStudysDaysAreExact() throws {
    for configuration in 0..<8 {
      var random = RandomStream(seed: UInt64(configuration), "paper")
      let carbonFree = (0..<24).map { hour in
        0.2 + 0.3 * random.unit() + 0.4 * max(0, 1 - abs(Double(hour) - 12) / 6)
      }
      let problem = try SlotInstance.paper(configuration, carbonFree: carbonFree)
      let plan = try planByStaircase(problem)
      var exhaustive = SlotInstance.Exhaustive(problem, plan.terminalValue)
      let best = problem.idleReward + exhaustive.best(0, problem.initial)
      #expect(abs(plan.reward - best) <= 1e-9 && plan.termination == .optimal && plan.slots.count == 24)
      #expect(abs(execute(plan, problem) - plan.reward) <= 1e-6)
    }
  }

  @Test func continuousChargingIsNeverWorse() throws {
    for seed in 0..<2 {
      var random = RandomStream(seed: UInt64(seed), "slots and bound")
      let day = try SmallInstance.day(&random, chargeOverNeed: 1.2 + 3 * random.unit(), tailHours: seed % 2 * 24)
      let short = try PlanningProblem(
        workload: day.workload, capacity: day.capacity / 40, initial: day.initial / 40,
        deliveredPrice: Array(day.deliveredPrice[..<2]) + day.deliveredPrice[24...], judgedIntervals: 2, largeMissWeight: 8)
      let (slots, continuous) = (try planByStaircase(SlotInstance.slots(of: short)), try planByDynamicProgramme(short))
      #expect(slots.bound <= continuous.bound + 1e-6 && slots.termination == .optimal)
      #expect(continuous.bound - slots.bound < 200)
    }
  }

  /// Windows, and how many staircases are kept, are matters of time and memory only.
  @Test func reductionsChangeNothing() throws {
    for seed in 0..<300 {
      var random = RandomStream(seed: UInt64(seed), "windows")
      let problem = try SlotInstance.problem(&random)
      let terminal = problem.terminalValue()
      let programme = try SlotProgramme(problem, terminal: terminal)
      let plans = try [
        CurveHistory(programme), CurveHistory(programme, stride: 1), CurveHistory(programme, stride: 1000),
        SlotWindows.history(problem, terminal: terminal, programme: programme),
      ].map { history in
        var history = try #require(history)
        var reader = SlotReader(programme.terms, stored: problem.initial, best: history.start.value(at: problem.initial))
        for slot in 0..<programme.steps {
          history.withCurves(of: slot) { _, after in reader.next(after: after, cost: programme.cost(of: slot)) }
        }
        return (reader.best, reader.decisions)
      }
      #expect(plans.dropFirst().allSatisfy { $0 == plans[0] }, "seed \(seed)")
      #expect(plans[0].1.count == programme.steps)
    }
  }

  @Test func chargingDecidesTheMethod() throws {
    var random = RandomStream(seed: 1, "methods")
    let problem = try SmallInstance.problem(&random)
    #expect(throws: ProgrammeError.self) { try planByStaircase(problem) }
    #expect(throws: ProgrammeError.self) { try planByDynamicProgramme(SlotInstance.slots(of: problem)) }
  }

  @Test func extremesAreExactOrRefused() throws {
    func plan(
      _ gain: Double, prices: [Double], charge: Int64 = 10, capacity: Int64 = 40, tasks: Int = 4
    ) throws -> PlanSolution {
      try planByStaircase(
        PlanningProblem(
          workload: Workload(
            tasksPerInterval: tasks, chargePerTask: charge, successEnergy: 8, fallbackEnergy: 3, successGain: gain,
            fallbackGain: min(gain, 3), charging: .slots),
          capacity: capacity, initial: 0, deliveredPrice: prices, judgedIntervals: prices.count, largeMissWeight: 8))
    }
    #expect(try plan(28, prices: [1e308, 1e308]).intervals.charge == [0, 0])
    #expect(try plan(28, prices: [0, 0]).intervals.success == [3, 4])
    #expect(try plan(28, prices: [0, 1e308], tasks: 600).intervals.success == [599, 5])
    #expect(try plan(1e250, prices: [0, 1e308], tasks: 600).intervals.success == [599, 5])
    #expect(try plan(0, prices: [0, 1]).reward == -64)
    #expect(try plan(28, prices: [0], capacity: 0).reward == -32)
    #expect(try plan(28, prices: [0], charge: EnergyUnits.maximum).intervals.success == [3])
    #expect(throws: ProgrammeError.self) { try plan(1e308, prices: [1, 1]) }
    #expect(throws: ProgrammeError.self) {
      try Workload(
        tasksPerInterval: .max / 100, chargePerTask: 1000, successEnergy: nil, fallbackEnergy: nil, successGain: 1,
        fallbackGain: 0, charging: .slots)
    }
  }
}
