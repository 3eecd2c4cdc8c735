/// What the owner asks of every task.
public struct Wishes: Sendable, Hashable {
  public let accuracy: Double
  public let latencySeconds: Double

  public init(accuracy: Double, latencySeconds: Double) {
    self.accuracy = accuracy
    self.latencySeconds = latencySeconds
  }

  public func areMet(by model: ModelProfile) -> Bool {
    model.accuracy >= accuracy && model.latencySeconds <= latencySeconds
  }
}

/// How a task ended.
public enum Outcome: Sendable, Hashable, CaseIterable {
  /// A model ran and met both wishes.
  case success
  /// A model ran and missed a wish.
  case smallMiss
  /// No model ran.
  case largeMiss
}

/// reward = success·successes − smallMiss·small misses − largeMiss·large misses − dirtyMilliwattHour·dirty mWh drawn.
public struct RewardWeights: Sendable, Hashable {
  public let success: Double
  public let smallMiss: Double
  public let largeMiss: Double
  /// Price of a milliwatt-hour drawn from the grid that is not carbon-free [reward/mWh].
  public let dirtyMilliwattHour: Double

  public init(success: Double, smallMiss: Double, largeMiss: Double, dirtyMilliwattHour: Double) {
    self.success = success
    self.smallMiss = smallMiss
    self.largeMiss = largeMiss
    self.dirtyMilliwattHour = dirtyMilliwattHour
  }

  public func reward(of outcome: Outcome) -> Double {
    switch outcome {
    case .success: success
    case .smallMiss: -smallMiss
    case .largeMiss: -largeMiss
    }
  }

  /// Reward of an outcome against running nothing.
  public func gain(of outcome: Outcome) -> Double { reward(of: outcome) - reward(of: .largeMiss) }
}
