import Randomness
import Testing

@testable import Statistics

struct MomentsTests {
  @Test func agreesWithExactFractions() throws {
    for reference in try Reference.all("moments") {
      let moments = sample(reference.arguments)
      #expect(close(try #require(moments.mean), reference.expected[0], 1e-15))
      #expect(close(try #require(moments.sum), reference.expected[0] * Double(moments.count), 1e-15))
      #expect(close(try #require(moments.variance), reference.expected[1], 1e-13))
      #expect(moments.minimum == reference.arguments.min() && moments.maximum == reference.arguments.max())
    }
  }

  @Test func keepsItsDigitsUnderALargeOffset() throws {
    for reference in try Reference.all("congruentialMoments") {
      var (state, moments) = (UInt32(1), Moments())
      for _ in 0..<Int(reference.arguments[1]) {
        state = state &* 1_664_525 &+ 1_013_904_223
        moments.add(reference.arguments[0] + Double(state) / 0x1p32)
      }
      #expect(close(try #require(moments.mean), reference.expected[0], 1e-15))
      #expect(close(try #require(moments.variance), reference.expected[1], 1e-12))
    }
  }

  @Test(arguments: [0, 1e6, 1e9]) func anyGroupingOfMergesGivesTheSame(offset: Double) throws {
    var stream = RandomStream(seed: 3, "moments")
    let values = (0..<3000).map { _ in offset + stream.normal() * exp10(stream.index(below: 3)) }
    let whole = sample(values)
    for _ in 0..<20 {
      var parts: [Moments] = [Moments()]
      for value in values {
        if stream.unit() < 0.02 { parts.append(Moments()) }
        parts[parts.count - 1].add(value)
      }
      while parts.count > 1 {
        let part = parts.remove(at: stream.index(below: parts.count))
        parts[stream.index(below: parts.count)].merge(part)
      }
      #expect(parts[0].count == whole.count && parts[0].minimum == whole.minimum && parts[0].maximum == whole.maximum)
      #expect(close(try #require(parts[0].mean), try #require(whole.mean), 1e-12))
      #expect(close(try #require(parts[0].variance), try #require(whole.variance), 1e-12))
    }
  }

  @Test func degenerateCasesAreDefined() {
    let none = Moments()
    #expect(none.sum == 0)
    #expect(none.mean == nil && none.variance == nil && none.minimum == nil && none.maximum == nil)
    let one = sample([4])
    #expect(one.mean == 4 && one.variance == nil && one.standardError == nil && one.minimum == 4)
    var equal = sample([0.1, 0.1, 0.1])
    equal.merge(sample([0.1, 0.1]))
    #expect(equal.mean == 0.1 && equal.variance == 0 && equal.count == 5)
    var merged = one
    merged.merge(none)
    #expect(merged == one)
    var adopted = none
    adopted.merge(one)
    #expect(adopted == one)
    for odd in [[Double.nan, 1, 2], [1, .infinity], [1e308, -1e308, 1e308]] {
      #expect(sample(odd).variance == nil && sample(odd).mean?.isNaN != true)
    }
  }

  private func exp10(_ power: Int) -> Double { [1, 10, 100][power] }
}
