import Randomness
import Testing

@testable import Statistics

/// Values near the ends of doubles, values of very different sizes, and decimals that are equal on paper alone.
struct ExtremesTests {
  typealias Points = ContiguousArray<(x: Double, y: Double)>

  @Test func trendsAgreeWithSciPyAndExactSlopes() throws {
    for reference in try Reference.all("extremeTrend") {
      let trend = try MonotoneTrend(Points(zip(reference.inputs[0], reference.inputs[1]).map { (x: $0, y: $1) }))
      for (value, expected) in zip([trend.test().statistic, trend.test().p, try trend.slope()], reference.expected) {
        #expect(close(value, expected, 1e-12), "\(reference.inputs): \(value) for \(expected)")
      }
    }
  }

  @Test func correlationsAgreeWithSciPy() throws {
    for reference in try Reference.all("extremeCorrelation") {
      var comoments = Comoments()
      for (x, y) in zip(reference.inputs[0], reference.inputs[1]) { comoments.add(x, y) }
      let interval = try comoments.correlationInterval(confidence: 0.9)
      let values = [try comoments.correlation(), try comoments.correlationTest().p, interval.lower, interval.upper]
      for (value, expected) in zip(values, reference.expected) { #expect(close(value, expected), "\(reference.inputs): \(value)") }
    }
  }

  @Test func deviationsAndShapesAgreeWithSciPy() throws {
    for reference in try Reference.all("extremeDeviation") {
      let deviation = try #require(sample(reference.inputs[0]).standardDeviation)
      #expect(abs(deviation - reference.expected[0]) <= max(1e-15 * deviation, 5e-324), "\(reference.inputs): \(deviation)")
    }
    for reference in try Reference.all("extremeShape") {
      var shape = ShapeMoments()
      for value in reference.inputs[0] { shape.add(value) }
      #expect(close(try shape.skewness(), reference.expected[0]), "\(reference.inputs)")
      #expect(close(try shape.excessKurtosis(), reference.expected[1]), "\(reference.inputs)")
    }
  }

  /// Whatever comes first, and however the stream is cut: a deviation may outweigh all before it, or nothing.
  @Test func sizesMixInAnyOrderAndGrouping() throws {
    var stream = RandomStream(seed: 31, "extremes")
    for exponents in [[-300, -300], [-200, 150], [0, 160], [-170, 0, 170], [-300, 0, 300]] {
      var pairs = Points()
      for exponent in exponents {
        let unit = Double(sign: .plus, exponent: exponent * 10 / 3, significand: 1)
        for _ in 0..<20 { pairs.append((x: unit * stream.normal(), y: unit * stream.normal())) }
      }
      var results: [[Double]] = []
      for _ in 0..<20 {
        let cut = stream.index(below: pairs.count)
        var parts = [(Moments(), ShapeMoments(), Comoments()), (Moments(), ShapeMoments(), Comoments())]
        for (index, pair) in pairs.shuffled(using: &stream).enumerated() {
          let part = index < cut ? 0 : 1
          parts[part].0.add(pair.x)
          parts[part].1.add(pair.x)
          parts[part].2.add(pair.x, pair.y)
        }
        parts[0].0.merge(parts[1].0)
        parts[0].1.merge(parts[1].1)
        parts[0].2.merge(parts[1].2)
        results.append([
          try #require(parts[0].0.standardDeviation), try parts[0].1.skewness(), try parts[0].1.excessKurtosis(),
          try parts[0].2.correlation(),
        ])
      }
      for result in results { for (a, b) in zip(result, results[0]) { #expect(close(a, b, 1e-9), "\(exponents): \(a), \(b)") } }
    }
  }

  @Test func signedRanksOfDecimalsAreThoseOnPaper() throws {
    for reference in try Reference.all("decimalPairs") {
      let test = try paired(reference.inputs[0], reference.inputs[1]).wilcoxonTest()
      #expect(close(test.statistic, reference.expected[0]) && close(test.p, reference.expected[1]), "\(reference.inputs): \(test)")
    }
  }

  /// Of decimals the same as of the whole numbers they are tenths of; numbers that differ by more than rounding stay apart.
  @Test func differencesThatRoundingMakesAreNone() throws {
    let (a, b) = ([0.3, 0.4, 0.7, 1.1], [0.1, 0.2, 0.5, 0.9])
    #expect(throws: Undefined.equalButForRounding) { try paired(a, b).studentTest() }
    #expect(throws: Undefined.equalButForRounding) { try paired(a, b).standardizedMeanDifference() }
    #expect(throws: Undefined.equalValues) { try paired([3, 4, 7], [1, 2, 5]).studentTest() }
    #expect(try paired([1e15 + 1, 1e15 + 3, 5], [1e15, 1e15, 1]).wilcoxonTest().isTied == false)
    #expect(try paired([1e17, 3, 4], [1e17, 1, 1]).studentTest().statistic > 0)
    #expect(try paired([1e-12, 3e-12, 4e-12], [0, 1e-12, 1e-12]).studentTest().p < 0.1)
  }

  /// Small lattices, as success rates are: tenths have a tenth of the interval, to rounding.
  @Test func bootstrapOfALatticeDoesNotHangOnTheUnit() throws {
    var stream = RandomStream(seed: 32, "extremes")
    for trial in 0..<60 {
      let whole = (0..<(3 + trial % 6)).map { _ in Double(stream.index(below: 8)) }
      for method in [Bootstrap.Method.biasCorrected, .biasCorrectedAccelerated] {
        let bootstrap = Bootstrap(seed: 5, name: ["lattice"], method: method)
        let intervals = try [1.0, 10, 1000, 3, 7].map { divisor in
          let interval = try ratio(whole.map { $0 / divisor }).interval(bootstrap).interval
          return [interval.lower * divisor, interval.upper * divisor]
        }
        for interval in intervals {
          for (a, b) in zip(interval, intervals[0]) { #expect(abs(a - b) < 1e-12, "\(whole): \(intervals)") }
        }
      }
    }
  }

  @Test func sumsInClustersAreCompensated() {
    var ratio = RatioOfSums()
    _ = ratio.openCluster()
    _ = ratio.openCluster()
    for (index, value) in [1e16, 1, -1e16, 1].enumerated() { ratio.add(numerator: value, denominator: 1, cluster: index / 2) }
    #expect(ratio.value == 0.5)
    var one = RatioOfSums()
    _ = one.openCluster()
    for value in [1e16, 1, -1e16, 1] { one.add(numerator: 1, denominator: value, cluster: 0) }
    #expect(one.value == 2)
  }

  private func ratio(_ values: [Double]) -> RatioOfSums {
    var ratio = RatioOfSums()
    for value in values { ratio.add(numerator: value, denominator: 1, cluster: ratio.openCluster()) }
    return ratio
  }

  private func paired(_ a: [Double], _ b: [Double]) -> PairedSample {
    var sample = PairedSample()
    for (a, b) in zip(a, b) { sample.add(a, b) }
    return sample
  }
}
