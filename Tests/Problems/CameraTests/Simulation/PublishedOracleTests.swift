import CameraPlanning
import Foundation
import Records
import Testing

@testable import Camera

/// A case that reference/published_oracle.py played.
struct PublishedCase: Sendable, CustomStringConvertible {
  let description: String
  let numbers: [String: [Double]]

  static let all: [PublishedCase] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = folder.appendingPathComponent("reference/published_oracle.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var cases: [PublishedCase] = []
    var numbers: [String: [Double]] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      let name = words[0].split(separator: ".")
      numbers[String(name[1])] = words.dropFirst().compactMap { Double($0) }
      if name[1] == "utility" {
        cases.append(PublishedCase(description: String(name[0]), numbers: numbers))
        numbers = [:]
      }
    }
    return cases
  }()

  subscript(key: String) -> [Double] { numbers[key] ?? [] }

  func engine(charging: Charging = .slots) throws -> Engine {
    let (battery, models, weights) = (self["battery"], self["models"], self["weights"])
    let setup = try Setup(
      clock: WorkloadClock(
        start: Instant(year: 2024, month: 2, day: 20), intervalSeconds: 3600, taskIntervalSeconds: 3600,
        horizonSeconds: 3600 * self["shares"].count),
      device: Device(capacityWh: battery[0] / 1000, chargePowerW: battery[1] / 1000, dischargeEfficiency: 1),
      initialWh: battery[2] / 1000,
      models: stride(from: 0, to: models.count, by: 3).map {
        ModelProfile(
          name: "\($0)", energyMilliwattHours: models[$0 + 2], latencySeconds: models[$0 + 1], accuracy: models[$0])
      },
      wishes: Wishes(accuracy: self["wishes"][0], latencySeconds: self["wishes"][1]),
      weights: RewardWeights(
        success: weights[0], smallMiss: weights[1], largeMiss: weights[2], dirtyMilliwattHour: weights[3]),
      charging: charging == .slots ? .slots : .continuous)
    return try Engine(
      setup: setup,
      signal: GridSignal(carbonFree: self["shares"], gramsPerKilowattHour: self["shares"].map { 500 * (1 - $0) }))
  }
}

struct PublishedOracleTests {
  @Test(arguments: PublishedCase.all)
  func doesWhatTheReferenceDoes(_ known: PublishedCase) throws {
    let engine = try known.engine()
    let none = engine.setup.models.count
    var recorder = ActionRecorder(none: none)
    let ledger = engine.run(
      try PublishedOracle(engine.setup, carbonFree: engine.signal.carbonFree), recorder: &recorder)
    #expect(recorder.actions == known["actions"].map { Int($0) })
    #expect(abs(ledger.utility - known["utility"][0]) <= 1e-9 * max(1, abs(ledger.utility)))
  }

  /// Where all energies are levels its rule is the optimum's; elsewhere it never beats it, and often falls short.
  @Test func isExactOnItsLevelsAlone() throws {
    var (exact, short) = (0, 0)
    for known in PublishedCase.all where known["battery"][0] < 200 {
      let engine = try known.engine()
      let published = engine.run(try PublishedOracle(engine.setup, carbonFree: engine.signal.carbonFree)).utility
      let best = try Hindsight(engine.setup, engine.signal).plan.reward
      #expect(published <= best + 1e-6)
      let energies = engine.setup.modelEnergy + [engine.setup.slotCharge, engine.setup.capacity]
      if energies.allSatisfy({ $0 % PublishedOracle.levelStep == 0 }) {
        exact += 1
        #expect(abs(published - best) <= 1e-6, "\(known)")
      } else if published < best - 1e-6 {
        short += 1
      }
    }
    #expect(exact >= 10 && short >= 5)
  }

  @Test func refusesWhatItsRuleIsNotFor() throws {
    let continuous = try PublishedCase.all[0].engine(charging: .continuous)
    #expect(throws: InvalidSetup.self) { try PublishedOracle(continuous.setup, carbonFree: continuous.signal.carbonFree) }
    let engine = try PublishedCase.all[0].engine()
    #expect(throws: InvalidSetup.self) { try PublishedOracle(engine.setup, carbonFree: [0.5]) }
    let large = try Setup(
      clock: WorkloadClock(
        start: Instant(year: 2024, month: 2, day: 20), intervalSeconds: 3600, taskIntervalSeconds: 5,
        horizonSeconds: 86_400),
      device: Device(capacityWh: 15, chargePowerW: 100), initialWh: 15, models: cameraModels,
      wishes: engine.setup.wishes, weights: engine.setup.weights, charging: .slots)
    #expect(throws: InvalidSetup.self) { try PublishedOracle(large, carbonFree: Array(repeating: 0.5, count: 24)) }
  }
}

/// Twice the model, or their number for none, and 1 more where a slot was charged: as the reference writes it.
private struct ActionRecorder: Recorder {
  static var recordsTasks: Bool { true }
  let none: Int
  var actions: [Int] = []

  init(none: Int) { self.none = none }

  mutating func plays(_ task: PlayedTask, price: @autoclosure () -> Double?) {
    actions.append(2 * (task.model == Decision.noModel ? none : task.model) + (task.charged > 0 ? 1 : 0))
  }
}
