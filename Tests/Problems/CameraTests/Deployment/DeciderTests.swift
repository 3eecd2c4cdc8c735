import CameraPlanning
import Records
import StreamIO
import Testing

@testable import Camera

struct DeciderTests {
  @Test(
    arguments: [
      (3600, 60, Charging.continuous, 0), (300, 30, .continuous, 0), (3600, 60, .slots, 0),
      (300, 60, .continuous, 0.8),
    ])
  func decidesAsTheSimulatorTaskByTask(
    interval: Int, task: Int, charging: Charging, shading: Double
  ) throws {
    let week = try Week(intervalSeconds: interval, taskSeconds: task, charging: charging)
    let network = try trained()
    var rules = Decider.Rules()
    rules.shading = shading
    var decider = try week.decider(network, rules: rules)
    for (share, time) in week.past { decider.record(share, at: time) }
    let rows = try week.traced(network, shading: shading)
    #expect(rows.count == 7 * 86_400 / task)
    var differences = 0
    for row in rows {
      let decision = try decider.decide(row.observation())
      let model = row.model == Decision.noModel ? nil : week.engine.setup.models[row.model].name
      let isSame =
        decision.model == model && decision.charge == row.charge && decision.price == row.price.map { max(0, $0) }
        && decision.controller == .forecast && decision.reason == nil
      differences += isSame ? 0 : 1
    }
    #expect(differences == 0)
    #expect(rows.contains { $0.charge == 0 } && rows.contains { $0.charge == 1 })
  }

  @Test(arguments: [3600, 300])
  func goesOnFromItsStateAsIfItHadNeverStopped(interval: Int) throws {
    let week = try Week(intervalSeconds: interval, taskSeconds: 60, charging: .continuous, days: 3)
    let network = try trained()
    var whole = try week.decider(network)
    for (share, time) in week.past { whole.record(share, at: time) }
    let rows = try week.traced(network)
    var halves = whole
    for (index, row) in rows.enumerated() {
      var observation = try row.observation()
      if index == 1000 { observation.accuracyWish = 0.9 }
      if index % 7 == 3 { observation.carbonFree = nil }
      let expected = try whole.decide(observation)
      if index % 997 == 500 {
        var state = halves.state
        var writer = JSONWriter()
        writer.writeLine(&state)
        let text = Array(writer.bytes.dropLast())
        var (read, spans) = (DeviceState(), [FieldSpan]())
        try text.withUnsafeBufferPointer { try decodeLine($0, file: "", number: 1, into: &read, spans: &spans) }
        halves = try week.decider(network)
        try halves.restore(read)
      }
      let decision = try halves.decide(observation)
      try #require(
        decision.model == expected.model && decision.charge == expected.charge && decision.price == expected.price)
    }
  }

  @Test func refusesTheStateOfAnother() throws {
    let week = try Week(intervalSeconds: 3600, taskSeconds: 60, charging: .continuous)
    let network = try trained()
    let state = try week.decider(network).state
    var other = network
    other.layers[0].weights[3] += 1e-9
    var stranger = try week.decider(other)
    #expect { try stranger.restore(state) } throws: { "\($0)".contains("another network") }
    var scenario = week.scenario
    scenario.capacityWh += 0.1
    var larger = try Decider(
      DeviceDescription(scenario), models: powerProfiles(), networks: [network], priorHours: 500)
    #expect { try larger.restore(state) } throws: { "\($0)".contains("another device") }
    var damaged = state
    damaged.forecast.precision.removeLast()
    var same = try week.decider(network)
    #expect { try same.restore(damaged) } throws: { "\($0)".contains("damaged") }
  }

  /// Seconds after the last share, and who decides then.
  @Test(arguments: [(0, "forecast"), (7200, "forecast"), (7201, "threshold"), (86_400, "threshold"), (86_401, "naive")])
  func fallsBackWhenItsDataAreOld(age: Int, rule: String) throws {
    let week = try Week(intervalSeconds: 3600, taskSeconds: 60, charging: .continuous)
    var decider = try week.decider(trained())
    for (share, time) in week.past { decider.record(share, at: time) }
    var observation = DeviceObservation()
    (observation.time, observation.batteryWh, observation.carbonFree) = (week.scenario.start, 0.1, 0.6)
    #expect(try decider.decide(observation).controller == .forecast)
    (observation.time, observation.carbonFree) = (week.scenario.start + age, nil)
    let decision = try decider.decide(observation)
    #expect(decision.controller.rawValue == rule)
    #expect((decision.reason == nil) == (rule == "forecast") && (decision.price == nil) == (rule != "forecast"))
    observation.carbonFree = 0.5
    #expect(try decider.decide(observation).controller == .forecast)
  }

  @Test func decidesWithoutEverKnowingTheGrid() throws {
    let week = try Week(intervalSeconds: 3600, taskSeconds: 60, charging: .continuous)
    var decider = try week.decider(trained())
    var observation = DeviceObservation()
    (observation.time, observation.batteryWh) = (week.scenario.start, week.scenario.capacityWh * 2)
    let decision = try decider.decide(observation)
    #expect(decision.controller == .naive && decision.model == "YOLOv10_S" && decision.charge == 0)
    observation.batteryWh = 0
    let empty = try decider.decide(observation)
    #expect(empty.model == nil && empty.charge == 1 && empty.reason == "carbon_free was never known")
  }

  @Test func lateAndRepeatedLinesAreAnsweredAsOfTheLatest() throws {
    let week = try Week(intervalSeconds: 3600, taskSeconds: 60, charging: .continuous)
    var decider = try week.decider(trained())
    for (share, time) in week.past { decider.record(share, at: time) }
    var observation = DeviceObservation()
    (observation.time, observation.batteryWh, observation.carbonFree) = (week.scenario.start + 7000, 0.1, 0.6)
    let first = try decider.decide(observation)
    let again = try decider.decide(observation)
    #expect(first.model == again.model && first.charge == again.charge && first.price == again.price)
    var late = observation
    (late.time, late.carbonFree, late.accuracyWish) = (week.scenario.start, 0.1, 0.95)
    let answer = try decider.decide(late)
    #expect(answer.reason?.contains("older than") == true && answer.price == first.price && answer.model == first.model)
    #expect(try decider.decide(observation).reason == nil)
    // A second share for the same hour replaces the first, and is forecast from anew.
    observation.carbonFree = 0.2
    #expect(try decider.decide(observation).price != first.price)
    observation.carbonFree = 0.6
    #expect(try decider.decide(observation).price == first.price)
  }

  @Test func refusesAHistoryThatReachesBeyondTheFirstObservation() throws {
    let week = try Week(intervalSeconds: 3600, taskSeconds: 60, charging: .continuous)
    var decider = try week.decider(trained())
    decider.record(0.5, at: week.scenario.start + 3600)
    var observation = DeviceObservation()
    observation.time = week.scenario.start
    #expect { try decider.decide(observation) } throws: { "\($0)".contains("must end before") }
  }
}
