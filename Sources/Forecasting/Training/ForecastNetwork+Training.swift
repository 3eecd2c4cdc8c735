import Learning
import Records
import StreamIO

extension ForecastNetwork {
  /// Fits a ridge forecast on the series, and judges it on those left out.
  ///
  /// - Parameters:
  ///   - series: zones, in a fixed order; each is cut into calendar years.
  ///   - leftOut: a zone ("US-NY-NYIS"), a year of all zones ("2023"), or one zone-year ("US-NY-NYIS/2023").
  ///   - penalty, prior: how strongly the weights of standardised features are pulled, and where to.
  /// - Throws: `Failure`: usage where a name to leave out is not there; data where nothing is left to learn from or to
  ///   be judged on, or the sums are not finite.
  public static func trainRidge(
    on series: [ForecastSeries], leavingOut leftOut: [String] = [], penalty: Double = RidgeTrainer.defaultPenalty,
    towards prior: RidgePrior = RidgeTrainer.defaultPrior
  ) throws(Failure) -> ForecastNetwork {
    let parts = try ForecastParts(series, leavingOut: leftOut)
    var network = ForecastNetwork(
      ridge: try parts.ridge(penalty: penalty, towards: prior), trainingSeries: parts.trainingNames)
    try network.judge(on: parts.leftOut)
    return network
  }

  mutating func judge(on parts: [ForecastParts.Part]) throws(Failure) {
    guard !parts.isEmpty else { return }
    let score = ForecastScore(try ForecastModel(self), on: parts)
    guard score.rows > 0 else {
      throw Failure(.data, "the series left out are too short to judge on: 7 days and 30 hours at least would be right")
    }
    guard score.rootMeanSquareError.allSatisfy(\.isFinite) else {
      throw Failure(.data, "the errors on the series left out are not finite; finite shares would be right")
    }
    validation = score
  }
}

extension ForecastParts {
  /// The ridge fit on all hours to learn from.
  func ridge(penalty: Double, towards prior: RidgePrior) throws(Failure) -> RidgeSolution {
    var total = RidgeTrainer()
    for part in training {
      var trainer = RidgeTrainer()
      trainer.add(part.series)
      total += trainer
    }
    return try total.solve(penalty: penalty, towards: prior)
  }
}

/// Trains the network that forecasts the grid: features as the ridge's, standardised alike, and a linear skip that
/// starts at the ridge's weights.
public struct ForecastTrainer {
  public let trainer: NetworkTrainer
  private let parts: ForecastParts
  private let ridge: RidgeSolution

  /// - Parameters:
  ///   - series, leftOut: as for `trainRidge`; what is left out has no part in training, not even in when to stop.
  ///   - penalty, prior: of the ridge whose normalisation, weights and Gram matrix the network starts from.
  ///   - seed: of initial weights, order, dropout, and the days that say when to stop.
  ///   - checkpoint: to go on from, if any.
  /// - Throws: `Failure` as `trainRidge`, and (data) where a checkpoint is of another training.
  public init(
    on series: [ForecastSeries], leavingOut leftOut: [String] = [], penalty: Double = RidgeTrainer.defaultPenalty,
    towards prior: RidgePrior = RidgeTrainer.defaultPrior, _ settings: ForecastTraining = ForecastTraining(), seed: UInt64, threads: Int = 1, resuming checkpoint: String? = nil
  ) throws(Failure) {
    parts = try ForecastParts(series, leavingOut: leftOut)
    ridge = try parts.ridge(penalty: penalty, towards: prior)
    let (training, validation) = parts.examples(
      mean: ridge.mean, scale: ridge.scale, share: settings.validationSplit, seed: seed)
    var network = DenseNetwork(settings.shape, seed: seed)
    if settings.hasLinearSkip { network.startLinear(weights: ridge.weights, bias: ridge.bias) }
    trainer = try NetworkTrainer(
      network, settings.options, training: training, validation: validation, seed: seed, threads: threads)
    if let checkpoint { try trainer.resume(from: checkpoint) }
  }

  /// The best network so far, judged on what was left out.
  public func network() throws(Failure) -> ForecastNetwork {
    var network = ForecastNetwork(ridge: ridge, trainingSeries: parts.trainingNames)
    network.architecture = ForecastNetwork.network
    network.shape = trainer.shape
    network.provenance = ForecastNetwork.Provenance(
      options: trainer.options, seed: trainer.seed, epochs: trainer.epochsDone, bestEpoch: trainer.bestEpoch,
      bestLoss: trainer.bestLoss, curve: trainer.curve)
    network.layers = trainer.best.layers + network.layers.filter { $0.name.hasPrefix("prior.") }
    try network.judge(on: parts.leftOut)
    return network
  }
}
