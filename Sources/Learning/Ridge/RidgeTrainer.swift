import StreamIO

/// Ridge regression of the 30 targets on the 54 features, in closed form from sums over the hours (Hoerl and Kennard
/// 1970, doi:10.1080/00401706.1970.10488634).
///
/// Trainers of separate series are merged by `+=`; merged in a fixed order they give the same bits however many
/// threads made them.
public struct RidgeTrainer: Sendable, Equatable {
  private static let features = ForecastFeatures.count
  private static let targets = ForecastTargets.count
  /// 1, the features, the targets.
  private static let columns = 1 + features + targets
  private var moments = MomentMatrix(dimension: columns)

  public init() {}

  /// Hours seen.
  public var rows: Int { Int(moments[0, 0]) }

  public static func += (a: inout RidgeTrainer, b: RidgeTrainer) { a.moments += b.moments }

  /// Adds every hour of `series` that has 7 days before it and 30 hours after it.
  public mutating func add(_ series: ForecastSeries) {
    let columns = Self.columns
    let blockRows = 64
    var block = ContiguousArray(repeating: 1.0, count: blockRows * columns)
    var filled = 0
    series.forEachExample { example in
      let features = example.features.values
      let targets = example.targets.normalised(present: example.window.present, sigma: example.features.sigma)
      let first = filled * columns + 1
      block.withUnsafeMutableBufferPointer { block in
        for i in 0..<Self.features { block[first + i] = features[i] }
        for i in 0..<Self.targets { block[first + Self.features + i] = targets[i] }
      }
      filled += 1
      if filled == blockRows {
        block.withUnsafeBufferPointer { moments.add($0, rows: blockRows) }
        filled = 0
      }
    }
    block.withUnsafeBufferPointer { moments.add($0, rows: filled) }
  }

  /// The weights that minimise Σ (y − bias − W x̂)² + penalty·|W|² over standardised features x̂; the bias is free.
  ///
  /// - Throws: `Failure` (data) where there are no hours to learn from, or sums that are not finite.
  public func solve(penalty: Double = 200) throws(Failure) -> RidgeSolution {
    let (p, m) = (Self.features, Self.targets)
    let n = moments[0, 0]
    guard n > 0 else {
      throw Failure(.data, "nothing to learn from: a series needs 7 days before an hour and 30 hours after it")
    }
    let mean = (0..<p).map { moments[1 + $0, 0] / n }
    let scale = (0..<p).map { i -> Double in
      let deviation = max(0, moments[1 + i, 1 + i] / n - mean[i] * mean[i]).squareRoot()
      // Rounding alone gives a constant feature a deviation: it is not to be blown up.
      return deviation > 1e-6 * max(1, abs(mean[i])) ? deviation : 1
    }
    var correlation = [Double](repeating: 0, count: p * p)
    for i in 0..<p {
      for j in 0...i {
        let value = (moments[1 + i, 1 + j] / n - mean[i] * mean[j]) / (scale[i] * scale[j])
        correlation[i * p + j] = value
        correlation[j * p + i] = value
      }
    }
    var normal = correlation.map { $0 * n }
    for i in 0..<p { normal[i * p + i] += penalty }
    guard let factor = Cholesky(normal, dimension: p) else {
      throw Failure(
        .data,
        "the Gram matrix of \(rows) hours is not positive definite; finite shares and a penalty > 0 would be right")
    }
    var solution = RidgeSolution(rows: rows, penalty: penalty, mean: mean, scale: scale, correlation: correlation)
    solution.bias = (0..<m).map { moments[1 + p + $0, 0] / n }
    var columns = [Double](repeating: 0, count: p * m)
    for i in 0..<p {
      for lead in 0..<m {
        columns[i * m + lead] = (moments[1 + p + lead, 1 + i] - n * solution.bias[lead] * mean[i]) / scale[i]
      }
    }
    factor.solve(&columns, columns: m)
    solution.weights = (0..<m).flatMap { lead in (0..<p).map { columns[$0 * m + lead] } }
    guard (solution.bias + solution.weights).allSatisfy(\.isFinite) else {
      throw Failure(.data, "the forecast's weights are not finite; finite shares would be right")
    }
    return solution
  }
}

/// A fitted ridge regression.
public struct RidgeSolution: Sendable, Equatable {
  /// Hours it was fitted on.
  public let rows: Int
  public let penalty: Double
  /// Mean and standard deviation of each feature (1 for a constant one): x̂ = (x − mean) / scale.
  public let mean, scale: [Double]
  /// 54 × 54: the Gram matrix of the standardised features over the number of hours.
  public let correlation: [Double]
  /// One a target.
  public internal(set) var bias: [Double] = []
  /// 30 × 54 by rows: one row a target, for standardised features.
  public internal(set) var weights: [Double] = []
}
