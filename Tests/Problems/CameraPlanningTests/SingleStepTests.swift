import Programmes
import Randomness
import Testing

@testable import CameraPlanning

@Suite struct SingleStepTests {
  static func step(_ random: inout RandomStream) -> SingleStep {
    let capacity = Int64(random.index(below: 400)) * 1_000_000
    let models = (0..<random.index(below: 8)).map { _ in
      SingleStep.Model(energy: Int64(1 + random.index(below: 60)) * 1_000_000, meetsWishes: random.index(below: 2) == 0)
    }
    return SingleStep(
      models: models, capacity: capacity, stored: Int64(Double(capacity) * random.unit()),
      slotCharge: Int64(random.index(below: 100)) * 1_000_000, wholeSlots: random.index(below: 2) == 0,
      successWeight: Double(random.index(below: 20)), smallMissWeight: Double(random.index(below: 10)),
      largeMissWeight: Double(random.index(below: 10)), carbonFree: random.index(below: 5) == 0 ? 0 : random.unit(),
      deliveredPrice: random.index(below: 5) == 0 ? 0 : 7 * random.unit())
  }

  /// Every model beside every charge, written down from the rules of a slot alone.
  static func optimum(_ step: SingleStep, _ objective: SingleStep.Objective) -> Double? {
    var best: Double?
    for model in step.models.map(Optional.some) + [nil] {
      let use = model?.energy ?? 0
      guard use <= step.stored else { continue }
      for part in [0, 0.5, 1] where part != 0.5 || !step.wholeSlots {
        var charged = Int64((Double(step.slotCharge) * part).rounded())
        if !step.wholeSlots { charged = min(charged, step.capacity - step.stored + use) }
        let after = min(step.capacity, step.stored - use + charged)
        var value = 0.0
        switch objective {
        case .utility(let price):
          value = model == nil ? -step.largeMissWeight : model?.meetsWishes == true ? step.successWeight : -step.smallMissWeight
          value += (price * Double(after) - step.deliveredPrice * Double(charged)) / 1e7
        case .cleanEnergy:
          guard let model, model.meetsWishes, part != 0.5 else { continue }
          guard part == 0 || step.stored + step.slotCharge <= step.capacity else { continue }
          value = step.carbonFree * part - 1e-4 * Double(model.energy) / 1e7
        }
        best = max(best ?? -.infinity, value)
      }
    }
    return best
  }

  @Test func enumerationAndGLPKAgreeOnRandomStates() throws {
    let planner = SingleStepPlanner()
    var random = RandomStream(seed: 1, "single step")
    for index in 0..<10_000 {
      let step = SingleStepTests.step(&random)
      let price = random.index(below: 4) == 0 ? step.deliveredPrice : 5 * random.unit()
      for objective in [SingleStep.Objective.utility(energyPrice: price), .cleanEnergy] {
        let solution = try planner.solve(step, objective)
        let optimum = SingleStepTests.optimum(step, objective)
        #expect((solution == nil) == (optimum == nil), "state \(index)")
        guard let solution, let optimum else { continue }
        #expect(abs(solution.objective - optimum) <= 1.1e-7, "state \(index)")
        #expect((0...step.capacity).contains(solution.storedAfter), "state \(index)")
      }
    }
  }

  private func step(stored: Int64 = 200, slotCharge: Int64 = 50, carbonFree: Double = 0) -> SingleStep {
    SingleStep(
      models: [.init(energy: 30, meetsWishes: true), .init(energy: 20, meetsWishes: true), .init(energy: 10, meetsWishes: false)],
      capacity: 300, stored: stored, slotCharge: slotCharge, wholeSlots: false, successWeight: 20, smallMissWeight: 5,
      largeMissWeight: 8, carbonFree: carbonFree, deliveredPrice: 1)
  }

  @Test func tiesGoToTheFirstLabel() throws {
    let planner = SingleStepPlanner()
    // Energy without a price: both successes tie, and a price like the grid's makes charging tie.
    #expect(try planner.solve(step(), .utility(energyPrice: 0))?.model == 1)
    #expect(try planner.solve(step(), .utility(energyPrice: 1))?.charge == 0)
    #expect(try planner.solve(step(), .cleanEnergy)?.charge == 0)  // nothing clean to charge
    #expect(try planner.solve(step(carbonFree: 0.1), .cleanEnergy) == .init(model: 1, charge: 50, storedAfter: 230, objective: 0.1 - 2e-10, bound: 0.1 - 2e-10))
    #expect(try planner.solve(step(stored: 260, carbonFree: 0.1), .cleanEnergy)?.charge == 0)  // does not fit
    #expect(try planner.solve(step(stored: 15), .utility(energyPrice: 0))?.model == 2)
    #expect(try planner.solve(step(stored: 15), .cleanEnergy) == nil)
    #expect(try planner.solve(step(stored: 5), .utility(energyPrice: 0))?.model == nil)
  }

  @Test func numbersThatNoStepHasAreRefused() {
    let planner = SingleStepPlanner()
    let broken: [(inout SingleStep) -> Void] = [
      { $0.stored = 301 }, { $0.stored = -1 }, { $0.capacity = .max }, { $0.slotCharge = -1 }, { $0.models[0].energy = 0 },
      { $0.successWeight = .nan }, { $0.deliveredPrice = .infinity }, { $0.carbonFree = 1.5 }, { $0.largeMissWeight = -1 },
    ]
    for change in broken {
      var step = step()
      change(&step)
      #expect(throws: ProgrammeError.self) { try planner.solve(step, .cleanEnergy) }
    }
    #expect(throws: ProgrammeError.self) { try planner.solve(step(), .utility(energyPrice: .nan)) }
  }

  @Test func thousandsOfStepsSurviveAnotherProgrammesEnd() throws {
    let planner = SingleStepPlanner()
    for _ in 0..<3 {
      #expect(try planner.solve(step(), .utility(energyPrice: 0))?.model == 1)
      var random = RandomStream(seed: 5, "beside")
      _ = try GLPKPlanner().plan(try SmallInstance.day(&random, chargeOverNeed: 2))
    }
  }
}
