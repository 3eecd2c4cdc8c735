import StreamIO
import Testing

@testable import CameraStages

@Suite struct SweepTests {
  @Test func aSweepIsAPathAndItsValues() throws {
    let sweep = try Sweep("threshold.quantile=0.1,0.25")
    #expect(sweep.path == "threshold.quantile" && sweep.name == "quantile" && sweep.values == [0.1, 0.25])
  }

  @Test(arguments: ["threshold.quantile", "threshold.quantile=", "threshold.quantile=0.1,", "threshold.quantil=0.1", "=1", "x=nan"])
  func whatIsNoneIsRefused(text: String) {
    #expect(throws: Failure.self) { try Sweep(text) }
  }
}
