import Records

/// Watches a run. The engine is generic over it: with `NoRecorder` nothing of it is left in the loop.
public protocol Recorder {
  static var records: Bool { get }

  /// - Parameter price: the controller's value of one more stored mWh, where it has one.
  mutating func begins(_ interval: Int, at start: Instant, ledger: Ledger, price: Double?)
  mutating func ends(_ interval: Int, ledger: Ledger)
}

public struct NoRecorder: Recorder {
  public static var records: Bool { false }
  public init() {}
  public mutating func begins(_ interval: Int, at start: Instant, ledger: Ledger, price: Double?) {}
  public mutating func ends(_ interval: Int, ledger: Ledger) {}
}
