import StreamIO
import Testing

@testable import Stages

@Suite struct DispatchTests {
  private func dispatch(_ line: String) throws(Failure) -> Int {
    let dispatch = ProblemDispatch(
      stage: "solve", ["camera", "building"].map { .init(problem: $0, prepare: { () throws(Failure) in 0 }) })
    var result = 0
    try Array(line.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
      result = try dispatch.problem(of: InputLine(bytes, file: "plans.ndjson", number: 7))
    }
    return result
  }

  private func complaint(_ line: String) -> String {
    do throws(Failure) {
      return "\(try dispatch(line))"
    } catch { return error.description }
  }

  @Test func aRecordGoesToTheProblemThatItNames() throws {
    #expect(try dispatch(#"{"kind": "scenario", "problem": "building", "capacity": 5}"#) == 1)
    #expect(try dispatch(#"{"a": {"problem": "building"}, "b": ["problem"], "problem": "camera"}"#) == 0)
    #expect(try dispatch(#"{"problem": "b\u0075ilding"}"#) == 1)
  }

  @Test func withoutOneItGoesToTheFirst() throws {
    for line in ["{}", #"{"id": 5}"#, #"{"problem": null}"#, #"{"problem": 5}"#, "[]", "", "{\"a\": tru", "5"] {
      #expect(try dispatch(line) == 0, "\(line)")
    }
  }

  @Test func anUnknownProblemIsRefusedWithItsPlaceAndTheNearestName() {
    #expect(
      complaint(#"{"kind":"scenario","problem":"bilding","id":"a"}"#)
        == #"plans.ndjson:7:30: "bilding" is no problem of solve; did you mean "building"?"#)
    #expect(
      complaint(#"{"problem":"zebra"}"#)
        == #"plans.ndjson:7:12: "zebra" is no problem of solve; there are "camera", "building""#)
  }
}
