import Glibc
import Testing

@testable import Charting

@Suite struct DistributionTests {
  /// Against R 4.3: quantile(x, c(.25, .5, .75)), boxplot.stats with type-7 hinges.
  @Test func fiveNumbers() throws {
    let numbers = try #require(FiveNumbers([9, 1, 2, .nan, 3, 4, 30, 5, 7]))
    #expect((numbers.lowerQuartile, numbers.median, numbers.upperQuartile) == (2.75, 4.5, 7.5))
    #expect((numbers.low, numbers.high, numbers.outliers, numbers.count) == (1, 9, [30], 8))
    #expect(FiveNumbers([.nan]) == nil && FiveNumbers([]) == nil)
  }

  /// The density on the grid is the sum of kernels, evaluated directly.
  @Test func densitiesAreSumsOfKernels() {
    var sample = SampleCharts(seed: 5)
    let values = (0..<400).map { _ in sample.uniform() + sample.uniform() }.sorted()
    let mean = values.reduce(0, +) / 400
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 399).squareRoot()
    let range = (FiveNumbers.quantile(of: values, 0.75) - FiveNumbers.quantile(of: values, 0.25)) / 1.34
    let bandwidth = 0.9 * min(deviation, range) * pow(400, -0.2)
    for point in Density(values).points {
      let exact = values.reduce(0) { $0 + exp(-0.5 * pow((point.value - $1) / bandwidth, 2)) } / (400 * bandwidth * (2 * Double.pi).squareRoot())
      // Values lie between grid points: the error of a linear weight is of the second order in the step.
      #expect(abs(point.density - exact) < 2e-3 * exact + 1e-6)
    }
    #expect(Density([1, 1, 1]).points.isEmpty && Density([]).points.isEmpty)
  }

  /// Every value falls into the bin whose edges hold it, at any magnitude.
  @Test func binsHoldTheirValues() {
    var sample = SampleCharts(seed: 6)
    for _ in 0..<200 {
      let magnitude = Double(sign: .plus, exponent: Int(sample.uniform() * 200) - 100, significand: 1)
      let values = (0..<50).map { _ in (sample.uniform() - 0.5) * magnitude }
      let edges = HistogramChart.bins(of: values, count: 1 + Int(sample.uniform() * 50))
      for value in values {
        let bin = HistogramChart.bin(of: value, in: edges) ?? -1
        let tolerance = (edges[1] - edges[0]) * 1e-8
        #expect(value >= edges[bin] - tolerance && value <= edges[bin + 1] + tolerance)
      }
    }
  }

  /// Against asking of each point whether any other is as good in both and better in one.
  @Test func frontsAreNotDominated() {
    var sample = SampleCharts(seed: 7)
    for _ in 0..<200 {
      let points = (0..<12).map { _ in Observation(x: (sample.uniform() * 5).rounded(), y: (sample.uniform() * 5).rounded()) }
      for x in ScatterChart.Better.allCases {
        for y in ScatterChart.Better.allCases {
          let cost = { (point: Observation) in (x == .low ? point.x : -point.x, y == .low ? point.y : -point.y) }
          let undominated = points.filter { point in
            let mine = cost(point)
            return !points.contains { other in
              let theirs = cost(other)
              return theirs.0 <= mine.0 && theirs.1 <= mine.1 && theirs != mine
            }
          }
          let front = ScatterChart.front(of: points, (x, y))
          #expect(Set(front.map { [$0.x, $0.y] }) == Set(undominated.map { [$0.x, $0.y] }))
          #expect(zip(front, front.dropFirst()).allSatisfy { $0.x < $1.x })
        }
      }
    }
  }

  /// Against all ranges of places in which every pair is near, none inside another.
  @Test func cliquesAreTheLargest() {
    var sample = SampleCharts(seed: 8)
    for _ in 0..<200 {
      let chart = CriticalDifferenceChart(
        ChartText(title: ""), ranks: (0..<7).map { (name: "\($0)", mean: 1 + 6 * sample.uniform()) },
        criticalDifference: 3 * sample.uniform())
      let means = chart.ranks.map(\.mean)
      let near = means.indices.flatMap { a in means.indices.filter { $0 > a }.map { a...$0 } }
        .filter { means[$0.upperBound] - means[$0.lowerBound] <= chart.criticalDifference }
      let largest = near.filter { range in !near.contains { $0 != range && $0.lowerBound <= range.lowerBound && $0.upperBound >= range.upperBound } }
      #expect(chart.cliques == largest)
    }
  }
}
