import CameraPlanning
import Forecasting
import Randomness
import Records
import StreamIO

@testable import Camera

/// The grid of two made-up zone-years, hourly or finer: a day wave, weather over days, noise.
func madeUpShares(_ name: String, count: Int, intervalSeconds: Int) -> [Double] {
  var random = RandomStream(seed: 11, name)
  var (weather, noise) = (0.0, 0.0)
  return (0..<count).map { index in
    let hours = Double(index * intervalSeconds) / 3600
    let scale = (Double(intervalSeconds) / 3600).squareRoot()
    weather = weather * (1 - 0.02 * scale * scale) + 0.02 * scale * (random.unit() - 0.5)
    noise = 0.8 * noise + 0.02 * (random.unit() - 0.5)
    let sun = max(0, 0.5 - abs((hours / 24).truncatingRemainder(dividingBy: 1) - 0.5) * 1.4)
    return ((min(max(0.35 + sun + weather + noise, 0), 1)) * 1e4).rounded() / 1e4
  }
}

/// Trained on one zone-year, and judged on the other.
func trained() throws -> ForecastNetwork {
  let series = ["one", "two"].map { name in
    ForecastSeries(
      zone: name, longitudeDegrees: -75, start: Instant(year: 2023, month: 1, day: 1), intervalSeconds: 3600,
      carbonFree: madeUpShares(name, count: 120 * 24, intervalSeconds: 3600))
  }
  return try ForecastNetwork.trainRidge(on: series, leavingOut: ["two"])
}

func powerProfiles() throws -> [PowerProfile] {
  let root = #filePath.split(separator: "/").dropLast(5).reduce("") { "\($0)/\($1)" }
  return try PowerProfile.read(path: "\(root)/model-data/power_profiles.json")
}

/// A week of one device, with nine days before it.
struct Week {
  let scenario: Scenario
  let engine: Engine

  init(intervalSeconds: Int, taskSeconds: Int, charging: Charging, days: Int = 7) throws {
    var random = RandomStream(seed: 3, "week \(intervalSeconds) \(taskSeconds) \(charging)")
    let perDay = 86_400 / intervalSeconds
    let shares = madeUpShares("week", count: (9 + days) * perDay, intervalSeconds: intervalSeconds)
    var scenario = Scenario()
    scenario.start = Instant(year: 2024, month: 5, day: 20)
    (scenario.intervalSeconds, scenario.taskIntervalSeconds) = (intervalSeconds, taskSeconds)
    (scenario.horizonSeconds, scenario.longitude) = (days * 86_400, -75)
    scenario.history = Array(shares[..<(9 * perDay)])
    scenario.carbonFree = Array(shares[(9 * perDay)...])
    scenario.carbonGramsPerKwh = scenario.carbonFree.map { 500 * (1 - $0) }
    scenario.capacityWh = random.uniform(in: 1...4) * 60 / Double(taskSeconds)
    scenario.chargePowerW = random.uniform(in: 3...20) * 2 * 3.6 / Double(taskSeconds)
    scenario.chargeEfficiency = 0.93
    scenario.initialWh = scenario.capacityWh * random.unit()
    scenario.charging = charging
    (scenario.accuracyWish, scenario.latencyWishSeconds) = (0.8, 0.003)
    (scenario.successWeight, scenario.smallMissWeight, scenario.largeMissWeight) = (20, 1, 8)
    scenario.dirtyMwhWeight = 22
    scenario.forecastCarbonFree = scenario.carbonFree.enumerated().map { index, share in
      index + 1 < scenario.carbonFree.count && random.unit() < 0.05 ? nil : min(max(share + 0.1 * (random.unit() - 0.5), 0), 1)
    }
    scenario.forecastLeadSeconds = 30 * 3600
    try self.init(scenario)
  }

  init(_ scenario: Scenario) throws {
    self.scenario = scenario
    engine = try Engine(
      setup: Setup(scenario, models: powerProfiles().map(ModelProfile.init)),
      signal: GridSignal(
        carbonFree: scenario.carbonFree, gramsPerKilowattHour: scenario.carbonGramsPerKwh, history: scenario.history,
        forecast: scenario.forecastCarbonFree ?? [], forecastLeadSeconds: scenario.forecastLeadSeconds))
  }

  /// One that plans on the forecast that its observations bring.
  func givenDecider() throws -> Decider {
    try Decider(DeviceDescription(scenario), models: powerProfiles(), networks: [], priorHours: 500)
  }

  /// What the publisher has said by `time`, as an observation brings it.
  func bring(_ observation: inout DeviceObservation) {
    let interval = (observation.time - scenario.start) / scenario.intervalSeconds
    let shares = scenario.forecastCarbonFree ?? []
    let reach = min(shares.count, interval + 1 + (scenario.forecastLeadSeconds ?? 0) / scenario.intervalSeconds)
    observation.forecastCarbonFree = Array(shares[interval..<reach])
  }

  /// The same with all weights times a number.
  func weighted(_ factor: Double) throws -> Week {
    var scaled = scenario
    scaled.successWeight *= factor
    scaled.smallMissWeight *= factor
    scaled.largeMissWeight *= factor
    scaled.dirtyMwhWeight *= factor
    return try Week(scaled)
  }

  func decider(_ network: ForecastNetwork, rules: Decider.Rules = Decider.Rules()) throws -> Decider {
    try Decider(
      DeviceDescription(scenario), models: powerProfiles(), networks: [network], priorHours: 500, rules: rules)
  }

  /// The shares before the week, with their times.
  var past: [(share: Double, time: Instant)] {
    scenario.history.enumerated().map { index, share in
      (share, scenario.start + (index - scenario.history.count) * scenario.intervalSeconds)
    }
  }

  /// What `forecast` does in the simulator, task by task.
  func traced(_ network: ForecastNetwork, shading: Double = 0) throws -> [StepTrace] {
    var inputs = ControllerInputs()
    inputs.forecast = try LearnedForecast([network], priorHours: 500, shading: shading)
    return try traced("forecast", inputs)
  }

  func traced(_ controller: String, _ inputs: ControllerInputs = ControllerInputs()) throws -> [StepTrace] {
    var rows: [StepTrace] = []
    _ = try withoutActuallyEscaping({ rows.append($0) }) { emit in
      try ControllerRegistry.entry(named: controller).run(engine, inputs, tracing: .task, emit: emit)
    }
    return rows
  }
}

extension StepTrace {
  /// What the device would have seen, through the text of a line.
  func observation() throws -> DeviceObservation {
    var seen = DeviceObservation()
    (seen.time, seen.batteryWh, seen.carbonFree) = (start, batteryWh, carbonFree)
    var writer = JSONWriter()
    writer.write(record: &seen)
    var (read, spans) = (DeviceObservation(), [FieldSpan]())
    try decodeLine(
      UnsafeBufferPointer(rebasing: writer.bytes.assumingMemoryBound(to: UInt8.self)[...]), file: "", number: 1, into: &read, spans: &spans)
    return read
  }
}
