import CameraPlanning
import Randomness
import Records
import Testing

@testable import Camera

/// Shares of one source are exact, and quantiles tie with the shares that they are made of.
struct ScaleTests {
  /// A grid without any dirty energy, or without any other, leaves shares of exactly 1 and 0.
  @Test(arguments: [0.0, 1])
  func sharesOfOneSourceAreExact(carbonFree: Double) throws {
    var draw = RandomRuns("one source")
    for _ in 0..<60 {
      let setup = try draw.setup(intervals: 40)
      let signal = try GridSignal(
        carbonFree: Array(repeating: carbonFree, count: 40), gramsPerKilowattHour: Array(repeating: 500, count: 40))
      let ledger = try Engine(setup: setup, signal: signal).run(ScriptedController(decisions: draw.decisions(setup)))
      #expect(ledger.cleanFraction == (ledger.charged > 0 ? carbonFree : nil))
      #expect(close(ledger.cleanWh, ledger.gridWh * carbonFree) && close(ledger.dirtyWh, ledger.gridWh * (1 - carbonFree)))
      #expect((ledger.cleanWh == 0) == (carbonFree == 0 || ledger.charged == 0))
    }
  }

  /// Of shares on the last day's quantile some are clean to the last bit of it and some are not, by rounding alone.
  @Test func quantilesTieWithTheirShares() throws {
    for hours in 2...24 {
      for place in 0..<hours {
        var window = DirtyWindow(intervals: 24)
        for hour in 0..<hours { window.record(Double(hour) * 0.03 + 0.1) }
        let quantile = try #require(window.quantile(Double(place) / Double(hours - 1)))
        #expect(!(Double(place) * 0.03 + 0.1).exceeds(quantile))
      }
    }
  }
}
