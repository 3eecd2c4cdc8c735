import CameraPlanning

/// `published_oracle`: the optimum of the original study by its own rule, so that what its error costs can be seen.
///
/// Backward over the tasks on levels of 0.01 mWh: in each it tries the models in the order of the profile file and then
/// none, each without and with a charged slot, and keeps the first that is best. The value of what follows is looked up
/// at the exact next level, rounded to 7 decimals, and counts as 0 where that is none of the levels. As the energies of
/// measured models are no multiples of 0.01 mWh, that is nearly everywhere: it sees what follows only while it runs
/// nothing, or where charging fills the battery. Forward, it does what was best at the level nearest to the energy stored.
public struct PublishedOracle: Controller {
  /// 0.01 mWh [10⁻⁷ mWh].
  static let levelStep: Int64 = 100_000
  /// Decisions that are kept at most, a byte each.
  static let greatestCount = 1 << 26

  private let slotCharge: Int64
  private let levels: Int
  /// By task and level: twice the model's index, or their count for none, and 1 more for a charged slot.
  private let decisions: [UInt8]
  private let modelCount: Int

  /// - Parameter carbonFree: the share in each interval of the horizon.
  /// - Throws: `InvalidSetup` where the rule has no meaning, or its levels and tasks are too many.
  public init(_ setup: Setup, carbonFree: [Double]) throws(InvalidSetup) {
    guard setup.charging == .slots else {
      throw InvalidSetup("the published oracle's rule is one of whole slots; the scenario's charging is continuous")
    }
    guard carbonFree.count >= setup.clock.intervals else {
      throw InvalidSetup("the grid is known for \(carbonFree.count) intervals; the horizon has \(setup.clock.intervals)")
    }
    let actions = 2 * (setup.models.count + 1)
    guard actions <= 256 else {
      throw InvalidSetup("the published oracle chooses among 127 models at most; there are \(setup.models.count)")
    }
    let levels = setup.capacity / Self.levelStep + 1
    guard levels <= Int64(Self.greatestCount / setup.clock.tasks) else {
      throw InvalidSetup(
        "\(levels) levels of 0.01 mWh in \(setup.clock.tasks) tasks are too many for the published oracle; it is one of "
          + "small batteries and few tasks, \(Self.greatestCount) decisions at most")
    }
    (slotCharge, self.levels, modelCount) = (setup.slotCharge, Int(levels), setup.models.count)
    decisions = Self.decisions(setup, carbonFree: carbonFree, levels: Int(levels))
  }

  public mutating func decide(_ observation: Observation) -> Decision {
    // The lower one where two are as near.
    let nearest = min(Int((observation.stored + Self.levelStep / 2 - 1) / Self.levelStep), levels - 1)
    let action = Int(decisions[observation.task * levels + nearest])
    return Decision(model: action / 2 < modelCount ? action / 2 : Decision.noModel, charge: action % 2 == 1 ? slotCharge : 0)
  }

  private struct Action {
    /// Least stored energy it is allowed at, and what it adds to it, charged less used [10⁻⁷ mWh].
    let need, change: Int64
    /// Of the outcome alone.
    let reward: Double
    let isCharged: Bool
  }

  private static func decisions(_ setup: Setup, carbonFree: [Double], levels: Int) -> [UInt8] {
    let charge = setup.device.chargePowerW * Double(setup.clock.taskIntervalSeconds) / 3.6
    var actions: [Action] = []
    for model in 0...setup.models.count {
      let runs = model < setup.models.count
      let energy = runs ? setup.models[model].energyMilliwattHours / setup.device.dischargeEfficiency : 0
      for isCharged in [false, true] {
        actions.append(
          Action(
            need: runs ? setup.modelEnergy[model] : 0,
            change: Int64((((isCharged ? charge : 0) - energy) * 1e7).rounded()),
            reward: setup.weights.reward(of: runs ? setup.modelOutcome[model] : .largeMiss), isCharged: isCharged))
      }
    }
    let tasks = setup.clock.tasks
    // What is added up to a value: the study's own sums tie to the last bit only by luck.
    let scale = Double(tasks) * max(setup.weights.success, setup.weights.smallMiss, setup.weights.largeMiss)
    var decisions = [UInt8](repeating: 0, count: tasks * levels)
    var (values, following) = ([Double](repeating: 0, count: levels), [Double](repeating: 0, count: levels))
    for task in (0..<tasks).reversed() {
      swap(&values, &following)
      let price = charge * setup.price(carbonFree: carbonFree[task / setup.clock.tasksPerInterval])
      for level in 0..<levels {
        let stored = Int64(level) * levelStep
        var (best, bestAction) = (-Double.infinity, 0)
        for (index, action) in actions.enumerated() where action.need <= stored {
          let next = min(setup.capacity, stored + action.change)
          let (place, rest) = next.quotientAndRemainder(dividingBy: levelStep)
          let value = action.reward - (action.isCharged ? price : 0) + (rest == 0 ? following[Int(place)] : 0)
          if value.exceeds(best, inSumsOf: scale) { (best, bestAction) = (value, index) }
        }
        values[level] = best
        decisions[task * levels + level] = UInt8(bestAction)
      }
    }
    return decisions
  }
}
