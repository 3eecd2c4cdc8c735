import CameraPlanning

/// What happened in a run: counts and energies, exact in integers; the figures of a run record are read off them.
public struct Ledger: Sendable {
  public let setup: Setup
  /// Tasks by how many models the stored energy could pay for (rows) and by which ran (columns: none, then models).
  var counts: [Int]
  /// Energy drawn from the grid less the charger's own losses [10⁻⁷ mWh].
  public internal(set) var charged: Int64 = 0
  /// The part of `charged` that did not fit into the battery: whole slots overflow [10⁻⁷ mWh].
  public internal(set) var lost: Int64 = 0
  /// The parts of `charged` that were drawn from sources carbon-free and not: each a sum of its own, so that one that is
  /// nothing is 0 [mWh].
  var (cleanCharged, dirtyCharged) = (0.0, 0.0)
  /// `charged` times the carbon intensity at the time [mWh·g/kWh].
  var carbonCharged = 0.0
  /// Stored energy after the last task booked, and the least of the run, the initial included [10⁻⁷ mWh].
  public internal(set) var stored: Int64
  public internal(set) var leastStored: Int64
  /// Sum over tasks of the stored energy before each [10⁻⁷ mWh].
  var storedSum: Int128 = 0
  /// Tasks that charged after one that did not, or as the first.
  public internal(set) var chargeStarts = 0

  /// Times a model had to be loaded, and successes that came too late for that.
  public internal(set) var switches = 0
  var missedBySwitching = 0
  /// Energy taken for deciding and standing by [10⁻⁷ mWh].
  var idle: Int64 = 0
  /// Cycles of the battery by depth, in classes of a tenth of the capacity; at the end of the run.
  public internal(set) var cyclesByDepth: [Double] = []
  /// Of the controller, at the end of the run.
  public internal(set) var figures = ControllerFigures()

  init(_ setup: Setup) {
    self.setup = setup
    counts = Array(repeating: 0, count: (setup.models.count + 1) * (setup.models.count + 1))
    stored = setup.initialEnergy
    leastStored = setup.initialEnergy
  }

  private var columns: Int { setup.models.count + 1 }

  public var tasks: Int { counts.reduce(0, +) }

  /// Tasks in which the model ran; `Decision.noModel` asks for those in which none did.
  public func tasks(model: Int) -> Int {
    stride(from: model + 1, to: counts.count, by: columns).reduce(0) { $0 + counts[$1] }
  }

  public func count(_ outcome: Outcome) -> Int {
    guard outcome != .largeMiss else { return tasks(model: Decision.noModel) }
    let late = outcome == .success ? -missedBySwitching : missedBySwitching
    return setup.models.indices.reduce(late) { setup.modelOutcome[$1] == outcome ? $0 + tasks(model: $1) : $0 }
  }

  /// Energy taken from the battery [10⁻⁷ mWh].
  public var used: Int64 {
    setup.models.indices.reduce(overhead) { $0 + Int64(tasks(model: $1)) * setup.modelEnergy[$1] }
  }

  /// The part of `used` that ran no model: for switching, deciding and standing by [10⁻⁷ mWh].
  public var overhead: Int64 { idle + Int64(switches) * setup.overheadUnits.perSwitch }

  /// Whether no energy appeared or vanished, to the last unit, and only whole slots overflowed.
  var isBalanced: Bool {
    setup.initialEnergy + charged == stored + used + lost && (0...setup.capacity).contains(stored)
      && (setup.charging == .slots ? lost >= 0 : lost == 0)
  }

  /// Tasks in which the stored energy could not pay for any model.
  public var tasksWithoutEnergy: Int { counts[..<columns].reduce(0, +) }

  /// Mean over the tasks in which some model could run of its accuracy over the best accuracy that could be had,
  /// counted 0 where none ran; nil where no task could run any.
  public var relativeAccuracy: Double? {
    var best = 0.0
    var tasks = 0
    var sum = 0.0
    for (rank, model) in setup.modelsByEnergy.enumerated() {
      best = max(best, setup.models[model].accuracy)
      let row = counts[((rank + 1) * columns)..<((rank + 2) * columns)]
      tasks += row.reduce(0, +)
      for (count, ran) in zip(row.dropFirst(), setup.models) { sum += Double(count) * (ran.accuracy / best) }
    }
    return tasks > 0 ? sum / Double(tasks) : nil
  }

  /// Total reward.
  public var utility: Double {
    Outcome.allCases.reduce(-setup.weights.dirtyMilliwattHour * dirtyWh * 1000) {
      $0 + setup.weights.reward(of: $1) * Double(count($1))
    }
  }
}

/// Sums over the tasks of one interval, kept apart from the ledger's while they are played.
struct IntervalSums {
  var leastStored: Int64
  var charged: Int64 = 0
  /// Of `charged`, what found room.
  var entered: Int64 = 0
  /// Of the energy stored before each task.
  var stored: Int64 = 0
  var idle: Int64 = 0
  var chargeStarts = 0
  var switches = 0
  var missedBySwitching = 0
}

extension Ledger {
  mutating func book(_ sums: IntervalSums, carbonFree: Double, gramsPerKilowattHour: Double) {
    leastStored = sums.leastStored
    storedSum += Int128(sums.stored)
    idle += sums.idle
    chargeStarts += sums.chargeStarts
    switches += sums.switches
    missedBySwitching += sums.missedBySwitching
    charged += sums.charged
    lost += sums.charged - sums.entered
    let paid = EnergyUnits.milliwattHours(sums.charged)
    cleanCharged += paid * carbonFree
    dirtyCharged += paid * (1 - carbonFree)
    carbonCharged += paid * gramsPerKilowattHour
  }
}
