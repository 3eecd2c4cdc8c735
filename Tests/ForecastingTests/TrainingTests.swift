import Randomness
import Records
import StreamIO
import Testing

@testable import Forecasting

@Suite struct TrainingTests {
  private let series = [referenceSeries("hourly"), referenceSeries("quarterly")]

  @Test func mergingIsAddingAndItsOrderIsAllThatMatters() throws {
    let parts = series.map { part in
      var trainer = RidgeTrainer()
      trainer.add(part)
      return trainer
    }
    var (forward, again, backward) = (RidgeTrainer(), RidgeTrainer(), RidgeTrainer())
    for part in parts { forward += part }
    for part in parts { again += part }
    for part in parts.reversed() { backward += part }
    #expect(forward == again)
    let (a, b) = (try forward.solve(), try backward.solve())
    #expect(largestDifference(a.weights, b.weights) < 1e-9)
    var single = RidgeTrainer()
    for part in series { single.add(part) }
    #expect(largestDifference(a.weights, try single.solve().weights) < 1e-9)
  }

  @Test func whatIsLeftOutIsNotLearnedAndIsJudged() throws {
    let alone = try ForecastNetwork.trainRidge(on: [series[0]])
    #expect(alone.validation == nil && alone.trainingSeries == ["hourly/2023"])
    for name in ["quarterly", "2024", "quarterly/2024"] {
      let network = try ForecastNetwork.trainRidge(on: series, leavingOut: [name])
      #expect(network.layers == alone.layers && network.trainingRows == alone.trainingRows)
      let score = try #require(network.validation)
      #expect(score.series == ["quarterly/2024"] && score.rows == 20 * 24 - 168 - 30)
      #expect(score.normalisedError.count == 30 && score.skillOverPersistence[11] > 0.5)
    }
  }

  @Test func yearsAreCutWhereTheyEnd() {
    var long = series[0]
    long.start = Instant(year: 2023, month: 12, day: 31, hour: 22, minute: 30)
    let years = long.years()
    #expect(years.map(\.year) == [2023, 2024] && years.map(\.series.carbonFree.count) == [2, 44 * 24 - 2])
    #expect(years.flatMap(\.series.carbonFree) == long.carbonFree)
    #expect(years[1].series.start == Instant(year: 2024, month: 1, day: 1, minute: 30))
  }

  @Test func faultsAreNamed() throws {
    func message(_ body: () throws -> Void) -> String {
      do { try body() } catch { return "\(error)" }
      return ""
    }
    func train(_ series: [ForecastSeries], _ leftOut: [String], _ penalty: Double) throws -> ForecastNetwork {
      try ForecastNetwork.trainRidge(on: series, leavingOut: leftOut, penalty: penalty)
    }
    let unknown = "no series \"NY\" to leave out; there are hourly/2023, quarterly/2024"
    #expect(message { _ = try train(series, ["NY"], 200) } == unknown)
    #expect(message { _ = try train(series, ["hourly", "quarterly"], 200) }.hasPrefix("nothing to learn from"))
    var short = series[1]
    short.carbonFree.removeLast(short.carbonFree.count - 96 * 8)
    let tooShort = message { _ = try train([series[0], short], ["quarterly"], 200) }
    #expect(tooShort.hasPrefix("the series left out are too short"))
    var broken = series[0]
    broken.carbonFree[400] = .nan
    #expect(message { _ = try train([broken], [], 200) }.contains("weights are not finite"))
    #expect(message { _ = try train([series[1], broken], ["hourly"], 200) }.hasPrefix("the errors on the series"))
    // Without a penalty yesterday's last value is one feature too many: it is the present one.
    #expect(message { _ = try train([series[0]], [], 0) }.contains("not positive definite"))

    let network = try train([series[0]], [], 200)
    func refusal(_ change: (inout ForecastNetwork) -> Void) -> String {
      var changed = network
      change(&changed)
      return message { _ = try ForecastModel(changed) }
    }
    #expect(refusal { _ in } == "")
    #expect(refusal { $0.architecture = "silu" }.contains("\"ridge\" would be right"))
    #expect(refusal { $0.features[3] = "price" }.contains("\"mean_7d\" would be right"))
    #expect(refusal { $0.features.removeLast() }.contains("54 would be right"))
    #expect(refusal { $0.featureScale[2] = 0 }.contains("normalisation"))
    #expect(refusal { $0.layers[0].shape = [54, 30] }.contains("[30, 54] would be right"))
    #expect(refusal { $0.layers[1].weights[0] = .nan }.contains("not finite"))
    #expect(refusal { $0.layers.removeFirst() }.contains("no layer \"linear.weight\""))
  }

  /// Where the penalty is all that counts, the forecast is the one it pulls towards.
  @Test func thePenaltyPullsTowardsItsPrior() throws {
    func forecast(_ prior: RidgePrior, penalty: Double) throws -> [Double] {
      let network = try ForecastNetwork.trainRidge(on: series, penalty: penalty, towards: prior)
      var forecast = try LearnedForecast([network], priorHours: nil)
      return array(forecast.dirtyHalfHours(after: try window()))
    }
    func window() throws -> HistoryWindow {
      try #require(HistoryWindow(series[0].history(until: time), at: time))
    }
    let time = series[0].start + 500 * 3600
    let ar = array(AutoregressiveForecast().dirtyHalfHours(after: try window()))
    let present = series[0].dirty(at: time)
    // Hours 1 to 6, which have features of their own; beside the pull a bias is learned, as everywhere.
    let hours = 2..<14
    let (still, pulled) = (try forecast(.noChange, penalty: 1e12)[hours], try forecast(.ar, penalty: 1e12)[hours])
    #expect(largestDifference(pulled, ar[hours]) < 0.15 * largestDifference(ar[hours], Array(repeating: present, count: 12)))
    #expect(largestDifference(still, Array(repeating: present, count: 12)) < 0.02)
    let (a, b) = (try forecast(.noChange, penalty: 1e-3), try forecast(.ar, penalty: 1e-3))
    #expect(largestDifference(a, b) < 1e-3)
  }

  @Test func theGramMatrixStandsInTheNetwork() throws {
    var trainer = RidgeTrainer()
    trainer.add(series[1])
    let solution = try trainer.solve()
    let network = try ForecastNetwork.trainRidge(on: [series[1]])
    let prior = try network.weights("prior.correlation", shape: [1485])
    var entries = prior.makeIterator()
    for row in 0..<54 {
      for column in 0...row { #expect(abs((entries.next() ?? .nan) - solution.correlation[row * 54 + column]) <= 5e-7) }
    }
  }
}
