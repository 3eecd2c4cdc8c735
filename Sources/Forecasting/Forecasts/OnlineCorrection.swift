import Learning
import Records
import StreamIO

/// What a learned forecast still gets wrong in the place where it stands, learned there hour by hour.
///
/// A Bayesian linear regression of the forecast's errors on its standardised features, with a bias (Bishop, Pattern
/// Recognition and Machine Learning, 2006, section 3.3.1). The prior has mean 0, and as precision the Gram matrix of the
/// training, its penalty included, scaled to `priorHours`: trained on that many hours only, the forecast would be as
/// easy to correct. Under a ridge forecast this is the Bayesian ridge whose prior is the trained one.
///
/// An hour's example is complete 30 h later; its features are then made from the history again. The weights are solved
/// anew with the first value of each day (UTC), nothing is forgotten, and the state has a fixed size: sums in single
/// precision, which the prior keeps well conditioned.
public struct OnlineCorrection: Sendable {
  /// Chosen on measured years, each zone forecast without itself.
  public static let defaultPriorHours = 1000.0

  static let columns = 1 + ForecastFeatures.count
  static let leads = ForecastTargets.count

  /// The posterior precision: the lower triangle by rows, the bias first.
  public internal(set) var precision: ContiguousArray<Float>
  /// Σ z rᵀ of the examples, a row of 30 leads for each column of z.
  public internal(set) var errors: ContiguousArray<Float>
  /// What is added to the forecast's changes, z = (1, standardised features) times this.
  public internal(set) var weights: ContiguousArray<Float>
  /// The hour (since 1970) whose example came last, and the day (UTC) for which the weights were solved.
  public internal(set) var learnedHour, solvedDay: Int

  private let mean, scale: InlineArray<54, Double>

  /// - Parameter priorHours: how many hours of training the prior is worth, above 0.
  /// - Throws: `Failure` (data) where the network does not hold what the prior is made from.
  public init(_ network: ForecastNetwork, priorHours: Double) throws(Failure) {
    let p = ForecastFeatures.count
    let correlation = try network.weights("prior.correlation", shape: [p * (p + 1) / 2])
    guard network.featureMean.count == p, network.featureScale.count == p, network.trainingRows > 0, priorHours > 0
    else {
      throw Failure(.data, "the network's training_rows and normalisation of \(p) features make no prior")
    }
    var precision = ContiguousArray<Float>(repeating: 0, count: Self.columns * (Self.columns + 1) / 2)
    precision[0] = Float(priorHours)
    var (entry, source) = (1, 0)
    for row in 0..<p {
      entry += 1  // the bias column: standardised features have mean 0
      for column in 0...row {
        let penalty = row == column ? network.penalty / Double(network.trainingRows) : 0
        precision[entry] = Float(priorHours * (correlation[source] + penalty))
        (entry, source) = (entry + 1, source + 1)
      }
    }
    self.precision = precision
    errors = ContiguousArray(repeating: 0, count: Self.columns * Self.leads)
    weights = errors
    (learnedHour, solvedDay) = (.min, .min)
    let (means, scales) = (network.featureMean, network.featureScale)
    mean = InlineArray { means[$0] }
    scale = InlineArray { scales[$0] }
  }

  /// (1, standardised features).
  private func standardised(_ features: ForecastFeatures) -> InlineArray<55, Float> {
    var z = InlineArray<55, Float>(repeating: 1)
    for i in 0..<ForecastFeatures.count { z[1 + i] = Float((features.values[i] - mean[i]) / scale[i]) }
    return z
  }

  /// Adds to the changes of a forecast, in units of sigma, what was learned of its errors.
  func correct(_ changes: inout InlineArray<30, Double>, _ features: ForecastFeatures) {
    let z = standardised(features)
    weights.withUnsafeBufferPointer { weights in
      var sums = InlineArray<30, Float>(repeating: 0)
      for column in 0..<Self.columns {
        for lead in 0..<Self.leads { sums[lead] += weights[column * Self.leads + lead] * z[column] }
      }
      for lead in 0..<Self.leads { changes[lead] += Double(sums[lead]) }
    }
  }

  /// A value has been recorded at `time`: if it begins an hour, the example of 30 h ago is learned; if it begins a day,
  /// the weights are solved.
  ///
  /// - Parameter forecast: the uncorrected changes, in units of sigma, that the features of a window give.
  mutating func observe(
    _ history: HistoryBuffer, at time: Instant, longitudeDegrees: Double,
    forecast: (HistoryWindow, ForecastFeatures) -> InlineArray<30, Double>
  ) {
    guard time.hour > learnedHour else { return }
    let hour = Instant(seconds: Int64((time.hour - Self.leads) * secondsPerHour))
    learnedHour = time.hour
    if let oldest = history.oldest, hour - oldest >= 7 * secondsPerDay, let window = HistoryWindow(history, at: hour) {
      let features = ForecastFeatures(window, longitudeDegrees: longitudeDegrees)
      let targets = ForecastTargets(
        dirty: InlineArray { history.dirty(at: window.anchor + ($0 + 1) * secondsPerHour) }
      ).normalised(present: window.present, sigma: features.sigma)
      let forecast = forecast(window, features)
      learn(standardised(features), InlineArray { Float(targets[$0] - forecast[$0]) })
    }
    let day = time.hour.flooredQuotient(by: 24)
    if day > solvedDay {
      solvedDay = day
      solve()
    }
  }

  /// It is `time` again: its hour and its day are still to come.
  mutating func goBack(to time: Instant) {
    learnedHour = min(learnedHour, time.hour - 1)
    solvedDay = min(solvedDay, time.hour.flooredQuotient(by: 24) - 1)
  }

  private mutating func learn(_ z: InlineArray<55, Float>, _ error: InlineArray<30, Float>) {
    precision.withUnsafeMutableBufferPointer { precision in
      var entry = 0
      for row in 0..<Self.columns {
        for column in 0...row { precision[entry + column] += z[row] * z[column] }
        entry += row + 1
      }
    }
    errors.withUnsafeMutableBufferPointer { errors in
      for column in 0..<Self.columns {
        for lead in 0..<Self.leads { errors[column * Self.leads + lead] += z[column] * error[lead] }
      }
    }
  }

  private mutating func solve() {
    let n = Self.columns
    var matrix = [Double](repeating: 0, count: n * n)
    var entry = 0
    for row in 0..<n {
      for column in 0...row {
        matrix[row * n + column] = Double(precision[entry])
        entry += 1
      }
    }
    // Sums beyond single precision's reach leave the weights of the day before.
    guard let factor = Cholesky(matrix, dimension: n) else { return }
    var columns = errors.map(Double.init)
    factor.solve(&columns, columns: Self.leads)
    guard columns.allSatisfy(\.isFinite) else { return }
    for i in weights.indices { weights[i] = Float(columns[i]) }
  }
}
