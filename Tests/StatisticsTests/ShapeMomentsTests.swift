import Randomness
import Testing

@testable import Statistics

struct ShapeMomentsTests {
  @Test func agreesWithSciPy() throws {
    for reference in try Reference.all("shape") {
      let shape = shape(reference.arguments)
      let test = try shape.normalityTest()
      let values = [try shape.skewness(), try shape.excessKurtosis(), test.statistic, test.p]
      for (value, expected) in zip(values, reference.expected) { #expect(close(value, expected), "\(value) for \(expected)") }
    }
  }

  @Test func anyGroupingOfMergesGivesTheSame() throws {
    var stream = RandomStream(seed: 22, "shape")
    let values = (0..<2000).map { _ in 1000 + stream.normal() * stream.unit() }
    let whole = shape(values)
    for _ in 0..<10 {
      var parts = [ShapeMoments()]
      for value in values {
        if stream.unit() < 0.02 { parts.append(ShapeMoments()) }
        parts[parts.count - 1].add(value)
      }
      while parts.count > 1 {
        let part = parts.remove(at: stream.index(below: parts.count))
        parts[stream.index(below: parts.count)].merge(part)
      }
      #expect(parts[0].count == whole.count)
      #expect(abs(try parts[0].skewness() - whole.skewness()) < 1e-9)
      #expect(close(try parts[0].excessKurtosis(), try whole.excessKurtosis(), 1e-8))
    }
  }

  @Test func placeAndScaleDoNotMatterButSidesDo() throws {
    var stream = RandomStream(seed: 23, "shape")
    let values = (0..<100).map { _ in stream.normal() * stream.normal() }
    let (plain, moved) = (shape(values), shape(values.map { 7 - 3 * $0 }))
    #expect(close(try moved.skewness(), -(try plain.skewness()), 1e-9))
    #expect(close(try moved.excessKurtosis(), try plain.excessKurtosis(), 1e-9))
  }

  /// One normal sample in twenty is rejected at 5 %, and most of products of normal values.
  @Test func theLevelIsRightAndThePowerThere() throws {
    var (stream, normal, heavy) = (RandomStream(seed: 24, "level"), 0, 0)
    for _ in 0..<1000 {
      if try shape((0..<50).map { _ in stream.normal() }).normalityTest().p < 0.05 { normal += 1 }
      if try shape((0..<50).map { _ in stream.normal() * stream.normal() }).normalityTest().p < 0.05 { heavy += 1 }
    }
    #expect((30...75).contains(normal), "\(normal) of 1000 at 5 %")
    #expect(heavy > 700, "\(heavy) of 1000")
  }

  @Test func degenerateCasesSayWhy() {
    #expect(throws: Undefined.noValues) { try ShapeMoments().skewness() }
    #expect(throws: Undefined.singleValue) { try shape([1]).excessKurtosis() }
    #expect(throws: Undefined.equalValues) { try shape([0.1, 0.1, 0.1]).skewness() }
    #expect(throws: Undefined.fewerValues(than: 20)) { try shape([1, 2, 4]).normalityTest() }
    #expect(throws: Undefined.notFinite) { try shape([1.7e308, -1.7e308]).skewness() }
    #expect(throws: Undefined.notFinite) { try shape([.nan, 1]).skewness() }
  }

  private func shape(_ values: [Double]) -> ShapeMoments {
    var shape = ShapeMoments()
    for value in values { shape.add(value) }
    return shape
  }
}
