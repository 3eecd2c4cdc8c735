import Glibc
import Learning
import Records

/// `policy` and `policy_guarded`: does what a network says that learned to imitate plans, task by task, as in the
/// original study. It runs the likeliest model, and charges at full power where charging is likely enough.
///
/// Guarded, it also charges where the model worth running could otherwise not run at the next task. Without that it stays
/// where it never learned to charge: plans rarely wait with an empty battery.
public struct PolicyController: Controller {
  /// Where charging is likelier than not.
  public static let usualChargeAbove = 0.5

  private let setup: Setup
  private let policy: PolicyNetwork
  /// By class of the model head: the model's index, or `Decision.noModel`.
  private let modelOfClass: [Int]
  private let isGuarded: Bool
  /// What the charge head must say more than: the logarithm of the odds.
  private let chargeAbove: Float
  private var starvation: StarvationGuard
  private var state: PolicyInputs
  private var row: ContiguousArray<Float>
  private var outputs: ContiguousArray<Float>
  private var scratch: DenseNetwork.Scratch
  /// The last decision, which stands while neither the battery nor the grid changes.
  private var last: (stored: Int64, decision: Decision)?

  /// - Parameter chargeAbove: the probability (0...1) above which it charges.
  /// - Throws: `InvalidRun` where the network chooses from models that the setup has not.
  public init(
    _ setup: Setup, _ policy: PolicyNetwork, isGuarded: Bool, chargeAbove: Double = usualChargeAbove
  ) throws(InvalidRun) {
    let names = setup.models.map(\.name)
    if let unknown = policy.models.first(where: { !names.contains($0) }) {
      throw InvalidRun(
        "the policy may choose the model \(unknown), which the profiles do not have; there are \(names.joined(separator: ", "))")
    }
    (self.setup, self.policy, self.isGuarded) = (setup, policy, isGuarded)
    self.chargeAbove = Float(log(chargeAbove / (1 - chargeAbove)))
    modelOfClass = policy.models.map { names.firstIndex(of: $0) ?? Decision.noModel } + [Decision.noModel]
    starvation = StarvationGuard(setup)
    state = PolicyInputs(setup, features: policy.features)
    row = ContiguousArray(repeating: 0, count: policy.features.count)
    outputs = ContiguousArray(repeating: 0, count: policy.network.shape.outputs)
    scratch = policy.network.makeScratch()
  }

  public mutating func observe(_ reading: GridReading) {
    state.observe(reading)
    starvation.observe(price: setup.unitPrice(carbonFree: reading.carbonFree))
    last = nil
  }

  @inline(__always)
  public mutating func decide(_ observation: Observation) -> Decision {
    if let last, last.stored == observation.stored { return last.decision }
    let decision = evaluate(observation.stored)
    last = (observation.stored, decision)
    return decision
  }

  private mutating func evaluate(_ stored: Int64) -> Decision {
    state.set(stored: stored)
    for feature in row.indices { row[feature] = policy.standardised(state.values[feature], feature: feature) }
    row.withUnsafeBufferPointer { row in
      outputs.withUnsafeMutableBufferPointer { policy.network.evaluate(row, into: $0, &scratch) }
    }
    let classes = modelOfClass.count
    var decision = Decision(
      model: modelOfClass[PolicyNetwork.likeliest(outputs[..<classes])],
      charge: outputs[classes] > chargeAbove ? setup.slotCharge : 0)
    if isGuarded, decision.charge == 0 {
      let energy = decision.model == Decision.noModel ? 0 : setup.modelEnergy[decision.model]
      let rest = energy <= stored ? stored - energy : stored
      if starvation.isNear(rest: rest, charge: 0) { decision.charge = setup.slotCharge }
    }
    return decision
  }
}
