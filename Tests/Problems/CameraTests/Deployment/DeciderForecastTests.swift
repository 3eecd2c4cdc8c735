import CameraPlanning
import Records
import StreamIO
import Testing

@testable import Camera

/// A decider that plans on the forecast its observations bring.
struct DeciderForecastTests {
  @Test(arguments: [(3600, 60, Charging.continuous), (1800, 60, .slots), (300, 30, .continuous)])
  func decidesAsTheSimulatorTaskByTask(interval: Int, task: Int, charging: Charging) throws {
    let week = try Week(intervalSeconds: interval, taskSeconds: task, charging: charging, days: 3)
    var decider = try week.givenDecider()
    for (share, time) in week.past { decider.record(share, at: time) }
    var (differences, tasks) = (0, 0)
    for row in try week.traced("mpc_given") {
      var observation = try row.observation()
      // What is said once in an interval holds.
      if (row.start - week.scenario.start) % interval == 0 || tasks % 3 == 0 { week.bring(&observation) }
      let decision = try decider.decide(observation)
      let model = row.model == Decision.noModel ? nil : week.engine.setup.models[row.model].name
      let isSame =
        decision.model == model && decision.charge == row.charge && decision.price == row.price.map { max(0, $0) }
        && decision.controller == .given && decision.reason == nil
      differences += isSame ? 0 : 1
      tasks += 1
    }
    #expect(differences == 0 && tasks == 3 * 86_400 / task)
    #expect(try week.traced("mpc_given").map(\.charge) != week.traced("mpc_ar").map(\.charge))
  }

  @Test func goesOnFromItsStateAsIfItHadNeverStopped() throws {
    let week = try Week(intervalSeconds: 3600, taskSeconds: 60, charging: .continuous, days: 2)
    var whole = try week.givenDecider()
    for (share, time) in week.past { whole.record(share, at: time) }
    var halves = whole
    for (index, row) in try week.traced("mpc_given").enumerated() {
      var observation = try row.observation()
      if index % 97 == 0 { week.bring(&observation) }
      if index % 7 == 3 { observation.carbonFree = nil }
      let expected = try whole.decide(observation)
      if index % 197 == 150 {
        var state = halves.state
        var writer = JSONWriter()
        writer.writeLine(&state)
        let text = Array(writer.bytes.dropLast())
        var (read, spans) = (DeviceState(), [FieldSpan]())
        try text.withUnsafeBufferPointer { try decodeLine($0, file: "", number: 1, into: &read, spans: &spans) }
        halves = try week.givenDecider()
        try halves.restore(read)
      }
      let decision = try halves.decide(observation)
      try #require(
        decision.model == expected.model && decision.charge == expected.charge && decision.price == expected.price)
    }
  }

  @Test func saysWhenNoForecastIsGiven() throws {
    let week = try Week(intervalSeconds: 3600, taskSeconds: 60, charging: .continuous, days: 2)
    var decider = try week.givenDecider()
    for (share, time) in week.past { decider.record(share, at: time) }
    func decide(_ minutes: Int, _ forecast: [Double?]? = nil, from start: Int? = nil) throws -> DeviceDecision {
      var observation = DeviceObservation()
      observation.time = week.scenario.start + minutes * 60
      (observation.batteryWh, observation.carbonFree) = (0.5, 0.4)
      (observation.forecastCarbonFree, observation.forecastIntervalSeconds) = (forecast, 1800)
      observation.forecastStart = start.map { week.scenario.start + $0 * 60 }
      return try decider.decide(observation)
    }
    #expect(try decide(0).controller == .autoregressive)
    #expect(try decide(1).reason == "no forecast was ever given")
    #expect(try decide(2, [nil, 0.5, nil]).controller == .given)
    #expect(try decide(59).controller == .given)
    let late = try decide(60)
    #expect(late.controller == .autoregressive && late.reason == "no forecast is given beyond now")
    #expect(try decide(61, [0.1], from: 90).controller == .given)
    #expect(try decide(62, []).controller == .autoregressive)
  }
}
