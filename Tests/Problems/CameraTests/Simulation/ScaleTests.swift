import CameraPlanning
import Randomness
import Records
import Testing

@testable import Camera

/// All weights times a number are the same problem, and so is energy in another unit: no controller may decide otherwise.
/// Grids repeat themselves, and prices are what a task's energy is worth, so that ties abound.
struct ScaleTests {
  struct Scale: CustomTestStringConvertible {
    var weights = 1.0
    var energy = 1.0
    var testDescription: String { "weights × \(weights), energies × \(energy)" }
  }

  static let scales = [Scale(weights: 0.1), Scale(weights: 1000), Scale(energy: 0.01), Scale(weights: 1 / 3.0, energy: 100)]

  @Test(arguments: 0..<6)
  func changesNoDecision(trial: Int) throws {
    let charging = trial < 3 ? Charging.continuous : .slots
    // The rule that was published has levels of 0.01 mWh, in any unit, and is no planner of ours.
    let controllers = ControllerRegistry.entries.filter { $0.name != "published_oracle" }
    let plain = try Game(trial, charging, Scale())
    let ledgers = try controllers.map { try plain.play($0) }
    for scale in Self.scales {
      let scaled = try Game(trial, charging, scale)
      for (controller, one) in zip(controllers, ledgers) {
        let other = try scaled.play(controller)
        #expect(one.counts == other.counts, "\(scale), \(controller.name)")
        #expect(one.chargeStarts == other.chargeStarts, "\(scale), \(controller.name)")
        for (part, otherPart) in [(one.charged, other.charged), (one.stored, other.stored), (one.lost, other.lost)] {
          #expect(Double(part) * scale.energy == Double(otherPart), "\(scale), \(controller.name)")
        }
      }
    }
  }

  /// A setup, its grid, and all that its controllers need.
  private struct Game {
    let engine: Engine
    var inputs: ControllerInputs

    init(_ trial: Int, _ charging: Charging, _ scale: Scale) throws {
      var draw = Draw(trial)
      let signal = try draw.signal()
      let setup = try draw.setup(charging, scale)
      engine = try Engine(setup: setup, signal: signal)
      inputs = try ControllerInputs.learned()
      inputs.policy = inputs.relabelledPolicy  // the other is shown the weights as they are
      inputs.plan = try Hindsight(setup, signal).counts
    }

    func play(_ controller: ControllerEntry) throws -> Ledger { try controller.run(engine, inputs) }
  }

  /// Half a day of 72 tasks in whole energies, whatever the unit.
  private struct Draw {
    private var draw: RandomRuns
    private let trial: Int

    init(_ trial: Int) { (draw, self.trial) = (RandomRuns("scale \(trial)"), trial) }

    mutating func signal() throws -> GridSignal {
      let (hours, past) = (24, 8 * 24)
      switch trial % 3 {
      case 0: return try grid((0..<(hours + past)).map { _ in trial % 2 == 0 ? 0 : 0.37 }, past)
      case 1:
        let day = (0..<24).map { _ in (draw.random.unit() * 5).rounded() / 5 }
        return try grid((0..<(hours + past)).map { day[$0 % 24] }, past)
      default:
        let noisy = try draw.signal(intervals: hours, history: past, intervalSeconds: 3600)
        return try grid((noisy.history + noisy.carbonFree).map { ($0 * 50).rounded() / 50 }, past)
      }
    }

    private func grid(_ shares: [Double], _ past: Int) throws -> GridSignal {
      try GridSignal(
        carbonFree: Array(shares[past...]), gramsPerKilowattHour: shares[past...].map { 500 * (1 - $0) },
        history: Array(shares[..<past]), forecast: shares[past...].map { ($0 * 4).rounded() / 4 },
        forecastLeadSeconds: 86_400)
    }

