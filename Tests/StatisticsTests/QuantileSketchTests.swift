import Randomness
import Testing

@testable import Statistics

struct QuantileSketchTests {
  @Test func exactQuantilesAreNumPys() throws {
    for reference in try Reference.all("quantiles") {
      let sketch = filled(reference.inputs[0])
      #expect(sketch.isExact && sketch.rankErrorBound == 0)
      for (value, expected) in zip(try #require(sketch.quantiles(reference.inputs[1])), reference.expected) {
        #expect(close(value, expected, 1e-14))
      }
    }
  }

  @Test func orderDoesNotMatterWhileExact() {
    var stream = RandomStream(seed: 4, "order")
    let values = (0..<500).map { _ in stream.normal() } + [0, -0.0]
    let shuffled = values.shuffled(using: &stream)
    var shuffledHalves = QuantileSketch()
    shuffledHalves.merge(filled(Array(shuffled[..<200])))
    shuffledHalves.merge(filled(Array(shuffled[200...])))
    let probabilities = (0...100).map { Double($0) / 100 }
    #expect(filled(values).quantiles(probabilities) == shuffledHalves.quantiles(probabilities))
    #expect(shuffledHalves.isExact)
  }

  @Test func staysExactUpToItsCapacity() {
    var sketch = filled((0..<64).map(Double.init), capacity: 64)
    #expect(sketch.isExact && sketch.quantile(0.5) == 31.5)
    sketch.add(64)
    #expect(!sketch.isExact && sketch.rankErrorBound == 1)
  }

  @Test(arguments: ["random", "ascending", "descending", "organ pipe", "few values"])
  func errorStaysWithinTheBound(order: String) {
    var stream = RandomStream(seed: 5, "bound", order)
    let n = 20_000
    let values: [Double] = (0..<n).map { index in
      switch order {
      case "ascending": Double(index)
      case "descending": Double(-index)
      case "organ pipe": Double(min(index, n - index))
      case "few values": Double(stream.index(below: 5))
      default: stream.normal()
      }
    }
    check(filled(values, capacity: 64), against: values, halved: true)
    var parts = stride(from: 0, to: n, by: 700).map { filled(Array(values[$0..<min($0 + 700, n)]), capacity: 64) }
    while parts.count > 1 {
      let part = parts.remove(at: stream.index(below: parts.count))
      parts[stream.index(below: parts.count)].merge(part)
    }
    check(parts[0], against: values, halved: false)
  }

  @Test func aLongStreamIsGoodToAThousandth() throws {
    var (stream, sketch) = (RandomStream(seed: 6, "long"), QuantileSketch())
    var values = ContiguousArray<Double>()
    for _ in 0..<100_000 { values.append(stream.unit()) }
    for _ in 0..<3 { for value in values { sketch.add(value) } }
    #expect(sketch.count == 300_000 && sketch.rankErrorBound <= 300)
    #expect(sketch.levels.allSatisfy { $0.count <= sketch.capacity })
    values.sort()
    for probability in [0.05, 0.25, 0.5, 0.75, 0.95] {
      let quantile = try #require(sketch.quantile(probability))
      let rank = values.firstIndex { $0 >= quantile } ?? 0
      #expect(abs(Double(rank) / 100_000 - probability) <= 0.001)
    }
  }

  @Test func degenerateCasesAreDefined() {
    #expect(QuantileSketch().quantiles([0.5]) == nil)
    let one = filled([3])
    #expect(one.quantiles([0, 0.5, 1, -1, 2, .nan]) == [3, 3, 3, 3, 3, 3])
    #expect(filled([-1.7e308, 1.7e308]).quantile(0.5) == 0)
    #expect(QuantileSketch(capacity: -3).capacity == 2 && QuantileSketch(capacity: 5).capacity == 6)
  }

  /// The value for place h stands between places h − bound and h + bound + 1 of the sorted values, and weights add up.
  private func check(_ sketch: QuantileSketch, against values: [Double], halved: Bool) {
    let n = values.count
    let sorted = values.sorted()
    let heights = (n / sketch.capacity).bitWidth - (n / sketch.capacity).leadingZeroBitCount
    #expect(sketch.count == n)
    #expect(sketch.levels.enumerated().reduce(0) { $0 + $1.element.count << $1.offset } == n)
    #expect(sketch.rankErrorBound * sketch.capacity <= n * heights)
    if halved { #expect(sketch.rankErrorBound * sketch.capacity * 10 <= n * heights * 6) }
    let probabilities = (0...1000).map { Double($0) / 1000 }
    for (probability, value) in zip(probabilities, sketch.quantiles(probabilities) ?? []) {
      let place = Int(probability * Double(n - 1))
      #expect(value >= sorted[max(0, place - sketch.rankErrorBound)])
      #expect(value <= sorted[min(n - 1, place + 1 + sketch.rankErrorBound)])
    }
    #expect(sketch.quantile(0) == sorted[0] && sketch.quantile(1) == sorted[n - 1])
  }

  private func filled(_ values: [Double], capacity: Int = 4096) -> QuantileSketch {
    var sketch = QuantileSketch(capacity: capacity)
    for value in values { sketch.add(value) }
    return sketch
  }
}
