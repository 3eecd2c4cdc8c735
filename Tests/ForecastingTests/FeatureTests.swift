import Randomness
import Records
import Testing

@testable import Forecasting

@Suite struct FeatureTests {
  @Test func theFutureChangesNothing() {
    var random = RandomStream(seed: 1, "look-ahead")
    let series = referenceSeries("quarterly")
    for _ in 0..<20 {
      let index = 7 * 96 + random.index(below: series.carbonFree.count - 7 * 96)
      let time = series.start + index * series.intervalSeconds + random.index(below: 900)
      var other = series
      for later in other.carbonFree.indices where later > index { other.carbonFree[later] = random.unit() }
      #expect(series.features(at: time) == other.features(at: time))
    }
  }

  @Test func examplesSeeOnlyThePast() {
    let series = referenceSeries("hourly")
    var checked = 0
    series.forEachExample { example in
      guard Int(example.window.anchor.seconds) / 3600 % 61 == 0 else { return }
      checked += 1
      #expect(array(example.features.values) == series.features(at: example.window.anchor))
      let truth = (1...30).map { series.dirty(at: example.window.anchor + 3600 * $0) }
      #expect(array(example.targets.dirty) == truth)
      let normalised = array(example.targets.normalised(present: example.window.present, sigma: example.features.sigma))
      let expected = truth.map { min(8, max(-8, ($0 - example.window.present) / example.features.sigma)) }
      #expect(largestDifference(normalised, expected) < 1e-14)
    }
    #expect(checked > 10)
  }

  /// Held hourly values tell the same at every moment of the hour and at every step they are held at.
  @Test(arguments: [300, 900, 1200, 1800])
  func heldHourlyDataGiveTheSameFeatures(_ step: Int) {
    let hourly = referenceSeries("hourly")
    let held = hourly.held(atSeconds: step)
    for hour in [168, 211, 500] {
      let start = hourly.start + hour * 3600
      let expected = hourly.features(at: start)
      for second in stride(from: 0, to: 3600, by: 550) {
        #expect(hourly.features(at: start + second) == expected)
        #expect(held.features(at: start + second) == expected)
      }
    }
  }

  @Test func examplesOfHeldDataAreTheHourlyOnes() throws {
    let hourly = referenceSeries("hourly")
    var (a, b) = (RidgeTrainer(), RidgeTrainer())
    a.add(hourly)
    b.add(hourly.held(atSeconds: 300))
    // The held series ends later inside its last hour, never earlier, and has the same hours.
    #expect(a == b)
  }

  @Test func extremesStayClipped() {
    var series = referenceSeries("hourly")
    for i in series.carbonFree.indices { series.carbonFree[i] = i % 168 == 0 ? 1 : 0.2 }
    let features = series.features(at: series.start + 168 * 2 * 3600)
    #expect(features.prefix(44).allSatisfy { abs($0) <= 6 } && features[0] == 6)
    for i in series.carbonFree.indices { series.carbonFree[i] = 0.5 }
    let flat = series.features(at: series.start + 200 * 3600)
    #expect(flat.prefix(44).allSatisfy { $0 == 0 } && flat[51] == 0.5 && flat[52] == 0)
  }
}
