import Records
import StreamIO

/// How an epoch went.
public struct EpochMetrics: Sendable, Equatable {
  /// Counted from 1.
  public var epoch = 0
  /// The weighted sum over heads of the mean loss, with dropout, as the parameters were at each step.
  public var trainLoss = 0.0
  /// The same without dropout after the epoch; nil without validation examples.
  public var validationLoss: Double?
  /// The unweighted losses, in the order of the heads.
  public var trainLossByHead: [Double] = []
  public var validationLossByHead: [Double] = []
  /// At the epoch's last step.
  public var learningRate = 0.0
}

/// Trains a network, an epoch a call.
///
/// The same examples, options and seed give the same parameters on any number of threads.
public final class NetworkTrainer {
  /// The network as it is now.
  public private(set) var network: DenseNetwork
  /// The network with the lowest validation loss so far; without validation examples the present one.
  public private(set) var best: DenseNetwork
  public let options: TrainingOptions
  /// Epochs done.
  public private(set) var epochsDone = 0
  /// Whether all epochs are done, or patience ran out.
  public var isFinished: Bool { true }

  /// - Parameters:
  ///   - network: what training begins with: `DenseNetwork(shape, seed:)`, or one that has already learned.
  ///   - validation: examples that only judge; may be empty.
  ///   - seed: of the order of rows and of dropout.
  /// - Throws: `Failure` (data) where there is no row to train on, or a number of the examples is not finite.
  public init(
    _ network: DenseNetwork, _ options: TrainingOptions, training: Examples, validation: Examples, seed: UInt64,
    threads: Int = 1
  ) throws(Failure) {
    (self.network, best, self.options) = (network, network, options)
  }

  /// Goes through all rows once, in a new order.
  ///
  /// - Throws: `Failure` (data) where the loss or a parameter is no longer finite.
  @discardableResult public func runEpoch() throws(Failure) -> EpochMetrics { EpochMetrics() }
}
