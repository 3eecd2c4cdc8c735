import Randomness
import Testing

@testable import Statistics

struct HistogramTests {
  @Test func countsAreNumPys() throws {
    for reference in try Reference.all("histogram") {
      let histogram = try filled(reference.inputs[0], reference.inputs[1])
      let counts = histogram.counts + [histogram.below, histogram.above]
      #expect(counts.map(Double.init) == reference.expected)
    }
  }

  @Test func everyValueIsCountedOnceWhereverItIsMerged() throws {
    var stream = RandomStream(seed: 25, "histogram")
    let values = (0..<500).map { _ in (4 * stream.normal()).rounded() } + [-.infinity, .infinity]
    let edges: [Double] = [-3, -1, 0, 0.5, 4]
    let whole = try filled(values, edges)
    #expect(whole.counts.reduce(whole.below + whole.above, +) == values.count)
    #expect(whole.counts[3] == values.count { $0 >= 0.5 && $0 <= 4 } && whole.counts[0] == values.count { $0 >= -3 && $0 < -1 })
    var merged = try filled(Array(values[300...]), edges)
    merged.merge(try filled(Array(values[..<300]), edges))
    #expect(merged == whole)
  }

  @Test func edgesThatAreNoneAreRefused() {
    for edges in [[], [1], [1, 1], [2, 1], [0, .nan], [0, .infinity]] { #expect(Histogram(edges: edges) == nil) }
  }

  @Test func outliersAreThoseBeyondTukeysFences() throws {
    for reference in try Reference.all("outliers") {
      var sketch = QuantileSketch()
      for value in reference.arguments { sketch.add(value) }
      let outliers = try #require(sketch.outliers())
      #expect([Double(outliers.low), Double(outliers.high)] == reference.expected)
    }
    #expect(QuantileSketch().outliers() == nil)
  }

  @Test func countsOfASketchStayWithinItsBound() {
    var (stream, sketch) = (RandomStream(seed: 26, "counts"), QuantileSketch(capacity: 64))
    let values = (0..<5000).map { _ in stream.normal() }
    for value in values { sketch.add(value) }
    for threshold in stride(from: -3.0, through: 3, by: 0.25) {
      let exact = values.count { $0 <= threshold }
      #expect(abs(sketch.count(atMost: threshold) - exact) <= sketch.rankErrorBound)
    }
    #expect(sketch.count(atMost: -.infinity) == 0)
  }

  private func filled(_ values: [Double], _ edges: [Double]) throws -> Histogram {
    var histogram = try #require(Histogram(edges: edges))
    for value in values { histogram.add(value) }
    return histogram
  }
}
