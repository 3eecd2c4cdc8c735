import Charting
import ChartingChecks
import Records
import StreamIO
import Testing

@testable import plot

@Suite struct StudyTests {
  @Test(arguments: ["controllers", "groups", "ranks", "week", "report"]) func goldenPictures(name: String) throws {
    let study = SampleStudy.study()
    let made =
      switch name {
      case "controllers": try study.controllers().svg
      case "groups": try study.groups(by: "season", facet: "zone").svg
      case "ranks": try study.ranks().svg
      case "week": try study.week().svg
      default: try study.report(notes: ["make PROFILE=smoke"]).html()
      }
    #expect(
      name == "report"
        ? Golden.matches(Golden.markup(of: made), "report.html") : Golden.matches(made, "\(name).svg"))
    #expect(WellFormedness.fault(in: made) == nil)
  }

  /// Every figure says what its grid data are.
  @Test func figuresSayWhereTheirDataComeFrom() throws {
    for (share, words) in [
      (1.0, "Modelled grid data"), (0.0, "Measured grid data"), (0.25, "Partly modelled grid data (25% of the runs)"),
      (nil, "Grid data of unrecorded origin"),
    ] {
      let study = SampleStudy.study(modelled: share)
      #expect(try study.controllers().svg.contains(words))
      #expect(try study.groups(by: "season", facet: "zone").svg.contains(words))
      let page = try study.report()
      #expect(page.lead.contains { $0.contains(words) })
      #expect(page.banner.isEmpty == (share == 0))
    }
    for (flag, words) in [(true, "Modelled"), (false, "Measured"), (nil, "unrecorded")] {
      var study = SampleStudy.study()
      study.records.traces = SampleStudy.traces(modelled: flag)
      #expect(try study.week().svg.contains(words))
    }
  }

  /// The answer names the best that does not know the future, and claims no more than the tests bear.
  @Test func theAnswerFollowsTheNumbers() throws {
    var study = SampleStudy.study()
    let lead = try study.report().lead
    #expect(
      lead[0].hasPrefix(
        "The planner with the learned forecast (forecast) comes closest to the best possible: it loses 8.17%"))
    #expect(
      lead[1].hasPrefix(
        "It emits 10.0% less CO₂e than naive charging, 27.0\u{202F}g instead of 30.0\u{202F}g per scenario (paired"))
    #expect(lead[1].contains("In exchange it meets both wishes in 97.0% of all tasks instead of 98.5%"))
    #expect(lead[1].contains("points, which may be chance"))
    // Ranks may go the other way than a mean that a few scenarios decide; said only where the test bears it.
    let index = try #require(study.records.comparisons.firstIndex { $0.metric == "success_rate" && $0.a == "forecast" && $0.b == "naive" })
    var other = study
    other.records.comparisons[index].rankBiserial = 0.7
    other.records.comparisons[index].meanDifference = -0.015
    #expect(
      try other.report().lead[1].contains(
        "Scenario by scenario it tends to meet both wishes more often than naive charging (Wilcoxon signed-rank, adjusted p = 0.001), "
          + "in a few far less often: on average in 97.0% of all tasks instead of 98.5%"))
    other.records.comparisons[index].pAdjusted = 0.2
    #expect(try other.report().lead[1].contains("In exchange it meets both wishes"))
    #expect(lead[2].hasPrefix("Against the planner that corrects the week's mean day by the present it is ahead"))
    study.records.comparisons[2].pAdjusted = 0.2
    #expect(try study.report().lead[2].hasPrefix("These scenarios do not tell it apart from"))
    study.records.comparisons = [SampleStudy.comparison("normalised_regret", "forecast", "mpc_ar", 0.05)]
    #expect(try study.report().lead[2].contains("it is behind"))
  }

  @Test func missingRecordsNameTheirCommand() throws {
    var study = SampleStudy.study()
    study.settings.metric = "nonsense"
    #expect(throws: MissingRecords.self) { try study.controllers() }
    study.settings.metric = "carbon_g"
    do {
      _ = try study.groups(by: "season", facet: "zone")
      Issue.record("no summaries by zone and season")
    } catch {
      #expect("\(error)".contains("aggregate runs.ndjson.gz --by controller,zone,season --metric carbon_g makes them"))
    }
    study.records.traces = []
    #expect(throws: MissingRecords.self) { try study.week() }
    study.records.rankings[0].metric = "utility"
    #expect(try study.ranks().chart.table().rows.count == 6)
    study.records.rankings = []
    #expect(throws: MissingRecords.self) { try study.ranks() }
    study.settings.metric = "regret/naive_regret"
    study.records.summaries = []
    #expect(throws: MissingRecords.self) { try study.report() }
  }

  /// Traces that would ask for endless pictures, or overlap, are refused; gaps are drawn as gaps.
  @Test func tracesOfOddTimes() throws {
    var study = SampleStudy.study()
    study.records.traces.removeSubrange(10..<20)
    #expect(WellFormedness.fault(in: try study.week().svg) == nil)
    study.records.traces[0].time = Instant(year: 1, month: 1, day: 1)
    #expect(throws: MissingRecords.self) { try study.week() }
    study.records.traces = Array(SampleStudy.traces().prefix(1))
    #expect(try study.week().title == "1 hour in the life of camera NY-spring-0")
    study.records.traces[0].intervalSeconds = .max
    #expect(throws: MissingRecords.self) { try study.week() }
  }

  @Test func degenerateStudies() throws {
    for summaries: [Summary] in [
      [SampleStudy.summary("regret/naive_regret", [("controller", "naive")], 1)],
      [SampleStudy.summary("regret/naive_regret", [("controller", "oracle")], 0, spread: nil)],
      [SampleStudy.summary("regret/naive_regret", [("controller", "forecast")], nil, n: 0, modelled: nil)],
      SampleStudy.controllers.map { SampleStudy.summary("regret/naive_regret", [("controller", $0)], nil) },
      SampleStudy.controllers.map {
        SampleStudy.summary("regret/naive_regret", [("controller", $0)], 5e299, spread: nil)
      },
      SampleStudy.summaries().map {
        var bare = $0
        (bare.ciLow, bare.ciHigh, bare.mean) = (nil, .greatestFiniteMagnitude, $0.mean.map { -$0 })
        return bare
      },
    ] {
      var study = SampleStudy.study()
      (study.records.summaries, study.records.comparisons, study.records.traces) = (
        summaries, [Comparison()], [Trace()]
      )
      study.records.traces[0].intervalSeconds = 1
      #expect(WellFormedness.fault(in: try study.controllers().svg) == nil)
      #expect(WellFormedness.fault(in: try study.report().html()) == nil)
    }
  }

  /// The front is that of the means, and its words are the records'; those far worse than naive are named only.
  @Test func whatCarbonBuys() throws {
    var study = SampleStudy.study()
    study.records.summaries.append(SampleStudy.summary("carbon_g", [("controller", "spendthrift")], 500))
    study.records.summaries.append(SampleStudy.summary("success_rate", [("controller", "spendthrift")], 1))
    for (name, isOnFront, beaten) in [("oracle", true, []), ("forecast", false, ["oracle"]), ("naive", false, ["forecast", "oracle"])] {
      var point = ParetoPoint()
      point.contender = Group([("controller", RawJSON(text: "\"\(name)\""))])
      (point.objectives, point.isOnFront, point.dominatedBy) = (["success_rate:max", "carbon_g:min"], isOnFront, beaten)
      study.records.paretoPoints.append(point)
    }
    let figure = try study.front()
    let chart = try #require(figure.chart as? ScatterChart)
    #expect(chart.observations.count == SampleStudy.controllers.count && !chart.observations.contains { $0.x == 500 })
    #expect(
      figure.reading == "On the front: Perfect foresight. Beaten in both by perfect foresight alone: Planner, learned forecast. Beaten in both by others: Naive. "
        + "Beyond the axes: spendthrift.")
    study.records.summaries = []
    #expect(throws: MissingRecords.self) { try study.front() }
  }

  /// Differences to perfect foresight, over all and by zone, of the controllers chosen.
  @Test func whatTheFutureWouldTell() throws {
    var study = SampleStudy.study()
    #expect(throws: MissingRecords.self) { try study.foresight() }
    var inZone = SampleStudy.comparison("carbon_g", "forecast", "oracle", 0.5)
    inZone.by = Group([("zone", RawJSON(text: "\"Z\""))])
    study.records.comparisons += [
      SampleStudy.comparison("carbon_g", "forecast", "oracle", 0.3), SampleStudy.comparison("carbon_g", "naive", "oracle", 5), inZone,
    ]
    let figure = try study.foresight()
    let chart = try #require(figure.chart as? IntervalChart)
    #expect(chart.estimates.map(\.category) == ["All zones", "Z"] && chart.estimates.map(\.value) == [0.3, 0.5])
    #expect(figure.reading.contains("0.300") && figure.reading.contains("1.1% of it"))
  }

  /// Under the heading they ask for, which may be one of the report's own.
  @Test func configuredFiguresStandUnderTheirHeadings() throws {
    var study = SampleStudy.study()
    let figure = try study.controllers()
    study.figures = [("Where and when", figure), ("Mine", figure), ("Mine", figure)]
    let sections = try study.report().sections
    #expect(sections.filter { $0.title == "Mine" }.map(\.blocks.count) == [2])
    #expect(sections.first { $0.title == "Where and when" }?.blocks.count == 2)
    #expect(sections.map(\.title).firstIndex(of: "Mine") ?? 0 < sections.map(\.title).firstIndex(of: "Are the differences real?") ?? 0)
    for (draw, words) in [
      (["pie"], "there is no chart pie; one of line, "), ([], "there is no chart named"), (["line", "--q", "1"], "Unknown option '--q'"),
      (["line", "--x", "a"], "line needs --y"),
    ] {
      do { _ = try ChartCommand(draw).chart(offsetSeconds: 0, title: nil); Issue.record("\(draw) is drawn") } catch {
        #expect("\(error)".contains(words))
      }
    }
  }

  /// Labels met stand beside what is lost, each policy's by its own networks; without such networks there is no table.
  @Test func imitationsAreToldWithWhatTheyLose() throws {
    var study = SampleStudy.study()
    #expect(!(try study.report().sections.contains { $0.title == "What imitation is worth" }))
    for (accuracy, visited, rounds) in [(0.9, 0.2, 0), (0.8, 0.4, 0), (0.7, 0.6, 2)] {
      var network = Network()
      (network.task, network.relabelRounds) = (.policy, rounds)
      (network.labelAccuracy, network.visitedLabelAccuracy) = (accuracy, visited)
      study.records.networks.append(network)
    }
    for (index, name) in ["policy", "policy_guarded", "policy_relabelled"].enumerated() {
      study.records.summaries.append(
        SampleStudy.summary("regret/naive_regret", [("controller", name)], 4 - Double(index)))
    }
    let table = StudyTables(records: study.records, settings: study.settings).imitations
    #expect(table.rows.map { Array($0[1...2]) } == [["85.0%", "30.0%"], ["85.0%", "–"], ["70.0%", "60.0%"], ["–", "–"]])
    #expect(table.rows.map { $0[3].prefix(4) } == ["4.00", "3.00", "2.00", "0.08"])
    #expect(try study.report().sections.contains { $0.title == "What imitation is worth" })
    #expect(WellFormedness.fault(in: try study.report().html()) == nil)
  }

  @Test func timeTitles() {
    #expect(Study.timeTitle(0) == "UTC")
    #expect(Study.timeTitle(-8 * 3600) == "Local time, UTC\u{2212}8")
    #expect(Study.timeTitle(19_800) == "Local time, UTC+5:30")
  }
}

extension StudyFigure {
  fileprivate var svg: String { chart.drawing().svg(name: name) }
}
