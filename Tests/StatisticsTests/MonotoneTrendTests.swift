import Randomness
import Testing

@testable import Statistics

struct MonotoneTrendTests {
  @Test func agreesWithSciPy() throws {
    for reference in try Reference.all("trend") {
      let trend = try MonotoneTrend(points(reference.inputs[0], reference.inputs[1]))
      let (test, interval) = (trend.test(), try trend.slopeInterval(confidence: 0.9))
      let values = [test.statistic, test.p, try trend.slope(), interval.lower, interval.upper]
      for (value, expected) in zip(values, reference.expected) {
        #expect(close(value, expected) || abs(value - expected) < 1e-15, "\(trend.count) points: \(value) for \(expected)")
      }
    }
  }

  /// Against all pairs of points, ties included.
  @Test func countsAndSlopesAreThoseOfAllPairs() throws {
    var stream = RandomStream(seed: 29, "trend")
    for n in 2...40 {
      let points = Points((0..<n).map { _ in (x: Double(stream.index(below: 9)), y: Double(stream.index(below: 7)) / 3) })
      var (slopes, excess) = ([Double](), 0)
      for j in points.indices {
        for i in 0..<j where points[i].x != points[j].x {
          slopes.append((points[j].y - points[i].y) / (points[j].x - points[i].x))
          excess += slopes[slopes.count - 1] > 0 ? 1 : slopes[slopes.count - 1] < 0 ? -1 : 0
        }
      }
      guard let trend = try? MonotoneTrend(points) else { continue }
      slopes.sort()
      let middle = (slopes[(slopes.count - 1) / 2] + slopes[slopes.count / 2]) / 2
      let slope = try trend.slope()
      #expect(abs(slope - middle) <= 1e-15 * abs(middle), "\(n): \(slope) for \(middle)")
      if let interval = try? trend.slopeInterval(confidence: 0.95) {
        let rounding = 1e-14 * abs(middle)
        #expect(interval.lower <= slope + rounding && slope <= interval.upper + rounding)
      }
      #expect(trend.test().statistic.sign == (excess < 0 ? .minus : .plus))
    }
  }

  @Test func orderOfThePointsAndScalesDoNotMatter() throws {
    var stream = RandomStream(seed: 30, "trend")
    let points = Points((0..<60).map { _ in (x: Double(stream.index(below: 20)), y: stream.normal()) })
    let (trend, shuffled) = (try MonotoneTrend(points), try MonotoneTrend(Points(points.shuffled(using: &stream))))
    #expect(trend.test() == shuffled.test())
    #expect(close(try trend.slope(), try shuffled.slope(), 1e-12))
    let scaled = try MonotoneTrend(Points(points.map { (x: 100 + 2 * $0.x, y: 5 - 3 * $0.y) }))
    #expect(scaled.test().p == trend.test().p && scaled.test().statistic == -trend.test().statistic)
    #expect(close(try scaled.slope(), -1.5 * (try trend.slope()), 1e-12))
  }

  @Test func degenerateCasesSayWhy() throws {
    #expect(throws: Undefined.noValues) { try MonotoneTrend([]) }
    #expect(throws: Undefined.singleValue) { try MonotoneTrend([(1, 2)]) }
    #expect(throws: Undefined.equalValues) { try MonotoneTrend([(1, 2), (1, 3)]) }
    #expect(throws: Undefined.equalValues) { try MonotoneTrend([(1, 2), (2, 2)]) }
    #expect(throws: Undefined.notFinite) { try MonotoneTrend([(1, .infinity), (2, 2)]) }
    #expect(throws: Undefined.notFinite) { try MonotoneTrend([(0, 1e200), (1e-200, 2)]).slope() }
    #expect(try MonotoneTrend([(0, 1e200), (1e-200, 2), (1, 3)]).slope() == -1e200)
    let tied = try MonotoneTrend(Points((0..<40).map { (x: $0 < 20 ? 0 : 1, y: $0 == 39 ? 1 : 0) }))
    #expect(throws: Undefined.tooManyTies) { try tied.slopeInterval(confidence: 0.95) }
    #expect(try tied.slope() == 0 && tied.test().p > 0.3)
    let two = try MonotoneTrend([(1, 2), (2, 5)])
    #expect(two.test() == TestResult(statistic: 1, p: 1))
    #expect(try two.slopeInterval(confidence: 0.95) == Interval(lower: 3, upper: 3))
  }
}
