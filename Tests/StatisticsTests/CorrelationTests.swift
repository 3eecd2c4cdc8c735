import Randomness
import Testing

@testable import Statistics

typealias Points = ContiguousArray<(x: Double, y: Double)>

struct CorrelationTests {
  @Test func agreesWithSciPy() throws {
    for reference in try Reference.all("correlation") {
      let points = points(reference.inputs[0], reference.inputs[1])
      let (pearson, ranks) = (comoments(points), Comoments(ranksOf: points))
      let interval = try pearson.correlationInterval(confidence: 0.9)
      let values = [
        try pearson.correlation(), try pearson.correlationTest().p, interval.lower, interval.upper,
        try ranks.correlation(), try ranks.correlationTest().p,
      ]
      for (value, expected) in zip(values, reference.expected) {
        #expect(close(value, expected), "\(points.count) points: \(value) for \(expected)")
      }
    }
  }

  @Test func anyGroupingOfMergesGivesTheSame() throws {
    var stream = RandomStream(seed: 27, "comoments")
    let points = Points((0..<1000).map { _ in
      let x = 1e6 + stream.normal()
      return (x: x, y: 0.1 * x + stream.normal())
    })
    let whole = comoments(points)
    for cut in [1, 500, 999] {
      var parts = comoments(Points(points[cut...]))
      parts.merge(comoments(Points(points[..<cut])))
      #expect(parts.count == whole.count)
      #expect(close(try parts.correlation(), try whole.correlation(), 1e-9))
    }
  }

  @Test func ranksSeeOnlyTheOrder() throws {
    var stream = RandomStream(seed: 28, "ranks")
    let points = Points((0..<100).map { _ in (x: stream.normal(), y: stream.normal()) })
    let bent = Points(points.map { (x: $0.x * $0.x * $0.x, y: -$0.y) })
    #expect(close(try Comoments(ranksOf: points).correlation(), -(try Comoments(ranksOf: bent).correlation()), 1e-12))
    #expect(try comoments(Points(points.map { (x: $0.x, y: 2 - 3 * $0.x) })).correlation() == -1)
  }

  @Test func degenerateCasesSayWhy() throws {
    #expect(throws: Undefined.noValues) { try Comoments().correlation() }
    #expect(throws: Undefined.singleValue) { try comoments([(1, 2)]).correlation() }
    #expect(throws: Undefined.equalValues) { try comoments([(1, 2), (1, 3)]).correlation() }
    #expect(throws: Undefined.fewerValues(than: 3)) { try comoments([(1, 2), (2, 3)]).correlationTest() }
    #expect(throws: Undefined.fewerValues(than: 4)) {
      try comoments([(1, 2), (2, 3), (3, 1)]).correlationInterval(confidence: 0.9)
    }
    #expect(throws: Undefined.notFinite) { try comoments([(1.7e308, 2), (-1.7e308, 3)]).correlation() }
    #expect(try comoments([(1, 1), (2, 2), (3, 3), (5, 5)]).correlationTest().p == 0)
  }

  private func comoments(_ points: Points) -> Comoments {
    var comoments = Comoments()
    for point in points { comoments.add(point.x, point.y) }
    return comoments
  }
}

func points(_ x: [Double], _ y: [Double]) -> Points { Points(zip(x, y).map { (x: $0, y: $1) }) }
