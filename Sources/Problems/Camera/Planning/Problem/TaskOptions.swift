/// One way to spend a task: the energy it takes [units] and its gain over running nothing.
struct TaskOption: Sendable, Hashable {
  var energy: Int64
  var gain: Double
}

/// The ways of spending a task that can be worth it.
struct TaskOptions: Sendable, Hashable {
  var success: TaskOption?
  var fallback: TaskOption?

  var largestEnergy: Int64 { max(success?.energy ?? 0, fallback?.energy ?? 0) }
}

extension Workload {
  /// Drops what never helps: models the battery cannot hold the energy for, models without gain, and a fallback that
  /// takes no less than a success, which gains no less.
  func options(capacity: Int64) -> TaskOptions {
    func option(_ energy: Int64?, _ gain: Double) -> TaskOption? {
      guard let energy, energy <= capacity, gain > 0 else { return nil }
      return TaskOption(energy: energy, gain: gain)
    }
    let success = option(successEnergy, successGain)
    let fallback = option(fallbackEnergy, fallbackGain).flatMap { $0.energy < success?.energy ?? .max ? $0 : nil }
    return TaskOptions(success: success, fallback: fallback)
  }
}