    mutating func setup(_ charging: Charging, _ scale: Scale) throws -> Setup {
      // Energies are multiples of 10⁻³ mWh, the capacity of as much that its levels, and shares of it, are whole.
      let (cheap, good) = (Double(draw.random.uniform(in: 500...1500).rounded()), draw.random.uniform(in: 1600...4000).rounded())
      let capacity = 160 * (draw.random.uniform(in: 0.2...3) * 1000).rounded()
      let charge = (draw.random.uniform(in: 0.1...6) * good).rounded()
      func wattHours(_ thousandths: Double) -> Double { thousandths / 1e6 * scale.energy }
      let (gain, cheapGain) = (28.0, 3.0)
      let tied = [gain / good, cheapGain / cheap, (gain - cheapGain) / (good - cheap), 5 / good, 0, 60 / good]
      let dirty = 1000 * tied[draw.random.index(below: tied.count)] / (trial % 3 > 0 ? 0.8 : trial % 2 == 0 ? 1 : 0.63)
      return try Setup(
        clock: WorkloadClock(
          start: Instant(year: 2024, month: 3, day: 5), intervalSeconds: 3600, taskIntervalSeconds: 600,
          horizonSeconds: 43_200),
        device: Device(
          capacityWh: wattHours(capacity), chargePowerW: wattHours(charge) * 6, dischargeEfficiency: 1),
        initialWh: wattHours((capacity * draw.random.unit() / 10).rounded() * 10),
        models: cameraModels.enumerated().map { index, model in
          let thousandths = index == 0 ? cheap : good + 100 * Double(index)
          return ModelProfile(
            name: model.name, energyMilliwattHours: wattHours(index == 1 ? good : thousandths) * 1000,
            latencySeconds: model.latencySeconds, accuracy: model.accuracy)
        },
        wishes: Wishes(accuracy: 0.8, latencySeconds: 0.003),
        weights: RewardWeights(
          success: 20 * scale.weights, smallMiss: 5 * scale.weights, largeMiss: 8 * scale.weights,
          dirtyMilliwattHour: dirty * scale.weights / scale.energy),
        longitude: -90, charging: charging)
    }
  }

  /// Where charging is never worth its price a task is worth exactly what its energy is, and what is stored runs tasks
  /// until it is gone: as many as `threshold` runs.
  @Test(arguments: [1e-6, 1e6], [Charging.continuous, .slots])
  func whatIsStoredRunsTasks(weights: Double, charging: Charging) throws {
    var draw = RandomRuns("never worth it")
    let intervals = 24
    let signal = try GridSignal(
      carbonFree: Array(repeating: 0, count: intervals), gramsPerKilowattHour: Array(repeating: 500, count: intervals),
      history: Array(repeating: 0, count: 168))
    for _ in 0..<12 {
      let capacity = draw.random.uniform(in: 0.02...0.3)
      let setup = try Setup(
        clock: WorkloadClock(
          start: Instant(year: 2024, month: 2, day: 20), intervalSeconds: 3600, taskIntervalSeconds: 300,
          horizonSeconds: intervals * 3600),
        device: Device(capacityWh: capacity, chargePowerW: 20, dischargeEfficiency: draw.random.uniform(in: 0.9...1)),
        initialWh: capacity / 2, models: cameraModels, wishes: Wishes(accuracy: 0.6, latencySeconds: 0.01),
        weights: RewardWeights(
          success: 20 * weights, smallMiss: 5 * weights, largeMiss: 8 * weights, dirtyMilliwattHour: 1000 * weights),
        charging: charging)
      let engine = try Engine(setup: setup, signal: signal)
      let stored = engine.run(ThresholdController(setup))
      #expect(stored.charged == 0 && stored.count(.success) == Int(setup.initialEnergy / setup.modelEnergy[0]))
      for name in ["mpc_yesterday", "mpc_profile", "mpc_ar", "forecast", "forecast_fixed", "oracle"] {
        var inputs = try ControllerInputs.learned()
        inputs.plan = try Hindsight(setup, signal).counts
        let ledger = try ControllerRegistry.entry(named: name).run(engine, inputs)
        #expect(ledger.count(.success) == stored.count(.success) && ledger.charged == 0, "\(capacity) Wh, \(name)")
      }
    }
  }

  /// A grid without any dirty energy, or without any other, leaves shares of exactly 1 and 0.
  @Test(arguments: [0.0, 1])
  func sharesOfOneSourceAreExact(carbonFree: Double) throws {
    var draw = RandomRuns("one source")
    for _ in 0..<60 {
      let setup = try draw.setup(intervals: 40)
      let signal = try GridSignal(
        carbonFree: Array(repeating: carbonFree, count: 40), gramsPerKilowattHour: Array(repeating: 500, count: 40))
      let ledger = try Engine(setup: setup, signal: signal).run(ScriptedController(decisions: draw.decisions(setup)))
      #expect(ledger.cleanFraction == (ledger.charged > 0 ? carbonFree : nil))
      #expect(close(ledger.cleanWh, ledger.gridWh * carbonFree) && close(ledger.dirtyWh, ledger.gridWh * (1 - carbonFree)))
      #expect((ledger.cleanWh == 0) == (carbonFree == 0 || ledger.charged == 0))
    }
  }

  /// Of shares on the last day's quantile some are clean to the last bit of it and some are not, by rounding alone.
  @Test func quantilesTieWithTheirShares() throws {
    for hours in 2...24 {
      for place in 0..<hours {
        var window = DirtyWindow(intervals: 24)
        for hour in 0..<hours { window.record(Double(hour) * 0.03 + 0.1) }
        let quantile = try #require(window.quantile(Double(place) / Double(hours - 1)))
        #expect(!(Double(place) * 0.03 + 0.1).exceeds(quantile))
      }
    }
  }
}
