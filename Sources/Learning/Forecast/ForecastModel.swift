import StreamIO

/// A trained network ready to run.
public struct ForecastModel: Sendable {
  /// 55 rows of 30: the bias, then for each feature its weight in every lead; standardisation is folded in.
  public let weights: ContiguousArray<Double>

  /// - Throws: `Failure` (data) where the network is not one this version can run, and how it differs.
  public init(_ network: ForecastNetwork) throws(Failure) {
    let (p, m) = (ForecastFeatures.count, ForecastTargets.count)
    guard network.architecture == ForecastNetwork.ridge else {
      throw Failure(
        .data, "architecture \"\(network.architecture)\" is not known; \"\(ForecastNetwork.ridge)\" would be right")
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
    weights.withUnsafeBufferPointer { weights in
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
