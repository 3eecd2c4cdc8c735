import Records
import StreamIO
import Testing

@testable import Camera

private let network = Result { try trained() }

/// What a clock that jumps may do to a decider: for a while, and never for good.
struct ClockTests {
  private static let day = 86_400

  /// A device that saw nine days of the grid, and observations each half hour.
  private struct Camera {
    var decider: Decider
    let start: Instant
    let capacityWh: Double
    private let shares: [Double]

    init(intervalSeconds: Int = 3600, blindAfter: Int = day) throws {
      let week = try Week(intervalSeconds: intervalSeconds, taskSeconds: 60, charging: .continuous, days: 20)
      var rules = Decider.Rules()
      rules.blindAfterSeconds = blindAfter
      decider = try week.decider(network.get(), rules: rules)
      for (share, time) in week.past { decider.record(share, at: time) }
      (start, capacityWh) = (week.scenario.start, week.scenario.capacityWh)
      shares = stride(from: 0, to: week.scenario.carbonFree.count, by: 3600 / intervalSeconds).map { week.scenario.carbonFree[$0] }
    }

    /// What is seen so long after the start, by a clock that is off.
    func observation(_ seconds: Int, off: Int = 0) -> DeviceObservation {
      var observation = DeviceObservation()
      (observation.time, observation.batteryWh) = (start + seconds + off, capacityWh * Double(seconds / 1800 % 10) / 10)
      observation.carbonFree = shares[seconds / 3600]
      return observation
    }

    mutating func see(_ seconds: Int, off: Int = 0) throws -> DeviceDecision {
      try decider.decide(observation(seconds, off: off))
    }

    /// Lets half hours pass; the rules that decided.
    mutating func pass(_ range: Range<Int>, off: Int = 0) throws -> [String] {
      try stride(from: range.lowerBound, to: range.upperBound, by: 1800).map { try see($0, off: off).controller.rawValue }
    }
  }

  private func isSame(_ a: DeviceDecision, _ b: DeviceDecision) -> Bool {
    a.model == b.model && a.charge == b.charge && a.price == b.price && a.controller == b.controller && a.reason == b.reason
  }

  /// One observation that is years ahead, or a few, leave no trace.
  @Test(arguments: [12 * 366 * day, 9 * day + 1, 36_500 * day], [1, 7])
  func aJumpAheadThatDoesNotLastIsForgotten(off: Int, lines: Int) throws {
    var camera = try Camera()
    _ = try camera.pass(0..<2 * Self.day)
    var undisturbed = camera
    for line in 0..<lines {
      let answer = try camera.see(2 * Self.day, off: off + line * 60)
      #expect(answer.controller == .naive && answer.reason?.contains("ahead of the observation of") == true)
    }
    for seconds in stride(from: 2 * Self.day, to: 4 * Self.day, by: 1800) {
      try #require(isSame(try camera.see(seconds), try undisturbed.see(seconds)))
    }
  }

  /// A jump that is believed at once, as the history spans it: back after a day of observations that agree, and then as one
  /// that never jumped once the days it knows are the same again.
  @Test(arguments: [2 * day, 9 * day - 1800, day, 7201], [3600, 300])
  func aJumpWithinTheHistoryIsOvercome(off: Int, interval: Int) throws {
    var camera = try Camera(intervalSeconds: interval)
    _ = try camera.pass(0..<2 * Self.day)
    var undisturbed = camera
    #expect(try camera.see(2 * Self.day, off: off).controller == .forecast)
    let rules = try camera.pass(2 * Self.day..<3 * Self.day + 1801)
    let untilBack = off > 7200 ? min(off, Self.day) : 0
    for (line, rule) in rules.enumerated() where line * 1800 > max(7200, off - 7200) && line * 1800 < untilBack {
      #expect(rule != "forecast", "line \(line)")
    }
    #expect(rules.last == "forecast")
    _ = try undisturbed.pass(2 * Self.day..<3 * Self.day + 1801)
    #expect(try camera.see(3 * Self.day + 3600).reason == nil)
    _ = try undisturbed.see(3 * Self.day + 3600)
    // Ten days later no share of the two histories differs; the corrections differ by a day of examples.
    let both = (try camera.pass(3 * Self.day + 5400..<14 * Self.day), try undisturbed.pass(3 * Self.day + 5400..<14 * Self.day))
    #expect(both.0 == both.1 && Set(both.0) == ["forecast"])
    #expect(camera.decider.core.history.shares == undisturbed.decider.core.history.shares)
    #expect(camera.decider.core.forecast.correction?.learnedHour == undisturbed.decider.core.forecast.correction?.learnedHour)
    #expect(camera.decider.core.forecast.correction?.solvedDay == undisturbed.decider.core.forecast.correction?.solvedDay)
  }

  /// The first observation of all was from the future: nothing speaks for it, so that two that agree are believed.
  @Test func aFalseFirstObservationIsSoonOvercome() throws {
    var camera = try Camera()
    _ = try camera.see(0, off: 4000 * Self.day)
    let late = try camera.see(0)
    #expect(late.controller == .naive && late.reason?.contains("older than") == true)
    let back = try camera.see(1800)
    #expect(back.controller == .forecast && back.reason?.contains("go on from each other") == true)
    #expect(try camera.see(3600).reason == nil)
  }

