import Randomness
import Testing

@testable import Statistics

struct BootstrapTests {
  /// Limits of 20,000 replicates against 400,000 of NumPy: within 3 % of the width, five Monte Carlo deviations.
  @Test func limitsAgreeByDistribution() throws {
    for reference in try Reference.all("bootstrap") {
      let clusters = clusters(reference.inputs[0], reference.inputs[1])
      let tolerance = 0.03 * (reference.expected[2] - reference.expected[1])
      for (method, place) in [(Bootstrap.Method.percentile, 1), (.biasCorrected, 3)] {
        let result = try clusters.interval(
          Bootstrap(seed: 1, name: ["test"], method: method, replicates: 20_000))
        #expect(close(result.estimate, reference.expected[0], 1e-12))
        #expect(abs(result.interval.lower - reference.expected[place]) <= tolerance)
        #expect(abs(result.interval.upper - reference.expected[place + 1]) <= tolerance)
        #expect(result.undefinedReplicates == 0)
      }
    }
  }

  /// Limits against 200,000 replicates of SciPy's, the acceleration to all digits, by leaving out units or counts.
  @Test func acceleratedLimitsAreSciPys() throws {
    for (reference, limits) in zip(try Reference.all("acceleration"), try Reference.all("bca")) {
      let sums = clusters(reference.inputs[0], reference.inputs[1])
      let bootstrap = Bootstrap(seed: 1, name: ["test"], method: .biasCorrectedAccelerated, replicates: 20_000)
      let interval = try sums.interval(bootstrap).interval
      let width = limits.expected[1] - limits.expected[0]
      #expect(abs(interval.lower - limits.expected[0]) <= 0.03 * width)
      #expect(abs(interval.upper - limits.expected[1]) <= 0.05 * width)  // a rarer quantile, as it is skewed
      let (a, b) = (reference.inputs[0], reference.inputs[1])
      let acceleration = try Bootstrap.acceleration(units: a.count) { unit in
        (a.reduce(0, +) - a[unit]) / (b.reduce(0, +) - b[unit])
      }
      #expect(close(acceleration, reference.expected[0]))
      let general = try bootstrap.interval(units: a.count) { counts in
        zip(a, counts).reduce(0) { $0 + $1.0 * Double($1.1) } / zip(b, counts).reduce(0) { $0 + $1.0 * Double($1.1) }
      }
      #expect(close(general.interval.lower, interval.lower) && close(general.interval.upper, interval.upper))
    }
  }

  @Test func clusterIntervalCoversARatioOfSums() throws {
    var (stream, covered, narrow) = (RandomStream(seed: 8, "coverage"), 0, 0)
    for trial in 0..<150 {
      var (whole, single) = (RatioOfSums(), RatioOfSums())
      for _ in 0..<20 {
        let cluster = whole.openCluster()
        let effect = stream.normal()
        for _ in 0..<6 {
          let b = stream.uniform(in: 1...3)
          let a = 2 * b + effect + 0.3 * stream.normal()
          whole.add(numerator: a, denominator: b, cluster: cluster)
          single.add(numerator: a, denominator: b, cluster: single.openCluster())
        }
      }
      let bootstrap = Bootstrap(seed: 9, name: ["coverage", String(trial)], confidence: 0.9, replicates: 200)
      let interval = try whole.interval(bootstrap).interval
      if interval.lower <= 2, interval.upper >= 2 { covered += 1 }
      if trial < 20 {
        let naive = try single.interval(bootstrap).interval
        if naive.upper - naive.lower < 0.7 * (interval.upper - interval.lower) { narrow += 1 }
      }
    }
    #expect((120...146).contains(covered), "\(covered) of 150 at 90 %")
    #expect(narrow >= 18, "values of one cluster taken for independent give too narrow an interval")
  }

  @Test func anyStatisticOfCountsWillDo() throws {
    let values = [3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]
    let bootstrap = Bootstrap(seed: 10, name: ["mean"], replicates: 300)
    let mean = try bootstrap.interval(units: values.count) { counts in
      #expect(counts.reduce(0, +) == UInt32(values.count))
      return zip(values, counts).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(values.count)
    }
    let ratio = try clusters(values, values.map { _ in 1 }).interval(bootstrap)
    #expect(close(mean.interval.lower, ratio.interval.lower, 1e-14))
    #expect(close(mean.interval.upper, ratio.interval.upper, 1e-14))
    let again = try clusters(values, values.map { _ in 1 }).interval(bootstrap)
    #expect(again == ratio)
    let other = try clusters(values, values.map { _ in 1 })
      .interval(Bootstrap(seed: 11, name: ["mean"], replicates: 300))
    #expect(other != ratio && other.estimate == ratio.estimate)
  }

  @Test func degenerateCasesSayWhy() throws {
    let bootstrap = Bootstrap(seed: 1, name: [], replicates: 50)
    #expect(throws: Undefined.noValues) { try RatioOfSums().interval(bootstrap) }
    #expect(throws: Undefined.singleCluster) { try clusters([1], [2]).interval(bootstrap) }
    #expect(throws: Undefined.zeroDenominator) { try clusters([1, 2], [0, 0]).interval(bootstrap) }
    #expect(clusters([1, 2], [1, -1]).value == nil && RatioOfSums().value == nil)
    let equal = try clusters([2, 2, 2], [4, 4, 4]).interval(bootstrap)
    #expect(equal.estimate == 0.5 && equal.interval == Interval(lower: 0.5, upper: 0.5))
    let accelerated = Bootstrap(seed: 1, name: [], method: .biasCorrectedAccelerated, replicates: 50)
    #expect(try clusters([2, 2, 2], [4, 4, 4]).interval(accelerated) == equal)
    #expect(throws: Undefined.zeroDenominator) { try clusters([1, 2], [0, 1]).interval(accelerated) }
    let sometimes = try clusters([1, 2], [0, 1]).interval(bootstrap)
    #expect(sometimes.undefinedReplicates > 0 && sometimes.undefinedReplicates < 50)
  }

  private func clusters(_ numerators: [Double], _ denominators: [Double]) -> RatioOfSums {
    var sums = RatioOfSums()
    for (numerator, denominator) in zip(numerators, denominators) {
      sums.add(numerator: numerator, denominator: denominator, cluster: sums.openCluster())
    }
    return sums
  }
}
