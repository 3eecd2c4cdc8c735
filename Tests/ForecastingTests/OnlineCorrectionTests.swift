import Learning
import Randomness
import Records
import Testing

@testable import Forecasting

@Suite struct OnlineCorrectionTests {
  private let hourly = referenceSeries("hourly")

  /// Hours of the quarterly zone's training, seen by a correction that stands where the hourly zone is.
  private func corrected(priorHours: Double, _ series: ForecastSeries) throws -> (OnlineCorrection, ForecastNetwork) {
    let network = try ForecastNetwork.trainRidge(on: [referenceSeries("quarterly")], penalty: 200, towards: .noChange)
    let model = try ForecastModel(network)
    var correction = try OnlineCorrection(network, priorHours: priorHours)
    var history = HistoryBuffer(intervalSeconds: series.intervalSeconds)
    for (index, share) in series.carbonFree.enumerated() {
      let time = series.start + index * series.intervalSeconds
      history.record(share, at: time)
      correction.observe(history, at: time, longitudeDegrees: series.longitudeDegrees) {
        model.normalisedChanges($1)
      }
    }
    return (correction, network)
  }

  /// The posterior mean of the textbook: the prior's precision scaled, every hour's row of the series' own examples.
  @Test func equalsTheRidgeThatSawPriorAndHours() throws {
    let (correction, network) = try corrected(priorHours: 120, hourly)
    let model = try ForecastModel(network)
    let (p, n) = (ForecastFeatures.count, 1 + ForecastFeatures.count)
    var precision = [Double](repeating: 0, count: n * n)
    let gram = try network.weights("prior.correlation", shape: [p * (p + 1) / 2])
    precision[0] = 120
    var entry = 0
    for row in 0..<p {
      for column in 0...row {
        let penalty = row == column ? 200 / Double(network.trainingRows) : 0
        precision[(row + 1) * n + column + 1] = 120 * (gram[entry] + penalty)
        entry += 1
      }
    }
    // Examples complete by the start of the last day, when the weights were solved: their targets reach 30 h on.
    let lastDay = hourly.start + (hourly.carbonFree.count - 1) * 3600
    let solved = Instant(year: lastDay.date.year, month: lastDay.date.month, day: lastDay.date.day)
    var errors = [Double](repeating: 0, count: n * 30)
    var rows = 0
    hourly.forEachExample { example in
      guard example.window.anchor + 30 * 3600 <= solved else { return }
      rows += 1
      let values = example.features.values
      let z = [1] + (0..<p).map { (values[$0] - network.featureMean[$0]) / network.featureScale[$0] }
      let target = example.targets.normalised(present: example.window.present, sigma: example.features.sigma)
      let forecast = model.normalisedChanges(example.features)
      for i in 0..<n {
        for j in 0...i { precision[i * n + j] += z[i] * z[j] }
        for lead in 0..<30 { errors[i * 30 + lead] += z[i] * (target[lead] - forecast[lead]) }
      }
    }
    #expect(rows > 500)
    try #require(Cholesky(precision, dimension: n)).solve(&errors, columns: 30)
    #expect(errors.contains { abs($0) > 0.05 })
    #expect(largestDifference(correction.weights.map(Double.init), errors) < 2e-4)
  }

  @Test func aSteadyErrorIsLearnedAndAWeakPriorLearnsItSooner() throws {
    func error(priorHours: Double?) throws -> Double {
      let network = try ForecastNetwork.trainRidge(on: [referenceSeries("quarterly")], penalty: 200, towards: .noChange)
      var forecast = try LearnedForecast([network], priorHours: priorHours)
      forecast.longitudeDegrees = hourly.longitudeDegrees
      var history = HistoryBuffer(intervalSeconds: 3600)
      var (sum, count) = (0.0, 0)
      for (index, share) in hourly.carbonFree.enumerated() {
        let time = hourly.start + index * 3600
        history.record(share, at: time)
        forecast.observe(history, at: time)
        guard index > 34 * 24, index + 24 < hourly.carbonFree.count, let window = HistoryWindow(history, at: time)
        else { continue }
        let curve = forecast.dirtyHalfHours(after: window)
        for hour in 1...24 {
          let miss = curve[2 * hour] - hourly.dirty(at: time + hour * 3600)
          sum += miss * miss
          count += 1
        }
      }
      return (sum / Double(count)).squareRoot()
    }
    let (fixed, weak, strong) = (try error(priorHours: nil), try error(priorHours: 300), try error(priorHours: 1e7))
    #expect(weak < 0.97 * fixed)
    #expect(abs(strong - fixed) < 0.02 * fixed)
  }

  /// Held at five minutes, hourly data teach the same: an hour is learned once, whenever its first value comes.
  @Test func heldDataTeachTheSame() throws {
    let (a, _) = try corrected(priorHours: 300, hourly)
    let (b, _) = try corrected(priorHours: 300, hourly.held(atSeconds: 300))
    #expect(a.precision == b.precision && a.errors == b.errors && a.weights == b.weights)
  }

  @Test func anEnsembleOfOneNetworkTwiceAgreesWithItself() throws {
    let network = try ForecastNetwork.trainRidge(on: [referenceSeries("quarterly")], penalty: 200, towards: .noChange)
    let other = try ForecastNetwork.trainRidge(on: [hourly], penalty: 200, towards: .noChange)
    let history = hourly.history(until: hourly.start + 300 * 3600)
    let window = try #require(HistoryWindow(history, at: hourly.start + 300 * 3600))
    func forecast(_ networks: [ForecastNetwork]) throws -> (shares: [Double], disagreement: Double?) {
      var forecast = try LearnedForecast(networks, priorHours: nil)
      let shares = array(forecast.dirtyHalfHours(after: window))
      return (shares, forecast.disagreement)
    }
    let (one, two, both) = (
      try forecast([network]), try forecast([network, network]), try forecast([network, other])
    )
    #expect(one.disagreement == nil && two.disagreement == 0)
    #expect(largestDifference(one.shares, two.shares) < 1e-12)
    #expect((both.disagreement ?? 0) > 0.001)
    let mean = zip(one.shares, try forecast([other]).shares).map { ($0 + $1) / 2 }
    #expect(largestDifference(both.shares, mean) < 1e-9)
  }
}
