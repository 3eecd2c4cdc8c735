/// How far forecasts were off, lead by lead, on hours they had not learned from.
public struct ForecastScore: Sendable, Equatable {
  /// Zone-years judged on, in the order they came.
  public var series: [String] = []
  /// Hours judged.
  public var rows = 0
  /// Root mean square errors of the share at leads 1...30 h: the network's, of no change, and of `ar`.
  public var rootMeanSquareError: [Double] = []
  public var persistenceError: [Double] = []
  public var autoregressiveError: [Double] = []
  /// The network's error in units of each hour's sigma: what shades a forecast.
  public var normalisedError: [Double] = []

  public init() {}

  /// 1 − MSE/MSE of no change, lead by lead; 0 where nothing ever changed.
  public var skillOverPersistence: [Double] { skill(over: persistenceError) }
  /// 1 − MSE/MSE of `ar`, lead by lead.
  public var skillOverAutoregressive: [Double] { skill(over: autoregressiveError) }

  private func skill(over reference: [Double]) -> [Double] {
    zip(rootMeanSquareError, reference).map { $1 > 0 ? 1 - ($0 * $0) / ($1 * $1) : 0 }
  }

  /// Judges `model` on every hour of the parts, each under its name and at its own longitude.
  init(_ model: ForecastModel, on parts: [(name: String, series: ForecastSeries)]) {
    let leads = ForecastTargets.count
    var squares = [InlineArray<30, Double>](repeating: InlineArray(repeating: 0), count: 4)
    for part in parts {
      part.series.forEachExample { example in
        let (present, sigma) = (example.window.present, example.features.sigma)
        let learned = example.window.dirtyHours(changes: model.normalisedChanges(example.features), sigma: sigma)
        for lead in 0..<leads {
          let truth = example.targets.dirty[lead]
          let error = learned[lead] - truth
          let noChange = present - truth
          let autoregressive = AutoregressiveForecast().dirty(after: example.window, halfHours: 2 * lead + 2)
          let autoregressiveError = autoregressive.clippedToShare - truth
          squares[0][lead] += error * error
          squares[1][lead] += noChange * noChange
          squares[2][lead] += autoregressiveError * autoregressiveError
          squares[3][lead] += (error / sigma) * (error / sigma)
        }
        rows += 1
      }
    }
    series = ForecastParts.names(parts)
    let roots = squares.map { sums in (0..<leads).map { rows > 0 ? (sums[$0] / Double(rows)).squareRoot() : 0 } }
    (rootMeanSquareError, persistenceError) = (roots[0], roots[1])
    (autoregressiveError, normalisedError) = (roots[2], roots[3])
  }
}
