import Randomness
import Records
import StreamIO
import Testing

@testable import tune

@Suite struct SearchTests {
  private func search(_ section: String, seed: UInt64 = 1) throws(Failure) -> Search {
    Search(configuration: try read(section), seed: seed)
  }

  private func read<R: Record>(_ text: String) throws(Failure) -> R {
    var record = R()
    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
      var reader = JSONReader(bytes, file: "c", dialect: .configuration)
      try reader.readRecord(into: &record)
      try reader.finish()
    }
    return record
  }

  private func complaint(_ body: () throws(Failure) -> Void) -> String {
    do throws(Failure) {
      try body()
      return "nothing"
    } catch { return error.description }
  }

  private let space = #"""
    {"trials": 9, "space": {
      "a.penalty": {"low": 10, "high": 10000, "scale": "log"},
      "a.kind": ["ridge", "network"],
      "b.share": {"low": -1, "high": 1},
    }, "rungs": [{"scenarios": 1, "set": {"a.epochs": 5}}, {"scenarios": 4}]}
    """#

  /// Half of a log range lies below its geometric mean, a third of the values of a list is each, and so on: as drawn
  /// from 3000 trials, within 5 standard deviations.
  @Test func rangesAndListsAreDrawnEvenly() throws {
    let search = try search(space)
    var (low, ridge, negative) = (0.0, 0.0, 0.0)
    for trial in 1...3000 {
      let drawn = search.parameters(of: trial)
      let penalty = try #require(Double(drawn[0].value.text))
      #expect((10...10000).contains(penalty))
      if penalty < 316.2 { low += 1 }
      if drawn[1].value.text == "\"ridge\"" { ridge += 1 }
      let share = try #require(Double(drawn[2].value.text))
      #expect((-1...1).contains(share))
      if share < 0 { negative += 1 }
    }
    for count in [low, ridge, negative] { #expect(abs(count - 1500) < 5 * (3000.0 / 4).squareRoot(), "\(count)") }
  }

  @Test func aParameterDoesNotDependOnThoseBesideIt() throws {
    let all = try search(space)
    let one = try search(#"{"space": {"b.share": {"low": -1, "high": 1}}}"#)
    for trial in 1...5 { #expect(one.parameters(of: trial)[0].value == all.parameters(of: trial)[2].value) }
    #expect(try search(space, seed: 2).parameters(of: 1)[2].value != all.parameters(of: 1)[2].value)
  }

  @Test func trialZeroIsTheStudyAsItStands() throws {
    var study = ConfigurationTree()
    for path in ["a.penalty", "a.kind", "a.epochs", "b.share", "b.other"] {
      try study.set(path, RawJSON(text: "0"), known: false)
    }
    let search = try search(space)
    #expect(try search.configuration(of: 0, rung: 2, study).text() == study.text())
    #expect(
      try search.configuration(of: 0, rung: 1, study).text()
        == study.text().replacing("\"epochs\": 0", with: "\"epochs\": 5"))
    let drawn = try search.configuration(of: 3, rung: 1, study).text()
    #expect(drawn.contains("\"other\": 0") && drawn.contains("\"epochs\": 5"))
    for (path, value) in search.parameters(of: 3) {
      #expect(drawn.contains("\"\(path.split(separator: ".")[1])\": \(value.text)"))
    }
  }

  @Test func whatTheConfigurationDoesNotHaveCannotBeSet() throws {
    var study = ConfigurationTree()
    try study.set("trainnet.penalty", RawJSON(text: "200"), known: false)
    #expect(
      complaint { () throws(Failure) in try study.set("trainnet.penality", RawJSON(text: "1")) }
        == "trainnet.penality: the configuration has no \"penality\" there; did you mean \"penalty\"?")
    #expect(
      complaint { () throws(Failure) in try study.set("trainnet.penalty.x", RawJSON(text: "1")) }
        == "trainnet.penalty.x: the configuration has no \"x\" there; nothing stands below it")
    #expect(complaint { () throws(Failure) in _ = try search("{\"space\": {\"a\": []}}") }.contains("name one value at least"))
    #expect(
      complaint { () throws(Failure) in _ = try search(#"{"space": {"a": {"low": 0, "high": 1, "scale": "log"}}}"#) }
        .contains("above 0 where its scale is log"))
    #expect(
      complaint { () throws(Failure) in _ = try search("{\"space\": {\"a\": [1], \"a\": [2]}}") }
        .contains("\"a\" stands here a second time"))
  }

  @Test(arguments: [(0.34, 3), (0.5, 3), (0.01, 1), (0, 1), (1, 6)] as [(Double, Int)])
  func theBestShareGoesOn(kept: Double, count: Int) throws {
    let values: [Double?] = [0.3, nil, 0.1, 0.2, 0.1, 0.5]
    let trials = values.enumerated().map { number, value in
      var trial = Trial()
      (trial.trial, trial.value) = (number, value)
      return trial
    }
    var configuration = SearchConfiguration()
    configuration.kept = kept
    let best = [2, 4, 3, 0, 5, 1].prefix(count).sorted()
    #expect(Search(configuration: configuration, seed: 1).kept(of: trials.reversed()) == best)
  }

  @Test func theReportNamesTheBestOfTheLastRung() throws {
    var trials: [Trial] = []
    for (number, rung, value) in [(0, 1, 0.2), (1, 1, 0.1), (2, 1, 0.15), (1, 2, 0.18), (2, 2, 0.17)] {
      var trial = Trial()
      (trial.trial, trial.rung, trial.value, trial.metric) = (number, rung, value, "m")
      if number > 0 { trial.parameters = Group([("a.b", RawJSON(text: "\(number)")), ("a.c", RawJSON(text: "7"))]) }
      trials.append(trial)
    }
    let report = try tuneReport(trials)
    #expect(report.hasSuffix("The best is trial 2; it changes in the configuration:\n{\n  \"a\": {\n    \"b\": 2,\n    \"c\": 7\n  }\n}\n"))
    #expect(report.split(separator: "\n").count == 6 + 7)
    #expect(try tuneReport([trials[0]]).contains("as it is"))
  }
}
