import Records

/// What came of one task.
public struct PlayedTask: Sendable, Hashable {
  /// Tasks since the start of the run, from 0.
  public let task: Int
  /// Energy stored before it [10⁻⁷ mWh].
  public let stored: Int64
  /// Index of the model that ran, or `Decision.noModel`.
  public let model: Int
  /// Whether the model had to be loaded for it.
  public let isSwitched: Bool
  /// Energy taken from the battery, and energy charged [10⁻⁷ mWh].
  public let used, charged: Int64
}

/// Watches a run. The engine is generic over it: what is not recorded costs nothing.
public protocol Recorder {
  static var recordsIntervals: Bool { get }
  static var recordsTasks: Bool { get }

  /// - Parameter price: the controller's value of one more stored mWh, where it has one.
  mutating func begins(_ interval: Int, at start: Instant, ledger: Ledger, price: Double?)
  mutating func ends(_ interval: Int, ledger: Ledger)
  /// - Parameter price: as above, when it decided on the task.
  mutating func plays(_ task: PlayedTask, price: @autoclosure () -> Double?)
}

extension Recorder {
  public static var recordsIntervals: Bool { false }
  public static var recordsTasks: Bool { false }
  public mutating func begins(_ interval: Int, at start: Instant, ledger: Ledger, price: Double?) {}
  public mutating func ends(_ interval: Int, ledger: Ledger) {}
  public mutating func plays(_ task: PlayedTask, price: @autoclosure () -> Double?) {}
}

public struct NoRecorder: Recorder {
  public init() {}
}
