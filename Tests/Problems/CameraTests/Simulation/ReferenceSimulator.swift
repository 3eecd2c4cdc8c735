@testable import Camera

/// The camera's physics (its README.md) once more, task by task on whole columns, sharing nothing with the engine but the inputs:
/// energies in whole units made here, every figure from its definition by a pass of its own.
struct ReferenceSimulator {
  /// Stored energy before each task, and at the end.
  var stored: [Int]
  var ran: [Int?] = []
  /// What the charger gave, and what of it found no room.
  var charged: [Int] = []
  var lost: [Int] = []
  let capacity, perSlot: Int
  let need: [Int]
  let setup: Setup
  let signal: GridSignal

  init(_ setup: Setup, _ signal: GridSignal, _ decisions: [Decision]) {
    func down(_ mWh: Double) -> Int { Int((mWh * 1e9).rounded()) / 100 }
    func up(_ mWh: Double) -> Int { Int(((mWh * 1e9).rounded() / 100).rounded(.up)) }
    self.setup = setup
    self.signal = signal
    capacity = down(setup.device.capacityWh * 1000)
    perSlot = down(setup.device.chargePowerW * Double(setup.clock.taskIntervalSeconds) / 3.6)
    need = setup.models.map { up($0.energyMilliwattHours / setup.device.dischargeEfficiency) }
    stored = [Int(setup.initialEnergy)]
    for decision in decisions {
      let before = stored.last ?? 0
      let model = decision.model >= 0 && need[decision.model] <= before ? decision.model : nil
      let after = before - (model.map { need[$0] } ?? 0)
      let next: Int
      switch setup.charging {
      case .continuous:
        next = min(capacity, after + max(0, min(Int(decision.charge), perSlot)))
        charged.append(next - after)
        lost.append(0)
      case .slots:
        charged.append(decision.charge > 0 ? perSlot : 0)
        lost.append(decision.charge > 0 ? max(0, after + perSlot - capacity) : 0)
        next = decision.charge > 0 ? min(capacity, after + perSlot) : after
      }
      ran.append(model)
      stored.append(next)
    }
  }

  private var eta: Double { setup.device.chargeEfficiency }
  private func share(_ task: Int) -> Double { signal.carbonFree[task / setup.clock.tasksPerInterval] }

  var successes: Int {
    ran.filter { model in
      guard let model else { return false }
      let profile = setup.models[model]
      return !(profile.accuracy < setup.wishes.accuracy || profile.latencySeconds > setup.wishes.latencySeconds)
    }.count
  }
  var largeMisses: Int { ran.filter { $0 == nil }.count }
  var smallMisses: Int { ran.count - successes - largeMisses }

  var gridMilliwattHours: Double { charged.reduce(0) { $0 + Double($1) * 1e-7 / eta } }
  var dirtyMilliwattHours: Double {
    charged.indices.reduce(0) { $0 + Double(charged[$1]) * 1e-7 / eta * (1 - share($1)) }
  }
  var carbonGrams: Double {
    charged.indices.reduce(0) {
      $0 + Double(charged[$1]) * 1e-13 / eta * signal.gramsPerKilowattHour[$1 / setup.clock.tasksPerInterval]
    }
  }

  var utility: Double {
    let weights = setup.weights
    return weights.success * Double(successes) - weights.smallMiss * Double(smallMisses)
      - weights.largeMiss * Double(largeMisses) - weights.dirtyMilliwattHour * dirtyMilliwattHours
  }

  var chargeStarts: Int { charged.indices.filter { charged[$0] > 0 && ($0 == 0 || charged[$0 - 1] == 0) }.count }

  var relativeAccuracy: Double? {
    let ratios = ran.indices.compactMap { task -> Double? in
      let possible = setup.models.indices.filter { need[$0] <= stored[task] }.map { setup.models[$0].accuracy }
      guard let best = possible.max() else { return nil }
      return (ran[task].map { setup.models[$0].accuracy } ?? 0) / best
    }
    return ratios.isEmpty ? nil : ratios.reduce(0, +) / Double(ratios.count)
  }
}
