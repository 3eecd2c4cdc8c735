import Testing

@testable import Camera

struct RegretTests {
  private let weights = RewardWeights(success: 20, smallMiss: 5, largeMiss: 8, dirtyMilliwattHour: 7)

  @Test func normalisesByNaive() {
    let regret = Regret(credited: 900, naiveCredited: 600, bound: 1000, gap: 1, tasks: 100, weights: weights)
    #expect(regret.regret == 100 && regret.normalised == 0.25 && regret.reason == nil)
  }

  @Test func isNotNormalisedByAlmostNothing() {
    let gap = Regret(credited: 900, naiveCredited: 600, bound: 1000, gap: 4.01, tasks: 100, weights: weights)
    #expect(gap.regret == 100 && gap.normalised == nil && gap.reason?.contains("gaps") == true)
    let small = Regret(credited: 999, naiveCredited: 997.3, bound: 1000, gap: 0, tasks: 100, weights: weights)
    #expect(small.normalised == nil && small.reason?.contains("thousandth") == true)
  }

  @Test func creditIsLinearBetweenLevels() throws {
    let credit = try TerminalCredit(batteryWh: [0, 1, 3], value: [0, 10, 14])
    #expect([-1, 0, 0.25, 1, 2, 3, 9].map { credit.value(at: $0) } == [0, 0, 2.5, 10, 12, 14, 14])
    let broken: [([Double], [Double])] = [
      ([0, 1], [0]), ([], []), ([1, 0], [0, 1]), ([0, 0], [0, 1]), ([0, 1], [0, .nan]),
    ]
    for (levels, values) in broken {
      #expect(throws: InvalidSetup.self) { try TerminalCredit(batteryWh: levels, value: values) }
    }
  }
}
