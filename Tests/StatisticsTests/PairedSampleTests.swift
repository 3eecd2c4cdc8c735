import Randomness
import Testing

@testable import Statistics

struct PairedSampleTests {
  @Test func testsAreSciPys() throws {
    for reference in try Reference.all("pairedTests") {
      let pairs = paired(reference.inputs[0], reference.inputs[1])
      let (student, wilcoxon) = (try pairs.studentTest(), try pairs.wilcoxonTest())
      let values = [
        student.statistic, student.p, wilcoxon.statistic, wilcoxon.p,
        try pairs.standardizedMeanDifference(), try pairs.rankBiserialCorrelation(),
      ]
      for (value, expected) in zip(values, reference.expected) {
        #expect(close(value, expected), "\(pairs.count) pairs: \(value) for \(expected)")
      }
    }
  }

  /// Against all 2ⁿ signs, ties and zeros included.
  @Test func exactWilcoxonIsAnEnumeration() throws {
    var stream = RandomStream(seed: 12, "wilcoxon")
    for n in 1...9 {
      let differences = (0..<n).map { _ in Double(1 + stream.index(below: 5)) * (stream.unit() < 0.5 ? 1 : -1) }
      let ranks = differences.map { d in
        differences.reduce(0.5) { $0 + (abs($1) < abs(d) ? 1 : abs($1) == abs(d) ? 0.5 : 0) }
      }
      let observed = zip(differences, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
      let sums = (0..<(1 << n)).map { signs in
        ranks.indices.reduce(0) { $0 + (signs >> $1 & 1 == 1 ? ranks[$1] : 0) }
      }
      let below = Double(sums.count { $0 <= observed }) / Double(sums.count)
      let above = Double(sums.count { $0 >= observed }) / Double(sums.count)
      let withZero = paired(differences + [7], [Double](repeating: 0, count: n) + [7])
      let test = try withZero.wilcoxonTest()
      #expect(close(test.p, min(1, 2 * min(below, above)), 1e-13))
      #expect(test.zeros == 1 && test.isExact && test.isTied == (Set(ranks).count < n))
    }
  }

  @Test func swappingSidesChangesOnlySigns() throws {
    var stream = RandomStream(seed: 13, "swap")
    let (a, b) = ((0..<30).map { _ in stream.normal() }, (0..<30).map { _ in stream.normal() })
    let (ab, ba) = (paired(a, b), paired(b, a))
    #expect(try ab.wilcoxonTest() == ba.wilcoxonTest())
    #expect(try ab.studentTest().p == ba.studentTest().p)
    #expect(try ab.rankBiserialCorrelation() == -ba.rankBiserialCorrelation())
    #expect(try ab.standardizedMeanDifference() == -ba.standardizedMeanDifference())
  }

  @Test func cliffsDeltaIsMannAndWhitneys() throws {
    for reference in try Reference.all("cliffsDelta") {
      let delta = try paired(reference.inputs[0], reference.inputs[1]).cliffsDelta()
      #expect(abs(delta - reference.expected[0]) < 1e-14)
    }
    #expect(try paired([3, 2], [1, 0]).cliffsDelta() == 1 && paired([0, -0.0], [-0.0, 0]).cliffsDelta() == 0)
    #expect(throws: Undefined.noValues) { try paired([], []).cliffsDelta() }
  }

  @Test func degenerateCasesSayWhy() throws {
    #expect(throws: Undefined.noValues) { try paired([], []).studentTest() }
    #expect(throws: Undefined.noValues) { try paired([], []).wilcoxonTest() }
    #expect(throws: Undefined.singleValue) { try paired([1], [2]).studentTest() }
    #expect(throws: Undefined.equalValues) { try paired([1, 2], [2, 3]).studentTest() }
    #expect(throws: Undefined.equalValues) { try paired([1, 2], [1, 2]).standardizedMeanDifference() }
    #expect(throws: Undefined.zeroDifferences) { try paired([1, 2], [1, 2]).wilcoxonTest() }
    #expect(throws: Undefined.zeroDifferences) { try paired([1], [1]).rankBiserialCorrelation() }
    #expect(throws: Undefined.notFinite) { try paired([1e308, 1], [-1e308, 0]).wilcoxonTest() }
    #expect(try paired([1], [2]).wilcoxonTest().p == 1)
    #expect(try paired([1, 2], [2, 3]).rankBiserialCorrelation() == -1)
    let tied = paired([Double](repeating: 1, count: 60), [Double](repeating: 0, count: 60))
    #expect(try tied.wilcoxonTest().p < 1e-13)
  }

  private func paired(_ a: [Double], _ b: [Double]) -> PairedSample {
    var sample = PairedSample()
    for (a, b) in zip(a, b) { sample.add(a, b) }
    return sample
  }
}