  /// Years ahead for good: believed after as long as --blind-after, with the wishes it brought, and the same of the way back.
  @Test(arguments: [day, 3 * 3600]) func aClockThatStaysIsBelieved(patience: Int) throws {
    var camera = try Camera(blindAfter: patience)
    _ = try camera.pass(0..<2 * Self.day)
    let off = 7 * 365 * Self.day
    var wished = camera.observation(2 * Self.day, off: off)
    wished.accuracyWish = 0.7
    #expect(try camera.decider.decide(wished).controller == .naive)
    let rules = try camera.pass(2 * Self.day + 1800..<3 * Self.day + 3601, off: off)
    #expect(rules.firstIndex(of: "forecast") == patience / 1800 - 1)
    #expect(camera.decider.setup.wishes.accuracy == 0.7)
    let way = try camera.pass(3 * Self.day..<4 * Self.day + 3600)
    #expect(way.firstIndex(of: "forecast") == patience / 1800)
    #expect(Set(way[..<(patience / 1800)]) == ["naive"])
    #expect(try camera.see(4 * Self.day + 3600).reason == nil)
  }

  @Test func dataThatAreOnlyLateChangeNothing() throws {
    var camera = try Camera()
    _ = try camera.pass(0..<2 * Self.day)
    var undisturbed = camera
    for seconds in stride(from: 2 * Self.day, to: 5 * Self.day, by: 1800) {
      for lateness in [60, 1800, 3600, Self.day, 2 * Self.day] {
        var late = camera.observation(seconds - 1800 - lateness)
        (late.carbonFree, late.accuracyWish) = (0, 0.99)
        let answer = try camera.decider.decide(late)
        #expect(answer.reason?.contains("older than") == true)
        #expect((answer.controller == .forecast) == (lateness <= 7200), "\(lateness)")
      }
      try #require(isSame(try camera.see(seconds), try undisturbed.see(seconds)))
    }
  }

  /// One of two clocks is right, whichever; it is answered right, and alone is believed in the end.
  @Test(arguments: [20 * 365 * day, -20 * 365 * day, -3 * day]) func alternatingClocks(off: Int) throws {
    var camera = try Camera()
    _ = try camera.pass(0..<2 * Self.day)
    for seconds in stride(from: 2 * Self.day, to: 5 * Self.day, by: 1800) {
      let right = try camera.see(seconds)
      #expect(right.controller == .forecast && right.reason == nil)
      #expect(try camera.see(seconds, off: off).controller == (abs(off) > Self.day ? .naive : .threshold))
    }
    let rules = try camera.pass(5 * Self.day..<6 * Self.day + 1801, off: off)
    #expect(rules.last == "forecast")
  }

  /// A state that was saved in the middle of a jump goes on as if it had never stopped; so does one of before times were doubted.
  @Test(arguments: [2 * day, 4000 * day]) func aStateRemembersTheDoubt(off: Int) throws {
    var whole = try Camera()
    _ = try whole.pass(0..<2 * Self.day)
    _ = try whole.see(2 * Self.day, off: off)
    var halves = whole
    let fresh = try Camera().decider
    for seconds in stride(from: 2 * Self.day, to: 4 * Self.day, by: 1800) {
      let expected = try whole.see(seconds)
      if seconds % 5400 == 0 {
        var state = halves.decider.state
        var writer = JSONWriter()
        writer.writeLine(&state)
        let text = Array(writer.bytes.dropLast())
        var (read, spans) = (DeviceState(), [FieldSpan]())
        try text.withUnsafeBufferPointer { try decodeLine($0, file: "", number: 1, into: &read, spans: &spans) }
        halves.decider = fresh
        try halves.decider.restore(read)
      }
      try #require(isSame(try halves.see(seconds), expected), "\(seconds)")
    }
    var old = try Camera()
    _ = try old.pass(0..<2 * Self.day)
    var state = old.decider.state
    (state.since, state.time, state.carbonTime) = (nil, old.start + 4000 * Self.day, old.start + 4000 * Self.day)
    try old.decider.restore(state)
    let rules = try old.pass(2 * Self.day..<3 * Self.day + 1)
    #expect(Set(rules.dropLast()) == ["naive"] && rules.last == "forecast")
  }

  @Test func observedTimeNeverGoesBack() throws {
    var camera = try Camera()
    var before = 0
    for (seconds, off) in [(0, 0), (1800, 0), (3600, 4000 * Self.day), (5400, 4000 * Self.day), (7200, 0), (7200, -Self.day), (9000, -Self.day)] {
      _ = try camera.see(seconds, off: off)
      #expect(camera.decider.observedSeconds >= before)
      before = camera.decider.observedSeconds
    }
    #expect(before == 3 * 1800)
  }

  @Test func whatIsAmissIsSaid() throws {
    var camera = try Camera()
    var observation = camera.observation(0)
    observation.batteryWh = camera.capacityWh * 2
    let full = try camera.decider.decide(observation)
    #expect(full.controller == .forecast && full.reason?.hasSuffix("and counts as full") == true)
    (observation.batteryWh, observation.accuracyWish) = (0.1, 0.99)
    #expect(try camera.decider.decide(observation).reason?.hasPrefix("no model has accuracy 0.99") == true)
    observation.accuracyWish = 0.8
    #expect(try camera.decider.decide(observation).reason == nil)
  }
}
