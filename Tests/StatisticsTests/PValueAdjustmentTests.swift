import Randomness
import Testing

@testable import Statistics

struct PValueAdjustmentTests {
  @Test(arguments: [("holm", PValueAdjustment.holm), ("benjaminiHochberg", .benjaminiHochberg)])
  func agreesWithStatsmodels(name: String, adjustment: PValueAdjustment) throws {
    for reference in try Reference.all(name) {
      for (value, expected) in zip(adjustment.adjusted(reference.arguments), reference.expected) {
        #expect(close(value, expected, 1e-14))
      }
    }
  }

  @Test func holmStepsDown() {
    #expect(PValueAdjustment.holm.adjusted([]) == [] && PValueAdjustment.holm.adjusted([0.4]) == [0.4])
    // Sorted .005, .01, .03, .04 times 4, 3, 2, 1, made monotone.
    let adjusted = PValueAdjustment.holm.adjusted([0.01, 0.04, 0.03, 0.005])
    for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) { #expect(close(value, expected, 1e-15)) }
    #expect(PValueAdjustment.holm.adjusted([0.9, 0.8, 0.8]) == [1, 1, 1])
  }

  @Test func orderIsKeptAndNothingGetsSmaller() {
    var stream = RandomStream(seed: 21, "adjustment")
    for _ in 0..<50 {
      let p = (0..<20).map { _ in stream.unit() * stream.unit() }
      let order = p.indices.shuffled(using: &stream)
      for adjustment in [PValueAdjustment.holm, .benjaminiHochberg] {
        let adjusted = adjustment.adjusted(p)
        #expect(zip(p, adjusted).allSatisfy { $0 <= $1 && $1 <= 1 })
        #expect(adjustment.adjusted(order.map { p[$0] }) == order.map { adjusted[$0] })
      }
      #expect(zip(PValueAdjustment.benjaminiHochberg.adjusted(p), PValueAdjustment.holm.adjusted(p)).allSatisfy(<=))
    }
  }
}
