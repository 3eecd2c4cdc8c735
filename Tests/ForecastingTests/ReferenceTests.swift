import Records
import Testing

@testable import Forecasting

@Suite struct ReferenceTests {
  @Test(arguments: ["hourly", "quarterly"])
  func featuresEqualNumPys(_ name: String) {
    let series = referenceSeries(name)
    let expected = referenceValues("\(name).features")
    let times = referenceValues("\(name).times")
    #expect(expected.count == times.count * ForecastFeatures.count && times.count == 6)
    for (i, time) in times.enumerated() {
      let features = series.features(at: Instant(seconds: Int64(time)))
      #expect(features.count == 54)
      #expect(largestDifference(features, expected[(54 * i)..<(54 * i + 54)]) < 1e-9)
    }
  }

  @Test func ridgeEqualsNumPysLeastSquares() throws {
    var trainer = RidgeTrainer()
    trainer.add(referenceSeries("hourly"))
    trainer.add(referenceSeries("quarterly"))
    let solution = try trainer.solve(penalty: 200, towards: .noChange)
    #expect([Double(solution.rows)] == referenceValues("rows"))
    #expect(largestDifference(solution.mean, referenceValues("mean")) < 1e-10)
    #expect(largestDifference(solution.scale, referenceValues("scale")) < 1e-10)
    let leads = referenceValues("leads").map { Int($0) - 1 }
    #expect(leads.count == 4)
    #expect(largestDifference(leads.map { solution.bias[$0] }, referenceValues("bias")) < 1e-9)
    let weights = leads.flatMap { solution.weights[(54 * $0)..<(54 * $0 + 54)] }
    #expect(largestDifference(weights, referenceValues("weights")) < 1e-9)
  }

  @Test func errorsEqualNumPys() throws {
    let series = [referenceSeries("hourly"), referenceSeries("quarterly")]
    let network = try ForecastNetwork.trainRidge(on: series, penalty: 200, towards: .noChange)
    let score = ForecastScore(try ForecastModel(network), on: [("quarterly", series[1])])
    let leads = referenceValues("leads").map { Int($0) - 1 }
    let errors = [
      score.rootMeanSquareError, score.persistenceError, score.autoregressiveError, score.normalisedError,
    ].flatMap { errors in leads.map { errors[$0] } }
    #expect(errors.count == 16)
    #expect(largestDifference(errors, referenceValues("errors")) < 1e-9)
  }

  @Test func namesAreAsManyAsFeatures() {
    #expect(ForecastFeatures.names.count == ForecastFeatures.count)
    #expect(Set(ForecastFeatures.names).count == ForecastFeatures.count)
    #expect(ForecastFeatures.names[6] == "profile_0.5h" && ForecastFeatures.names[37] == "yesterday_24h")
  }
}
