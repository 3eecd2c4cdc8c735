import Randomness
import Testing

@testable import Statistics

struct FriedmanRanksTests {
  @Test func agreesWithSciPyAndPosthocs() throws {
    for reference in try Reference.all("friedman") {
      let k = Int(reference.inputs[1][0])
      let ranks = ranks(reference.inputs[0], k)
      let test = try ranks.test()
      let nemenyi = try ranks.nemenyiP(ranks.meanRanks[0] - ranks.meanRanks[k - 1])
      let values = [test.statistic, test.p, try ranks.criticalDifference(confidence: 0.95)]
      for (value, expected) in zip(values + ranks.meanRanks, reference.expected[..<3] + reference.expected[4...]) {
        #expect(close(value, expected), "\(k) contenders: \(value) for \(expected)")
      }
      #expect(abs(nemenyi - reference.expected[3]) < 1e-9)
    }
  }

  @Test(arguments: ["rangeTail", "rangeQuantile"]) func rangeIsThatOfMpmath(name: String) throws {
    for reference in try Reference.all(name) {
      let range = NormalRange(count: Int(reference.arguments[1]))
      let value =
        name == "rangeTail" ? range.tail(reference.arguments[0]) : range.upperTailQuantile(reference.arguments[0])
      #expect(close(value, reference.expected[0], 1e-11), "\(reference.arguments): \(value) for \(reference.expected[0])")
    }
  }

  @Test func rangeOfTwoIsANormalDifference() {
    for q in [1e-9, 0.3, 4, 20, 50] {
      #expect(close(NormalRange(count: 2).tail(q), StandardNormal().twoSidedP(q / 2.0.squareRoot()), 1e-12))
    }
    #expect(NormalRange(count: 5).tail(0) == 1 && NormalRange(count: 5).tail(.infinity) == 0)
    #expect(NormalRange(count: 3).upperTailQuantile(1) == 0 && NormalRange(count: 3).upperTailQuantile(0) == .infinity)
    for p in [1e-300, 1e-9, 0.5, 1 - 1e-9] {
      #expect(close(NormalRange(count: 3).tail(NormalRange(count: 3).upperTailQuantile(p)), p, 1e-9))
    }
  }

  @Test func contendersAndBlocksMayBeShuffledAndMerged() throws {
    var stream = RandomStream(seed: 31, "friedman")
    let blocks = (0..<30).map { _ in ContiguousArray((0..<5).map { Double($0) / 4 + stream.normal() }) }
    let (order, shuffled) = ([3, 0, 4, 1, 2], blocks.shuffled(using: &stream))
    var (whole, parts, other) = (FriedmanRanks(contenders: 5), FriedmanRanks(contenders: 5), FriedmanRanks(contenders: 5))
    for block in blocks { whole.add(block) }
    for (index, block) in shuffled.enumerated() {
      let block = ContiguousArray(order.map { exactlyMonotone(block[$0]) })
      if index < 7 { parts.add(block) } else { other.add(block) }
    }
    parts.merge(other)
    #expect(parts.meanRanks == order.map { whole.meanRanks[$0] })
    #expect(close(try parts.test().p, try whole.test().p, 1e-12))
  }

  @Test func degenerateCasesSayWhy() throws {
    #expect(throws: Undefined.noValues) { try FriedmanRanks(contenders: 3).test() }
    #expect(throws: Undefined.fewerValues(than: 2)) { try ranks([1, 2], 1).criticalDifference(confidence: 0.9) }
    #expect(throws: Undefined.equalValues) { try ranks([1, 1, 1, 2, 2, 2], 3).test() }
    #expect(try ranks([1, 2], 2).test().statistic == 1)
  }

  private func exactlyMonotone(_ value: Double) -> Double { value * 4 + 1 }

  private func ranks(_ values: [Double], _ contenders: Int) -> FriedmanRanks {
    var ranks = FriedmanRanks(contenders: contenders)
    for start in stride(from: 0, to: values.count, by: contenders) {
      ranks.add(ContiguousArray(values[start..<start + contenders]))
    }
    return ranks
  }
}
