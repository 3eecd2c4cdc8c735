import Learning
import StreamIO

/// A trained network ready to run.
public struct ForecastModel: Sendable {
  /// 55 rows of 30: the bias, then for each feature its weight in every lead; standardisation is folded in. Of the
  /// architecture `ridge`.
  public let weights: ContiguousArray<Double>
  private let network: Standardised?

  /// A network and what its inputs are standardised by.
  private struct Standardised {
    let network: DenseNetwork
    let mean, scale: InlineArray<54, Double>

    func changes(_ features: ForecastFeatures) -> InlineArray<30, Double> {
      var (row, answer) = (InlineArray<54, Float>(repeating: 0), InlineArray<30, Float>(repeating: 0))
      for i in 0..<ForecastFeatures.count { row[i] = Float((features.values[i] - mean[i]) / scale[i]) }
      var outputs = answer.mutableSpan
      network.evaluate(row.span, into: &outputs)
      return InlineArray { Double(answer[$0]) }
    }
  }

  /// - Throws: `Failure` (data) where the network is not one this version can run, and how it differs.
  public init(_ network: ForecastNetwork) throws(Failure) {
    let (p, m) = (ForecastFeatures.count, ForecastTargets.count)
    guard [ForecastNetwork.ridge, ForecastNetwork.network].contains(network.architecture) else {
      throw Failure(
        .data, "architecture \"\(network.architecture)\" is not known; \"\(ForecastNetwork.ridge)\" would be right, or "
          + "\"\(ForecastNetwork.network)\"")
    }
    guard network.features == ForecastFeatures.names else {
      let wrong = zip(network.features, ForecastFeatures.names).first { $0 != $1 }
      throw Failure(
        .data, wrong.map { "the network's feature \"\($0.0)\" stands where \"\($0.1)\" would be right" }
          ?? "the network has \(network.features.count) features; \(p) would be right")
    }
    let (mean, scale) = (network.featureMean, network.featureScale)
    guard mean.count == p, scale.count == p, mean.allSatisfy(\.isFinite),
      scale.allSatisfy({ $0.isFinite && $0 > 0 })
    else {
      throw Failure(.data, "the features' normalisation is not \(p) finite means and positive scales")
    }
    if network.architecture == ForecastNetwork.network {
      guard let shape = network.shape, shape.inputs == p, shape.outputs == m else {
        throw Failure(.data, "the network's shape is not one of \(p) inputs and \(m) outputs")
      }
      self.network = Standardised(
        network: try DenseNetwork(shape, layers: network.layers), mean: InlineArray { mean[$0] },
        scale: InlineArray { scale[$0] })
      weights = []
      return
    }
    self.network = nil
    let linear = try network.weights("linear.weight", shape: [m, p])
    var folded = ContiguousArray(try network.weights("linear.bias", shape: [m]))
    folded.reserveCapacity((1 + p) * m)
    for feature in 0..<p {
      for lead in 0..<m {
        let weight = linear[lead * p + feature] / scale[feature]
        folded[lead] -= weight * mean[feature]
        folded.append(weight)
      }
    }
    guard folded.allSatisfy(\.isFinite) else {
      throw Failure(.data, "the network's weights over its features' scales are not finite")
    }
    weights = folded
  }

  /// The change of the dirty share 1...30 h ahead, in units of the features' sigma.
  func normalisedChanges(_ features: ForecastFeatures) -> InlineArray<30, Double> {
    if let network { return network.changes(features) }
    return weights.withUnsafeBufferPointer { weights in
      let values = features.values.span
      var changes = InlineArray<30, Double> { weights[$0] }
      var sums = changes.mutableSpan
      for feature in 0..<ForecastFeatures.count {
        let (value, row) = (values[feature], 30 * (1 + feature))
        for lead in 0..<30 { sums[lead] += weights[row + lead] * value }
      }
      return changes
    }
  }
}
