import Records

/// How an epoch went.
public struct EpochMetrics: Sendable, Equatable {
  /// Counted from 1.
  public var epoch = 0
  /// The weighted sum over heads of the mean loss, with dropout, as the parameters were at each step.
  public var trainLoss = 0.0
  /// The same without dropout after the epoch; nil without validation examples.
  public var validationLoss: Double?
  /// The unweighted losses, in the order of the heads; empty without validation examples.
  public var trainLossByHead: [Double] = []
  public var validationLossByHead: [Double] = []
  /// Root mean square error of each output on the validation examples, in the targets' units; 0 for outputs of heads
  /// with another loss than `smooth_l1`.
  public var validationErrorByOutput: [Double] = []
  /// At the epoch's last step.
  public var learningRate = 0.0

  /// The record of a log; what it took is left to the caller, who has a clock.
  public func record(of shape: NetworkShape) -> Epoch {
    var record = Epoch()
    (record.epoch, record.learningRate) = (epoch, learningRate)
    (record.trainLoss, record.validationLoss) = (trainLoss, validationLoss)
    record.heads = shape.heads.map(\.name)
    (record.trainLossByHead, record.validationLossByHead) = (trainLossByHead, validationLossByHead)
    return record
  }

  /// For a meter.
  public var summary: String {
    func short(_ loss: Double) -> String { "\((loss * 1e5).rounded() / 1e5)" }
    return "loss \(short(trainLoss))" + (validationLoss.map { ", validation \(short($0))" } ?? "")
  }
}
