import CameraPlanning
import Randomness
import Records

@testable import Camera

/// The profiles the original study measured.
let cameraModels = [
  ("N", 1.0193704678595066, 0.00156, 0.693), ("S", 1.993935327473283, 0.00266, 0.819),
  ("M", 2.9540303583870333, 0.00548, 0.900), ("B", 3.8880972742090623, 0.00654, 0.925),
  ("L", 4.686591747873028, 0.00833, 0.935), ("X", 6.055224678654638, 0.0122, 0.954),
].map { ModelProfile(name: $0.0, energyMilliwattHours: $0.1, latencySeconds: $0.2, accuracy: $0.3) }

/// Draws setups and grids of every kind the engine accepts, small batteries and awkward efficiencies among them.
struct RandomRuns {
  var random: RandomStream

  init(_ name: String) { random = RandomStream(seed: 7, name) }

  mutating func wishes() -> Wishes {
    let model = cameraModels[random.index(below: cameraModels.count)]
    return Wishes(
      accuracy: model.accuracy - random.unit() * 0.1,
      latencySeconds: model.latencySeconds + random.uniform(in: -0.001...0.004))
  }

  mutating func weights() -> RewardWeights {
    RewardWeights(
      success: random.uniform(in: 1...20), smallMiss: random.uniform(in: 1...9), largeMiss: random.uniform(in: 1...12),
      dirtyMilliwattHour: random.uniform(in: 0...15))
  }

  /// - Parameters:
  ///   - intervals: of `intervalSeconds`.
  ///   - capacityWh: where the capacity lies.
  mutating func setup(
    intervals: Int, intervalSeconds: Int = 300, taskIntervalSeconds: Int = 5,
    capacityWh: ClosedRange<Double> = 0.002...0.2, chargePowerW: ClosedRange<Double> = 0...40,
    charging: Charging = .continuous
  ) throws -> Setup {
    let capacity = random.uniform(in: capacityWh)
    return try Setup(
      clock: WorkloadClock(
        start: Instant(year: 2024, month: 5, day: 20), intervalSeconds: intervalSeconds,
        taskIntervalSeconds: taskIntervalSeconds, horizonSeconds: intervals * intervalSeconds),
      device: Device(
        capacityWh: capacity, chargePowerW: random.uniform(in: chargePowerW),
        chargeEfficiency: random.uniform(in: 0.7...1), dischargeEfficiency: random.uniform(in: 0.7...1)),
      initialWh: capacity * random.unit(), models: cameraModels, wishes: wishes(), weights: weights(), longitude: -75,
      charging: charging)
  }

  /// A day wave with noise, held over each interval, and a poor forecast of it, with gaps, known six hours ahead.
  mutating func signal(intervals: Int, history: Int = 0, intervalSeconds: Int = 300) throws -> GridSignal {
    var level = random.uniform(in: 0.2...0.8)
    let noise = random.uniform(in: 0...0.1)
    let shares = (0..<(history + intervals)).map { index in
      level = min(max(level + noise * (random.unit() - 0.5), 0.1), 0.9)
      let hour = Double(index * intervalSeconds) / 3600
      let day = abs((hour / 24).truncatingRemainder(dividingBy: 1) - 0.5)
      return min(max(level + 0.4 * (0.25 - day), 0), 1)
    }
    return try GridSignal(
      carbonFree: Array(shares[history...]), gramsPerKilowattHour: shares[history...].map { 400 * (1 - $0) },
      history: Array(shares[..<history]),
      forecast: shares[history...].map { random.unit() < 0.05 ? nil : min(max($0 + 0.2 * (random.unit() - 0.5), 0), 1) },
      forecastLeadSeconds: 6 * 3600)
  }

  mutating func decisions(_ setup: Setup) -> [Decision] {
    let charging = random.unit()
    return (0..<setup.clock.tasks).map { _ in
      let full = random.unit() < charging
      return Decision(
        model: random.index(below: setup.models.count + 1) - 1,
        charge: full ? setup.slotCharge : Int64(random.unit() * random.unit() * Double(setup.slotCharge)))
    }
  }
}

/// Plays decisions written beforehand.
struct ScriptedController: Controller {
  let decisions: [Decision]

  mutating func decide(_ observation: Observation) -> Decision { decisions[observation.task] }
}

/// Passes on what a controller decides and writes it down.
struct Logged<Inner: Controller>: Controller {
  final class Log {
    var entries: [(Observation, Decision)] = []
  }

  var inner: Inner
  let log = Log()

  mutating func observe(_ reading: GridReading) { inner.observe(reading) }

  mutating func decide(_ observation: Observation) -> Decision {
    let decision = inner.decide(observation)
    log.entries.append((observation, decision))
    return decision
  }
}

extension RandomRuns {
  /// A week of tasks on a battery of some hours, charged at `chargePerEnergy` times the success model's use.
  mutating func week(
    chargePerEnergy: Double, taskIntervalSeconds: Int = 60, days: Int = 7, charging: Charging = .continuous
  ) throws -> Setup {
    let wishes = wishes()
    let energy = cameraModels.first { wishes.areMet(by: $0) }?.energyMilliwattHours ?? 3
    let power = chargePerEnergy * energy / 0.95 * 3.6 / Double(taskIntervalSeconds)
    let capacity = random.uniform(in: 2...15) * 5 / Double(taskIntervalSeconds)
    return try Setup(
      clock: WorkloadClock(
        start: Instant(year: 2024, month: 1 + random.index(below: 12), day: 1), intervalSeconds: 3600,
        taskIntervalSeconds: taskIntervalSeconds, horizonSeconds: days * 86_400),
      device: Device(capacityWh: capacity, chargePowerW: power), initialWh: capacity * random.unit(),
      models: cameraModels, wishes: wishes, weights: weights(), longitude: -90, charging: charging)
  }
}
