import Records
import StreamIO

/// Observations and what a decider makes of them, as camera_test.c reads them.
public struct TestVectors {
  private var decider: Decider
  public private(set) var text = ""

  public init(_ decider: Decider) { self.decider = decider }

  /// A share of the past.
  public mutating func record(_ carbonFree: Double, at time: Instant) {
    decider.record(carbonFree, at: time)
    text += "h \(time.seconds) \(carbonFree)\n"
  }

  @discardableResult
  public mutating func decide(_ observation: DeviceObservation) throws(Failure) -> DeviceDecision {
    func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "nan" }
    let (decision, isOutOfLine) = try decider.answer(observation)
    let model = decision.model.flatMap { name in decider.models.firstIndex { $0.name.exact == name.exact } } ?? -1
    let rule = DeviceDecision.Controller.allCases.firstIndex(of: decision.controller) ?? 0
    text += "o \(observation.time.seconds) \(observation.batteryWh) \(number(observation.carbonFree)) "
      + "\(number(observation.accuracyWish)) \(number(observation.latencyWishSeconds)) "
      + "\(model) \(decision.charge) \(number(decision.price)) \(rule) \(isOutOfLine ? 1 : 0)\n"
    return decision
  }

  /// Two weeks of a day wave with noise for a decider without a past: every battery level, a silence of two days, lines
  /// late and repeated, other wishes; then a clock that jumps ahead by years and by days, and back to stay.
  public static func standard(for decider: Decider) throws(Failure) -> TestVectors {
    var vectors = TestVectors(decider)
    let (setup, start) = (decider.setup, Instant(year: 2024, month: 2, day: 20))
    let step = setup.clock.intervalSeconds
    var state: UInt64 = 1
    /// Of the generator of Knuth's MMIX, 0 ..< 1.
    func unit() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    func share(_ time: Instant) -> Double {
      let wave = abs(Double(time.secondOfDay) / 43_200 - 1)
      return ((0.3 + 0.4 * wave + 0.2 * unit()) * 1e4).rounded() / 1e4
    }
    for index in 0..<(9 * 86_400 / step) {
      let time = start + (index - 9 * 86_400 / step) * step
      vectors.record(share(time), at: time)
    }
    var (now, current) = (start, share(start))
    let (accuracies, latencies) = (setup.models.map(\.accuracy), setup.models.map(\.latencySeconds))
    for line in 0..<1500 {
      var observation = DeviceObservation()
      observation.time = line % 97 == 96 ? now + -step : now
      observation.batteryWh = setup.device.capacityWh * (line % 5 == 0 ? unit() * 0.01 : unit() * 1.02)
      let isSilent = (700..<860).contains(line)
      observation.carbonFree = isSilent || line % 11 == 10 ? nil : current
      if line % 200 == 199 {
        let model = Int(unit() * Double(setup.models.count))
        observation.accuracyWish = accuracies[model]
        observation.latencyWishSeconds = latencies[model] * (0.9 + unit())
      }
      try vectors.decide(observation)
      if line % 13 == 12 { continue }
      let seconds = setup.clock.taskIntervalSeconds * (1 + Int(unit() * 2 * 900 / Double(setup.clock.taskIntervalSeconds)))
      let before = Int(now.seconds) / step
      now = now + seconds
      if Int(now.seconds) / step != before || line % 50 == 0 { current = share(now) }
    }
    let (day, longest) = (86_400, ObservedClock.longestStepSeconds)
    let half = max(setup.clock.taskIntervalSeconds, decider.rules.blindAfterSeconds / 50)
    /// Seconds off the true time, how many lines tell it, and how many seconds pass between them.
    let jumps = [
      (12 * 366 * day, 3, half), (0, 10, half), (60, 1, 5), (0, 5, 5), (longest + 1, 60, half), (0, 30, half),
      (2 * day, 5, half), (0, 70, half), (-3 * 365 * day, 20, half), (0, 40, half), (-2 * day, 80, half), (0, 60, half),
    ]
    for (index, jump) in jumps.enumerated() {
      for line in 0..<jump.1 {
        now = now + jump.2
        var observation = DeviceObservation()
        observation.time = now + jump.0 + (line % 17 == 16 ? -jump.2 * 2 : 0)
        observation.batteryWh = setup.device.capacityWh * unit()
        observation.carbonFree = line % 7 == 3 ? nil : share(now)
        if line == 30 { observation.accuracyWish = accuracies[index % accuracies.count] }
        try vectors.decide(observation)
      }
    }
    return vectors
  }
}
