import Randomness
import Testing

@testable import Statistics

struct IntervalTests {
  @Test func studentIntervalIsSciPys() throws {
    for reference in try Reference.all("studentInterval") {
      let interval = try sample(reference.inputs[0]).studentInterval(confidence: reference.inputs[1][0])
      #expect(close(interval.lower, reference.expected[0]) && close(interval.upper, reference.expected[1]))
    }
  }

  @Test func wilsonIntervalIsSciPys() throws {
    for reference in try Reference.all("wilson") {
      let (successes, trials) = (reference.arguments[0], reference.arguments[1])
      let interval = try Interval.wilson(successes, of: trials, confidence: reference.arguments[2])
      #expect(close(interval.lower, reference.expected[0]) && close(interval.upper, reference.expected[1]))
    }
  }

  @Test func degenerateCasesSayWhy() throws {
    #expect(throws: Undefined.noValues) { try Moments().studentInterval(confidence: 0.95) }
    #expect(throws: Undefined.singleValue) { try sample([1]).studentInterval(confidence: 0.95) }
    #expect(throws: Undefined.notFinite) { try sample([1e308, -1e308]).studentInterval(confidence: 0.95) }
    #expect(try sample([0.1, 0.1, 0.1]).studentInterval(confidence: 0.95) == Interval(lower: 0.1, upper: 0.1))
    #expect(throws: Undefined.noValues) { try Interval.wilson(0, of: 0, confidence: 0.95) }
    for (successes, trials) in [(4.0, 3.0), (-1, 3), (0.5, 3), (1, 2.5), (1, .infinity), (.nan, 3), (1, -3)] {
      #expect(throws: Undefined.noRate) { try Interval.wilson(successes, of: trials, confidence: 0.95) }
    }
    #expect(try Interval.wilson(0, of: 3, confidence: 0.95).lower == 0)
    #expect(try Interval.wilson(3, of: 3, confidence: 0.95).upper == 1)
  }

  @Test func studentIntervalCoversTheMean() throws {
    var (stream, covered) = (RandomStream(seed: 7, "coverage"), 0)
    for _ in 0..<1000 {
      let interval = try sample((0..<6).map { _ in stream.normal() }).studentInterval(confidence: 0.9)
      if interval.lower <= 0, interval.upper >= 0 { covered += 1 }
    }
    #expect((870...930).contains(covered))
  }
}
