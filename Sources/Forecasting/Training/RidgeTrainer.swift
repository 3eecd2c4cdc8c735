import Learning
import Records
import StreamIO

/// Ridge regression of the 30 targets on the 54 features, in closed form from sums over the hours (Hoerl and Kennard
/// 1970, doi:10.1080/00401706.1970.10488634).
///
/// Trainers of separate series are merged by `+=`; merged in a fixed order they give the same bits however many
/// threads made them.
public struct RidgeTrainer: Sendable, Equatable {
  private static let features = ForecastFeatures.count
  private static let targets = ForecastTargets.count
  /// 1, the features, the targets, and the changes that `ar` expects.
  private static let columns = 1 + features + 2 * targets
  private var moments = MomentMatrix(dimension: columns)

  public init() {}

  /// What did best on zones left out (README.md of this library): much pull, towards `ar`.
  public static let defaultPenalty = 8000.0
  public static let defaultPrior = RidgePrior.ar

  /// Small beside any year of hours, and enough that the forecast of `ar` is not written as differences of great weights.
  private static let projectionPenalty = 20.0

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
      let (present, sigma) = (example.window.present, example.features.sigma)
      let targets = example.targets.normalised(present: present, sigma: sigma)
      let first = filled * columns + 1
      block.withUnsafeMutableBufferPointer { block in
        for i in 0..<Self.features { block[first + i] = features[i] }
        for i in 0..<Self.targets {
          block[first + Self.features + i] = targets[i]
          let expected = AutoregressiveForecast().dirty(after: example.window, halfHours: 2 * i + 2)
          block[first + Self.features + Self.targets + i] = (expected - present) / sigma
        }
      }
      filled += 1
      if filled == blockRows {
        block.withUnsafeBufferPointer { moments.add($0, rows: blockRows) }
        filled = 0
      }
    }
    block.withUnsafeBufferPointer { moments.add($0, rows: filled) }
  }

  /// The weights that minimise Σ (y − bias − W x̂)² + penalty·|W − W₀|² over standardised features x̂; the bias is free.
  /// W₀ is 0, or what comes nearest to the forecast of `ar` by the same features: in a place unlike those learned from,
  /// little is then lost against that forecast.
  ///
  /// - Throws: `Failure` (data) where there are no hours to learn from, or sums that are not finite.
  public func solve(
    penalty: Double = defaultPenalty, towards prior: RidgePrior = defaultPrior
  ) throws(Failure) -> RidgeSolution {
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
    var solution = RidgeSolution(
      rows: rows, penalty: penalty, prior: prior, mean: mean, scale: scale, correlation: correlation)
    /// Standardised features times the columns from `first` on, centred: a row a feature.
    func products(_ first: Int) -> [Double] {
      (0..<p).flatMap { i in
        (0..<m).map { (moments[first + $0, 1 + i] - moments[first + $0, 0] * mean[i]) / scale[i] }
      }
    }
    func factor(_ penalty: Double) throws(Failure) -> Cholesky {
      var normal = correlation.map { $0 * n }
      for i in 0..<p { normal[i * p + i] += penalty }
      guard let factor = Cholesky(normal, dimension: p) else {
        throw Failure(
          .data,
          "the Gram matrix of \(rows) hours is not positive definite; finite shares and a penalty > 0 would be right")
      }
      return factor
    }
    solution.bias = (0..<m).map { moments[1 + p + $0, 0] / n }
    var columns = products(1 + p)
    if prior == .ar {
      var expected = products(1 + p + m)
      try factor(Self.projectionPenalty).solve(&expected, columns: m)
      for i in columns.indices { columns[i] += penalty * expected[i] }
    }
    try factor(penalty).solve(&columns, columns: m)
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
  public let prior: RidgePrior
  /// Mean and standard deviation of each feature (1 for a constant one): x̂ = (x − mean) / scale.
  public let mean, scale: [Double]
  /// 54 × 54: the Gram matrix of the standardised features over the number of hours.
  public let correlation: [Double]
  /// One a target.
  public internal(set) var bias: [Double] = []
  /// 30 × 54 by rows: one row a target, for standardised features.
  public internal(set) var weights: [Double] = []
}
