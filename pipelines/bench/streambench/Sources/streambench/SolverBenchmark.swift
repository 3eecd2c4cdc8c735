import Camera
import CameraPlanning
import Foundation
import StreamIO

/// Plans every scenario of a file in this process and says, a line of JSON for each, what it took and what came out;
/// solve_peers.py runs this in turns with other solvers.
///
/// - Parameter method: "step" (the first task of each, all in one kept GLPK problem), "slots" (staircase), "dp" (slope
///   dynamic programme) or "glpk" (proves the dynamic programme's plans again).
func planScenarios(_ method: String, _ path: String, _ profiles: String) throws {
  let scenarios = try BenchmarkScenario.read(path, profiles)
  if method == "step" { return try planSteps(scenarios) }
  for scenario in scenarios {
    let problem = try scenario.problem()
    func report(_ plan: () throws -> (objective: Double, bound: Double)) throws {
      var best = try plan()
      let time = try seconds { best = try plan() }
      print("{\"seconds\": \(time), \"objective\": \(best.objective), \"bound\": \(best.bound)}")
    }
    func report(_ plan: () throws -> PlanSolution) throws {
      try report {
        let solution = try plan()
        return (solution.reward + solution.terminal, solution.bound)
      }
    }
    switch method {
    case "slots": try report { try planByStaircase(problem) }
    case "dp": try report { try planByDynamicProgramme(problem) }
    default:
      let plan = try planByDynamicProgramme(problem)
      try report {
        let proof = try GLPKPlanner(absoluteGap: 1, timeLimitSeconds: 20).certify(plan, of: problem)
        return (proof.bestValue, proof.bound)
      }
    }
  }
}

private func planSteps(_ scenarios: [BenchmarkScenario]) throws {
  let steps = scenarios.map(\.firstStep)
  let planner = SingleStepPlanner()
  var optima = try steps.map { try planner.solve($0, .cleanEnergy)?.objective ?? 0 }
  let time = try seconds {
    for (index, step) in steps.enumerated() { optima[index] = try planner.solve(step, .cleanEnergy)?.objective ?? 0 }
  }
  for optimum in optima {
    print("{\"seconds\": \(time / Double(steps.count)), \"objective\": \(optimum), \"bound\": \(optimum)}")
  }
}

/// Writes each scenario's counts programme as FOLDER/0.lp, FOLDER/1.lp, ...
func writeProgrammes(_ path: String, _ profiles: String, folder: String) throws {
  for (index, scenario) in try BenchmarkScenario.read(path, profiles).enumerated() {
    var text = ""
    try scenario.problem().writeProgramme(name: "\(index)") { text += $0 }
    try text.write(toFile: "\(folder)/\(index).lp", atomically: false, encoding: .utf8)
  }
}

/// A scenario in planners' numbers.
private struct BenchmarkScenario {
  let setup: Setup
  let carbonFree: [Double]

  static func read(_ path: String, _ profiles: String) throws -> [BenchmarkScenario] {
    let models = try PowerProfile.read(path: profiles).map(ModelProfile.init)
    var reader = RecordReader<Scenario>(try LineReader(path: path))
    var scenarios: [BenchmarkScenario] = []
    while try reader.next() {
      scenarios.append(
        BenchmarkScenario(setup: try Setup(reader.record, models: models), carbonFree: reader.record.carbonFree))
    }
    return scenarios
  }

  func problem() throws -> PlanningProblem { try setup.planningProblem(carbonFree: carbonFree) }

  var firstStep: SingleStep {
    SingleStep(
      models: zip(setup.modelEnergy, setup.modelOutcome).map { .init(energy: $0, meetsWishes: $1 == .success) },
      capacity: setup.capacity, stored: setup.initialEnergy, slotCharge: setup.slotCharge, wholeSlots: setup.charging == .slots,
      successWeight: setup.weights.success, smallMissWeight: setup.weights.smallMiss,
      largeMissWeight: setup.weights.largeMiss, carbonFree: carbonFree[0],
      deliveredPrice: setup.price(carbonFree: carbonFree[0]))
  }
}
