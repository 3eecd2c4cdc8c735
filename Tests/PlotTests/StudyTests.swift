import Camera
import Charting
import ChartingChecks
import Records
import StreamIO
import Testing

@testable import plot

@Suite struct StudyTests {
  @Test(arguments: ["controllers", "groups", "ranks", "week", "report"]) func goldenPictures(name: String) throws {
    let study = try SampleStudy.study()
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
      let study = try SampleStudy.study(modelled: share)
      #expect(try study.controllers().svg.contains(words))
      #expect(try study.groups(by: "season", facet: "zone").svg.contains(words))
      let page = try study.report()
      #expect(page.lead.contains { $0.contains(words) })
      #expect(page.banner.isEmpty == (share == 0))
    }
    for (flag, words) in [(true, "Modelled"), (false, "Measured"), (nil, "unrecorded")] {
      var study = try SampleStudy.study()
      study.records.traces = try SampleStudy.traces(modelled: flag)
      #expect(try study.week().svg.contains(words))
    }
  }

  /// The answer names the best that does not know the future, and claims no more than the tests bear.
  @Test func theAnswerFollowsTheNumbers() throws {
    var study = try SampleStudy.study()
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
    // Where interval and test disagree, the one that claims less decides.
    let isUndecided = try study.report().lead[2]
    #expect(isUndecided.hasPrefix("These scenarios do not tell it apart from") && isUndecided.contains("here the test of the ranks"))
    (study.records.comparisons[2].pAdjusted, study.records.comparisons[2].ciHigh) = (0.02, 0.001)
    #expect(try study.report().lead[2].contains("here the interval of the mean, which holds 0"))
    study.records.comparisons[2].pAdjusted = 0.2
    #expect(!(try study.report().lead[2].contains("disagree")))
    study.records.comparisons = [SampleStudy.comparison("normalised_regret", "forecast", "mpc_ar", 0.05)]
    #expect(try study.report().lead[2].contains("it is behind"))
  }

  @Test func missingRecordsNameTheirCommand() throws {
    var study = try SampleStudy.study()
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
    var study = try SampleStudy.study()
    study.records.traces.removeSubrange(10..<20)
    #expect(WellFormedness.fault(in: try study.week().svg) == nil)
    study.records.traces[0].time = Instant(year: 1, month: 1, day: 1)
    #expect(throws: MissingRecords.self) { try study.week() }
    study.records.traces = Array(try SampleStudy.traces().prefix(1))
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
      var study = try SampleStudy.study()
      (study.records.summaries, study.records.comparisons, study.records.traces) = (
        summaries, [Comparison()], [TraceRecord()]
      )
      study.records.traces[0].intervalSeconds = 1
      #expect(WellFormedness.fault(in: try study.controllers().svg) == nil)
      #expect(WellFormedness.fault(in: try study.report().html()) == nil)
    }
  }

  /// The front is that of the means, and its words are the records'; those far worse than naive are named only.
  @Test func whatCarbonBuys() throws {
    var study = try SampleStudy.study()
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
      figure.reading == "On the front: Perfect foresight. Beaten in both by perfect foresight alone: Planner on learned forecast. Beaten in both by others: Naive. "
        + "Beyond the axes: spendthrift.")
    study.records.summaries = []
    #expect(throws: MissingRecords.self) { try study.front() }
  }

  /// Differences to perfect foresight, over all and by zone, of the controllers chosen.
  @Test func whatTheFutureWouldTell() throws {
    var study = try SampleStudy.study()
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
    var study = try SampleStudy.study()
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
      do { _ = try ChartCommand(draw).chart(Words(), offsetSeconds: 0, title: nil); Issue.record("\(draw) is drawn") } catch {
        #expect("\(error)".contains(words))
      }
    }
  }

  /// Labels met stand beside what is lost, each policy's by its own networks; without such networks there is no table.
  @Test func imitationsAreToldWithWhatTheyLose() throws {
    #expect(!(try SampleStudy.study().report().sections.contains { $0.title == "What imitation is worth" }))
    let networks = [(0.9, 0.2, 0), (0.8, 0.4, 0), (0.7, 0.6, 2)].map { accuracy, visited, rounds in
      var network = Network()
      (network.task, network.relabelRounds) = (.policy, rounds)
      network.trainingScenarios = accuracy == 0.8 ? 52 : 48
      (network.labelAccuracy, network.visitedLabelAccuracy) = (accuracy, visited)
      return network
    }
    var study = try SampleStudy.study(networks: networks)
    for (index, name) in ["policy", "policy_guarded", "policy_relabelled"].enumerated() {
      study.records.summaries.append(
        SampleStudy.summary("regret/naive_regret", [("controller", name)], 4 - Double(index)))
    }
    let table = try #require(study.records.tables.first { $0.name == "imitations" }).table(study)
    #expect(table.rows.map { Array($0[1...3]) } == [
      ["48 to 52", "85.0%", "30.0%"], ["48 to 52", "85.0%", "–"], ["48", "70.0%", "60.0%"], ["–", "–", "–"],
    ])
    #expect(table.rows.map { $0[4].prefix(4) } == ["4.00", "3.00", "2.00", "0.08"])
    #expect(try study.report().sections.contains { $0.title == "What imitation is worth" })
    #expect(WellFormedness.fault(in: try study.report().html()) == nil)
  }

  /// A controller looks the same in all figures, whatever others are there; one of one's own looks like no other.
  @Test func controllersKeepTheirLooks() throws {
    let study = try SampleStudy.study()
    let rows = try #require(try study.controllers().chart as? IntervalChart).styles
    let groups = try #require(try study.groups(by: "season", facet: "zone").chart as? IntervalChart).styles
    let front = try #require(try study.front().chart as? ScatterChart).styles
    let week = try #require(try study.week().chart as? TimelineChart).styles
    #expect([groups, front, week].allSatisfy { $0 == rows })
    let names = ["forecast", "naive", "mine", "oracle", "yours"]
    let words = study.words
    #expect(words.styles(of: names) == words.styles(of: names + names))
    let (known, all) = (words.styles(of: ["forecast", "oracle"]), words.styles(of: names))
    for name in ["forecast", "oracle"].map(words.title) { #expect(known.look(of: name) == all.look(of: name)) }
    let looks = SampleStudy.controllers.map { rows.look(of: words.title($0)) }
    #expect(looks.distinct().count == looks.count && !looks.contains(nil))
    #expect(!SampleStudy.controllers.map(words.title).contains { $0.contains(",") })
  }

  /// Findings are told in words and the report's spelling of numbers, from the records they rest on.
  @Test func insightsInWords() throws {
    let words = try SampleStudy.words()
    func sentence(_ evidence: String...) -> String? {
      var insight = Insight()
      insight.evidence = evidence.map { RawJSON(text: $0) }
      return InsightText(insight, words)?.sentence
    }
    let comparison = #""kind":"comparison","a":"forecast","b":"naive","by":{},"pairs":64,"unpaired":0,"ci_method":"x","confidence":0.95,"effect_size":1,"test":"t","statistic":1,"p":0.001,"p_adjusted":0.001"#
    #expect(
      sentence("{\(comparison),\"metric\":\"carbon_g\",\"mean_b\":32.7,\"mean_difference\":-6.03,\"ci_low\":-10.44,\"ci_high\":-2.89,\"rank_biserial\":-0.9}")
        == "CO₂e emitted: lower by 6.03 [2.89, 10.44]\u{202F}g (18.4%) under the planner with the learned forecast than under naive charging (64 pairs).")
    #expect(
      sentence("{\(comparison),\"metric\":\"success_rate\",\"mean_b\":0.99,\"mean_difference\":-0.05,\"ci_low\":-0.1,\"ci_high\":-0.01,\"rank_biserial\":0.7}")
        == "Tasks that meet both wishes: mostly higher, on average lower by 5.00 [1.00, 10.00]\u{202F}points, under the planner with the learned forecast "
        + "than under naive charging (64 pairs).")
    #expect(
      sentence("{\(comparison),\"metric\":\"regret/naive_regret\",\"mean_difference\":-5,\"ci_low\":-6,\"ci_high\":-4,\"rank_biserial\":-0.9,\"ratio_of_sums\":0.16,\"ratio_low\":0.1,\"ratio_high\":0.2}")
        == "Regret: lower by 84.0 [80.0, 90.0]% under the planner with the learned forecast than under naive charging (64 pairs).")
    let ranking = #""kind":"ranking","by":{},"metric":"regret","contenders":3,"n":64,"incomplete":0,"test":"Friedman","statistic":9,"p":0.001,"critical_difference":1,"confidence":0.95"#
    #expect(
      sentence(
        "{\(ranking),\"contender\":\"oracle\",\"mean_rank\":1,\"first_p\":1}", "{\(ranking),\"contender\":\"naive\",\"mean_rank\":2.9,\"first_p\":0.001}",
        "{\(ranking),\"contender\":\"mpc_yesterday\",\"mean_rank\":2.1,\"first_p\":0.3}")
        == "Regret: lowest under perfect foresight (mean rank 1.0 of 3), which Nemenyi's test does not tell apart from the planner that expects yesterday again, "
        + "and highest under naive charging (2.9) (64 scenarios).")
    #expect(
      sentence(#"{"kind":"trend","by":{},"metric":"normalised_regret","over":"capacity_wh","n":9,"missing":0,"slope":-0.0125,"ci_low":-0.02,"ci_high":-0.005,"ci_method":"Sen","confidence":0.95,"tau":-0.3,"test":"Mann-Kendall","p":0.01}"#)
        == "Normalised regret: falls by 0.0125 [0.0050, 0.0200] for each Wh of battery (9 records).")
    #expect(sentence(#"{"kind":"summary"}"#) == nil && sentence() == nil)
  }

  @Test func timeTitles() {
    #expect(TimeTitle.local(0) == "UTC")
    #expect(TimeTitle.local(-8 * 3600) == "Local time, UTC\u{2212}8")
    #expect(TimeTitle.local(19_800) == "Local time, UTC+5:30")
  }
}

extension StudyFigure {
  fileprivate var svg: String { chart.drawing().svg(name: name) }
}
