import Randomness
import Testing

@Suite struct RandomStreamTests {
  /// The 998th to 1000th number of each stream in reference/xoshiro.txt, by an independent implementation in Python.
  @Test(arguments: [
    (0, [], [12_159_475_301_121_390_440, 301_589_850_039_019_613, 13_285_002_661_616_007_394]),
    (
      1, ["scengen", "CA", "winter", "17"],
      [2_433_338_189_550_316_673, 15_734_598_938_401_997_303, 16_044_362_480_423_006_279]
    ),
    (.max, ["é", ""], [18_336_845_638_293_859_390, 10_686_072_379_504_694_446, 14_871_708_825_155_691_375]),
    (42, ["ab"], [3_967_072_449_168_922_665, 15_883_115_187_006_682_872, 9_419_730_936_444_476_394]),
    (42, ["a", "b"], [14_537_498_500_064_510_550, 3_101_138_943_136_040_883, 557_025_920_750_171_619]),
  ] as [(UInt64, [String], [UInt64])])
  func agreesWithTheReference(seed: UInt64, name: [String], expected: [UInt64]) {
    var stream = RandomStream(seed: seed, name: name)
    let numbers = (0..<1000).map { _ in stream.next() }
    #expect(Array(numbers.suffix(3)) == expected)
  }

  /// Pearson's statistic of counts that should be alike; its mean is cells - 1, its variance twice that.
  private func chiSquared(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  /// Five standard deviations of the statistic: a seeded test, so it passes always or never.
  private func isUniform(_ counts: [Int]) -> Bool {
    let freedom = Double(counts.count - 1)
    return abs(chiSquared(counts) - freedom) < 5 * (2 * freedom).squareRoot()
  }

  @Test(arguments: [2, 3, 7, 10, 64, 1000]) func indicesAreUniform(bound: Int) {
    var stream = RandomStream(seed: 3, "index", "\(bound)")
    var counts = Array(repeating: 0, count: bound)
    for _ in 0..<100 * bound { counts[stream.index(below: bound)] += 1 }
    #expect(isUniform(counts))
  }

  /// Of 3 * 2^61 values three eighths of all draws would be biased: taken modulo, the lowest third would come half
  /// again as often.
  @Test func largeBoundsAreUnbiased() {
    var stream = RandomStream(seed: 4, "large")
    let third = Int(1) << 61
    var counts = [0, 0, 0]
    for _ in 0..<30_000 { counts[stream.index(below: 3 * third) / third] += 1 }
    #expect(isUniform(counts))
  }

  @Test func degenerateBoundsGiveZeroAndDrawNothing() {
    var stream = RandomStream(seed: 5)
    let before = stream
    #expect([0, 1, -3].allSatisfy { stream.index(below: $0) == 0 })
    var same = before
    #expect(stream.next() == same.next())
  }

  @Test func unitsFillTheirInterval() {
    var stream = RandomStream(seed: 6, "unit")
    var counts = Array(repeating: 0, count: 100)
    for _ in 0..<20_000 {
      let value = stream.unit()
      #expect(value >= 0 && value < 1)
      counts[Int(value * 100)] += 1
    }
    #expect(isUniform(counts))
    for _ in 0..<1000 { #expect((-2.0...3.5).contains(stream.uniform(in: -2...3.5))) }
    #expect(stream.uniform(in: 4...4) == 4)
  }

  @Test func normalsHaveTheMomentsOfANormal() {
    var stream = RandomStream(seed: 7, "normal")
    let count = 40_000.0
    var sums = (0.0, 0.0, 0.0, 0.0)
    for _ in 0..<Int(count) {
      let z = stream.normal()
      sums = (sums.0 + z, sums.1 + z * z, sums.2 + z * z * z, sums.3 + z * z * z * z)
    }
    // The powers' variances under a standard normal: 1, 2, 15, 96.
    #expect(abs(sums.0 / count) < 5 * (1 / count).squareRoot())
    #expect(abs(sums.1 / count - 1) < 5 * (2 / count).squareRoot())
    #expect(abs(sums.2 / count) < 5 * (15 / count).squareRoot())
    #expect(abs(sums.3 / count - 3) < 5 * (96 / count).squareRoot())
  }

  @Test func streamsOfNeighbouringNamesAndSeedsAreUnrelated() {
    var streams = (0..<40).map { RandomStream(seed: 1, "shard", "\($0)") }
    streams += (0..<40).map { RandomStream(seed: UInt64($0), "seed") }
    streams += [RandomStream(seed: 1, "ab"), RandomStream(seed: 1, "a", "b"), RandomStream(seed: 1, "a", "b", "")]
    let values = streams.map { stream in
      var stream = stream
      return (0..<256).map { _ in stream.unit() - 0.5 }
    }
    #expect(Set(values.map { $0[0] }).count == values.count)
    for i in values.indices {
      for j in values.indices where j < i {
        // The correlation of two unrelated streams has a standard deviation of 1/16; over 3,403 pairs 5.5 of them.
        let correlation = zip(values[i], values[j]).reduce(0) { $0 + $1.0 * $1.1 } * 12 / 256
        #expect(abs(correlation) < 5.5 / 16)
      }
    }
  }

  @Test func drawingFromOneStreamLeavesOthersAlone() {
    var a = RandomStream(seed: 1, "a")
    var b = RandomStream(seed: 1, "b")
    let alone = (0..<10).map { _ in b.next() }
    b = RandomStream(seed: 1, "b")
    let between = (0..<10).map { _ in
      _ = a.next()
      return b.next()
    }
    #expect(alone == between)
  }
}
