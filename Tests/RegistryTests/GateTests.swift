import Records
import StreamIO
import Testing

@testable import registry

@Suite struct GateTests {
  private func runs(_ regrets: [Double], naive: Double = 100, from: Int = 0) -> [RegisteredNetwork.RollOut] {
    regrets.enumerated().map { index, regret in
      let names = [("id", "NY-\(index + from)"), ("zone", "US-NY-NYIS"), ("start", "2024-01-\(10 + index)T00:00:00Z")]
      return RegisteredNetwork.RollOut(
        names.map { (key: $0, value: RawJSON(text: "\"\($1)\"")) }, numerator: ("regret", regret), denominator: ("naive_regret", naive))
    }
  }

  private func entry(_ version: Int, _ runs: [RegisteredNetwork.RollOut], promoted: Bool = false) -> RegisteredNetwork {
    var entry = RegisteredNetwork()
    (entry.name, entry.version, entry.isPromoted, entry.rollOuts) = ("ny", version, promoted, runs)
    entry.regretRatio = MetricRatio(of: runs, seed: 1).value
    return entry
  }

  /// The version to be promoted, or what is said against it.
  private func verdict(_ versions: [RegisteredNetwork], _ version: Int? = nil, proved: Bool = false) -> String {
    do throws(Failure) {
      switch try Gate(seed: 1, asksForProof: proved).verdict(on: versions, version: version) {
      case .promote(let version, _): return "\(version)"
      case .stay(let reason): return reason
      }
    } catch { return error.description }
  }

  private let incumbent = [10.0, 20, 30, 40, 50, 60, 70, 80]

  @Test func thePairedDifferenceIsThatOfTheRatios() {
    let better = MetricRatio(of: runs(incumbent.map { $0 - 8 }), less: runs(incumbent), seed: 1)
    #expect(better.pairs == 8)
    #expect(abs((better.value ?? 0) + 0.08) < 1e-12)
    // Each pair differs by the same: nothing is left to chance.
    #expect(abs((better.low ?? 0) + 0.08) < 1e-12 && abs((better.high ?? 0) + 0.08) < 1e-12)
  }

  @Test func scenariosThatAreNotTheSameMakeNoPair() {
    #expect(MetricRatio(of: runs([1, 2], naive: 99), less: runs([1, 2]), seed: 1).pairs == 0)
    #expect(MetricRatio(of: runs([1, 2], from: 1), less: runs([1, 2]), seed: 1).pairs == 0)
    #expect(
      verdict([entry(1, runs(incumbent), promoted: true), entry(2, runs(incumbent, naive: 99))], 2)
        .hasPrefix("no scenario in common with version 1"))
  }

  @Test func theFirstIsTheBestByItself() {
    #expect(verdict([entry(1, runs([5, 6])), entry(2, runs([4, 6])), entry(3, runs([6, 6]))]) == "2")
    #expect(verdict([entry(1, [])]) == "no version has runs to be judged by")
  }

  @Test func theWorseIsRefusedAndTheBetterPromoted() {
    let versions = [
      entry(1, runs(incumbent), promoted: true), entry(2, runs(incumbent.map { $0 + 1 })),
      entry(3, runs(incumbent.map { $0 - 1 })), entry(4, runs(incumbent.map { $0 - 2 })),
    ]
    #expect(verdict(versions) == "4")
    #expect(verdict(versions, 3) == "3")
    #expect(verdict(versions, 2).hasPrefix("version 2 is no better than version 1: regret/naive_regret differs by 0.0100 [0.0100, 0.0100]"))
    #expect(verdict(versions, 1) == "1")
    #expect(verdict(versions, 5) == "there is no version 5; there are 1, 2, 3, 4")
    #expect(verdict([versions[0], entry(2, runs(incumbent))], 2).hasPrefix("version 2 is no better"))
  }

  @Test func proofAsksForTheWholeInterval() {
    let mixed = zip(incumbent, [-20.0, 15, -20, 15, -20, 15, -20, 15]).map { $0 + $1 }
    let versions = [entry(1, runs(incumbent), promoted: true), entry(2, runs(mixed))]
    #expect(verdict(versions) == "2")
    #expect(verdict(versions, proved: true).hasPrefix("version 2 is not proved better than version 1"))
    #expect(verdict([versions[0], entry(2, runs(incumbent.map { $0 - 1 }))], proved: true) == "2")
  }
}
