import Testing

@testable import CameraPlanning

@Suite struct ProgrammeTextTests {
  private func text(charging: Charging = .continuous, largeMissWeight: Double = 8) throws -> String {
    let workload = try Workload(
      tasksPerInterval: 2, chargePerTask: 20_000_000, successEnergy: 40_000_000, fallbackEnergy: 10_000_000,
      successGain: 28, fallbackGain: 3, charging: charging)
    let problem = try PlanningProblem(
      workload: workload, capacity: 100_000_000, initial: 50_000_000, deliveredPrice: [2, 0, 1], judgedIntervals: 2,
      largeMissWeight: largeMissWeight)
    var text = ""
    problem.writeProgramme(name: "camera-1") { text += $0 }
    return text
  }

  @Test func tinyProgrammeReadsAsWritten() throws {
    #expect(try text() == golden)
  }

  @Test func wholeSlotsAreWholeNumbers() throws {
    let general = try #require(try text(charging: .slots).split(separator: "General\n").last)
    #expect(general.contains(" charge_0\n") && !(golden.split(separator: "General\n").last ?? "").contains("charge"))
    #expect(try !text(largeMissWeight: 0).contains("nothing_run ="))
  }

  private let golden = """
    \\ camera-1
    \\ success, fallback: tasks by model; charge: slots at full power; battery: mWh before each step;
    \\ left: mWh at the end, by worth; nothing_run: the reward of running nothing
    Maximize
     objective:
      + 28.0 success_0
      + 3.0 fallback_0
      - 4.0 charge_0
      + 28.0 success_1
      + 3.0 fallback_1
      + 7.0 left_0
      + 4.6 left_1
      + left_2
      + 0.8 left_3
      - 32.0 nothing_run
    Subject To
     energy_0:
      + 4.0 success_0
      + fallback_0
      - battery_0
      - 2.0 charge_0
      + battery_1 <= 0.0
     tasks_0:
      + success_0
      + fallback_0 <= 2.0
     in_time_0:
      + 4.0 success_0
      + fallback_0
      - battery_0 <= 2.0
     first_success_0:
      + 4.0 success_0
      - battery_0 <= 4.0
     first_task_0:
      + success_0
      + fallback_0
      - battery_0 <= 1.0
     energy_1:
      + 4.0 success_1
      + fallback_1
      - battery_1
      - 2.0 charge_1
      + battery_2 <= 0.0
     tasks_1:
      + success_1
      + fallback_1 <= 2.0
     in_time_1:
      + 4.0 success_1
      + fallback_1
      - battery_1 <= 2.0
     first_success_1:
      + 4.0 success_1
      - battery_1 <= 4.0
     first_task_1:
      + success_1
      + fallback_1
      - battery_1 <= 1.0
     left:
      + left_0
      + left_1
      + left_2
      + left_3
      - battery_2 <= 0.0
    Bounds
     battery_0 = 5.0
     0.0 <= success_0 <= 2.0
     0.0 <= fallback_0 <= 2.0
     0.0 <= charge_0 <= 2.0
     0.0 <= battery_1 <= 10.0
     0.0 <= success_1 <= 2.0
     0.0 <= fallback_1 <= 2.0
     0.0 <= charge_1 <= 2.0
     0.0 <= battery_2 <= 10.0
     0.0 <= left_0 <= 5.625
     0.0 <= left_1 <= 0.625
     0.0 <= left_2 <= 1.25
     0.0 <= left_3 <= 0.625
     nothing_run = 1.0
    General
     success_0
     fallback_0
     success_1
     fallback_1
    End

    """
}
