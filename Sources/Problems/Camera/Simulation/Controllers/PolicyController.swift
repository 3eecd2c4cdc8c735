import Glibc
import Learning
import StreamIO

/// `policy` and `policy_guarded`: does what a network says that learned to imitate plans, task by task, as in the
/// original study. It runs the likeliest model, and charges at full power where charging is likely enough.
///
/// Guarded, it also charges where the model worth running could otherwise not run at the next task. Without that it stays
/// where it never learned to charge: plans rarely wait with an empty battery.
public struct PolicyController: Controller {
  /// Where charging is likelier than not.
  public static let defaultChargeAbove = 0.5

  private let setup: Setup
  private let policy: PolicyNetwork
  /// By class of the model head: the model's index, or `Decision.noModel`.
  private let modelOfClass: [Int]
  private let isGuarded: Bool
  /// What the charge head must say more than: the logarithm of the odds.
  private let chargeAbove: Float
  private var starvation: StarvationGuard
  private var state: PolicyInputs
  private let batch: RowBatch
  /// Decisions at the energy that was stored when the network was last asked, and at those that follow if the battery goes on
  /// as it went, while the grid stays as it is; and which of them was the last.
  private var ahead: ContiguousArray<(stored: Int64, decision: Decision)> = []
  private var place = 0
  private var lastStored: Int64

  /// As many as are worth it: intervals end, and charging begins.
  private static let mostAhead = 8

  /// - Parameter chargeAbove: the probability (0...1) above which it charges.
  /// - Throws: `InvalidSetup` where the network chooses from models that the setup has not.
  public init(
    _ setup: Setup, _ policy: PolicyNetwork, isGuarded: Bool, chargeAbove: Double = defaultChargeAbove
  ) throws(InvalidSetup) {
    let names = setup.models.map(\.name)
    if let unknown = policy.models.first(where: { !names.contains(exactly: $0) }) {
      throw InvalidSetup(
        "the policy may choose the model \(unknown), which the profiles do not have; there are \(names.joined(separator: ", "))")
    }
    (self.setup, self.policy, self.isGuarded) = (setup, policy, isGuarded)
    self.chargeAbove = Float(log(chargeAbove / (1 - chargeAbove)))
    modelOfClass = policy.models.map { names.firstIndex(exactly: $0) ?? Decision.noModel } + [Decision.noModel]
    starvation = StarvationGuard(setup)
    state = PolicyInputs(setup, features: policy.features)
    batch = RowBatch(policy.network)
    lastStored = setup.initialEnergy
  }

  public mutating func observe(_ reading: GridReading) {
    state.observe(reading)
    starvation.observe(price: setup.unitPrice(carbonFree: reading.carbonFree))
    ahead.removeAll(keepingCapacity: true)
    place = 0
  }

  @inline(__always)
  public mutating func decide(_ observation: Observation) -> Decision {
    let stored = observation.stored
    if place + 1 < ahead.count, ahead[place + 1].stored == stored { place += 1 }
    if place >= ahead.count || ahead[place].stored != stored { look(from: stored, step: stored - lastStored) }
    lastStored = stored
    return ahead[place].decision
  }

  /// Asks the network what is best at `stored`, and at some steps beyond.
  private mutating func look(from stored: Int64, step: Int64) {
    ahead.removeAll(keepingCapacity: true)
    place = 0
    var level = stored
    repeat {
      state.set(stored: level)
      for feature in state.values.indices {
        batch.set(policy.standardised(state.values[feature], feature: feature), row: ahead.count, input: feature)
      }
      ahead.append((level, Decision(model: Decision.noModel, charge: 0)))
      level += step
    } while step != 0 && ahead.count < Self.mostAhead && 0...setup.capacity ~= level
    batch.evaluate(rows: ahead.count)
    for row in ahead.indices { settle(row) }
  }

  /// Makes a decision of what the network said of `ahead[row]`.
  private mutating func settle(_ row: Int) {
    let outputs = batch.outputs(row: row)
    let stored = ahead[row].stored
    let classes = modelOfClass.count
    var decision = Decision(
      model: modelOfClass[PolicyNetwork.likeliest(outputs[..<classes])],
      charge: outputs[classes] > chargeAbove ? setup.slotCharge : 0)
    if isGuarded, decision.charge == 0 {
      let energy = decision.model == Decision.noModel ? 0 : setup.modelEnergy[decision.model]
      let rest = energy <= stored ? stored - energy : stored
      if starvation.isNear(rest: rest, charge: 0) { decision.charge = setup.slotCharge }
    }
    ahead[row].decision = decision
  }
}
