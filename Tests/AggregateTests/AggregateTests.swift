import StreamIO
import Testing

@testable import aggregate

@Suite struct AggregateTests {
  @Test func groupsAreValuesHoweverSpelledAndInTheirOrder() throws {
    let input = #"""
      {"g":10,"m":1}
      {"g":"b","m":2}
      {"g":9,"m":3}
      {"m":4}
      {"g":"\u0062","m":5}
      {"g":1e1,"m":6}
      {"g":true,"m":7}
      {"g":null,"m":8}
      {"g":9007199254740993,"m":9}
      {"g":9007199254740992,"m":10}
      """#
    let summaries = try aggregate(input, "--by", "g", "--metric", "m")
    #expect(
      summaries.map { $0["by"] } == [
        "{\"g\":null}", "{\"g\":true}", "{\"g\":9}", "{\"g\":10}", "{\"g\":9007199254740992}",
        "{\"g\":9007199254740993}", "{\"g\":\"b\"}",
      ])
    #expect(summaries.map { $0["mean"] } == ["6", "7", "3", "3.5", "10", "9", "3.5"])
  }

  @Test func whatIsMissingIsCountedAndSaidWhy() throws {
    let summaries = try aggregate("{\"g\":1,\"m\":null}\n{\"g\":1}\n{\"g\":2,\"m\":3}\n", "--by", "g", "--metric", "m")
    #expect(summaries.map { $0["n"] } == ["0", "1"])
    #expect(summaries.map { $0["missing"] } == ["2", "0"])
    #expect(summaries.map { $0["mean"] } == ["null", "3"])
    #expect(summaries.map { $0["reason"] } == ["\"no values\"", "\"a single value has no spread\""])
  }

  @Test func conditionsCompareTextNumbersAndWords() throws {
    let input = #"{"s":"\u006fk","n":1.0,"b":true,"m":1}"# + "\n" + #"{"s":"ok","n":2,"m":2}"#
    #expect(try aggregate(input, "--metric", "m", "--where", "s=ok").map { $0["n"] } == ["2"])
    #expect(try aggregate(input, "--metric", "m", "--where", "n=1").map { $0["mean"] } == ["1"])
    #expect(try aggregate(input, "--metric", "m", "--where", "b=null").map { $0["mean"] } == ["2"])
    #expect(try aggregate(input, "--metric", "m", "--where", "b=true", "--where", "s=ok").map { $0["mean"] } == ["1"])
    #expect(try failure(input, "--metric", "m", "--where", "s=no").cause == .data)
    #expect(try failure(input, "--metric", "m", "--where", "s").cause == .usage)
  }

  @Test func conditionsOrderNumbersAndText() throws {
    let input = (1...9).map { "{\"n\":\($0),\"t\":\"2024-0\($0)-01T00:00:00Z\",\"b\":null,\"o\":{\"n\":\($0)}}\n" }.joined()
    let counts = [
      "n<3": 2, "n<=3": 3, "n>3": 6, "n>=3": 7, "n!=3": 8, "n=3": 1, "t<2024-03": 2, "t>=2024-03-01T00:00:00Z": 7, "t<3": 9,
      "b=null": 9, "b!=1": 9, "o.n<=4": 4, "n>-1": 9,
    ]
    for (condition, count) in counts {
      #expect(try aggregate(input, "--metric", "n", "--where", condition).map { $0["n"] } == ["\(count)"], "\(condition)")
    }
    for condition in ["b<1", "n<x", "n>9"] {
      #expect(try failure(input, "--metric", "n", "--where", condition).message.contains("none of 9"), "\(condition)")
    }
    for condition in ["n!3", "<3", "n"] { #expect(try failure(input, "--metric", "n", "--where", condition).cause == .usage) }
  }

  @Test func dotsLeadIntoObjects() throws {
    let input = #"{"plan":{"gap":1,"by":{"z":"a"}}}"# + "\n" + #"{"plan":{"gap":3,"by":{"z":"b"}}}"# + "\n" + #"{"plan":null}"#
    let summaries = try aggregate(input, "--by", "plan.by.z", "--metric", "plan.gap")
    #expect(summaries.map { $0["by"] } == [#"{"plan.by.z":null}"#, #"{"plan.by.z":"a"}"#, #"{"plan.by.z":"b"}"#])
    #expect(summaries.map { $0["mean"] } == ["null", "1", "3"])
  }

  @Test func timesHaveParts() throws {
    let input = ["2024-01-31T23:59:59Z", "2024-02-05T06:00:00Z", "2023-02-01"].enumerated()
      .map { "{\"m\":\($0.offset),\"s\":\"\($0.element)\"}\n" }.joined() + "{\"m\":5,\"s\":null}\n{\"m\":7}\n"
    let months = try aggregate(input, "--by", "month(s)", "--metric", "m")
    #expect(months.map { $0["by"] } == [#"{"month(s)":null}"#, #"{"month(s)":1}"#, #"{"month(s)":2}"#])
    #expect(months.map { $0["mean"] } == ["6", "0", "1.5"])
    let hours = try aggregate(input, "--by", "s,hour(s)", "--metric", "m,weekday(s)", "--where", "hour(s)>=6")
    #expect(hours.map { $0["by"] }.contains(#"{"s":"2024-01-31T23:59:59Z","hour(s)":23}"#) && hours.count == 4)
    #expect(hours.map { $0["mean"] } == ["0", "3", "1", "1"])
    #expect(try aggregate(input, "--metric", "m", "--bin", "hour(s)=0,12", "--by", "hour(s)").map { $0["n"] } == ["2", "2", "1"])
    #expect(try aggregate(input, "--metric", "m", "--where", "month(s)=null").map { $0["n"] } == ["2"])
    #expect(try failure(input, "--metric", "hour(m)").description.contains("hour(m)"))
    #expect(try failure(input, "--metric", "minute(s)").message.contains("no record has a field \"minute(s)\""))
  }

  @Test func weightedMeansAreRatiosOfSums() throws {
    let input = "{\"m\":1,\"w\":3}\n{\"m\":5,\"w\":1}\n{\"m\":9,\"w\":null}\n{\"m\":7,\"w\":0}\n"
    let summary = try #require(try aggregate(input, "--metric", "m", "--weight", "w").first)
    #expect(summary["mean"] == "2" && summary["n"] == "3" && summary["missing"] == "1" && summary["weight"] == "\"w\"")
    #expect(summary["ci_method"]?.contains("bootstrap (records)") == true)
    #expect(try failure("{\"m\":1,\"w\":-1}\n", "--metric", "m", "--weight", "w").message.contains("at least 0"))
    #expect(try failure("{}", "--metric", "m", "--weight", "w", "--ratio", "a/b").cause == .usage)
  }

  /// statsmodels 0.15: proportion_confint(7, 9, method="wilson").
  @Test func ratesHaveWilsonsInterval() throws {
    let input = (0..<9).map { "{\"m\":\($0 < 7),\"s\":\($0 < 7 ? 1 : 0),\"t\":1}\n" }.joined()
    for question in [["--metric", "m"], ["--metric", "s"], ["--ratio", "s/t"]] {
      let summary = fields(try #require(try lines(input, question + ["--interval", "wilson"]).first))
      #expect(summary["ci_method"] == "\"wilson\"")
      for (name, expected) in [("ci_low", 0.45258896910698887), ("ci_high", 0.9367748928821533)] {
        #expect(abs((summary[name].flatMap { Double($0) } ?? .nan) - expected) < 1e-9)
      }
    }
    #expect(try failure("{\"m\":0.5}\n", "--metric", "m", "--interval", "wilson").message.contains("rates"))
    let none = try #require(try aggregate("{\"a\":3,\"b\":2}\n", "--ratio", "a/b", "--interval", "wilson").first)
    #expect(none["ci_low"] == "null" && none["reason"]?.contains("successes among trials") == true)
  }

  @Test func clustersAreTestedByTheirMeans() throws {
    let input = (0..<40).map { index in
      ["\"a\",\"m\":\(index % 7)", "\"b\",\"m\":3"].map { "{\"id\":\(index),\"z\":\(index / 4),\"c\":\($0)}\n" }.joined()
    }.joined()
    let question = ["--metric", "m", "--compare", "c", "--baseline", "b"]
    let (alone, clustered) = (
      fields(try lines(input, question)[1]), fields(try lines(input, question + ["--cluster", "z"])[1])
    )
    #expect(alone["test"] == "\"Wilcoxon signed-rank\"" && clustered["test"] == "\"Wilcoxon signed-rank, of cluster means\"")
    #expect(alone["p_method"] == "\"normal\"" && clustered["p_method"] == "\"exact\"" && alone["zeros"] == "6")
    #expect(alone["mean_difference"] == clustered["mean_difference"] && alone["effect_size"] == clustered["effect_size"])
  }

  @Test func insightsAreOfTestsThatHoldAlone() throws {
    let input = (0..<30).map { index in
      ["a", "b", "c"].map { name in
        let noise = Double(index * 7 % 11) / 10
        let value = name == "a" ? 5 + noise : name == "b" ? 1 + noise * noise : noise + (index % 2 == 0 ? 1 : 0.9)
        return "{\"id\":\(index),\"c\":\"\(name)\",\"m\":\(value),\"u\":\(index * 13 % 30)}\n"
      }.joined()
    }.joined()
    let question = ["--metric", "m,u", "--compare", "c", "--baseline", "b", "--trend", "m~u", "--insights", "9"]
    let insights = try lines(input, question).map(fields).filter { $0["kind"] == "\"insight\"" }
    #expect(insights.first?["rank"] == "1" && insights.first?["effect"] == "1")
    #expect(insights.first?["sentence"]?.contains("m is higher by 305 % (4.149, 95 % interval 4.114 to 4.183)") == true, "\(insights)")
    #expect(insights.first?["evidence"]?.contains(#""kind":"comparison""#) == true)
    let effects = insights.compactMap { $0["effect"].flatMap { Double($0) }.map(abs) }
    #expect(effects == effects.sorted(by: >) && insights.count < 4)
    #expect(insights.allSatisfy { ($0["p"].flatMap { Double($0) } ?? 1) < 0.05 })
    let strict = try lines(input, question + ["--confidence", "0.9999"]).map(fields)
    #expect(strict.filter { $0["kind"] == "\"insight\"" }.count == 1)
  }

  @Test func sentencesSayWhatMeanAndTestSay() throws {
    // The mean falls by what one pair loses; all others rise.
    let input = (0..<40).map { index in
      "{\"id\":\(index),\"c\":\"a\",\"m\":\(index == 7 ? 10 : 101 + Double(index) / 100)}\n"
        + "{\"id\":\(index),\"c\":\"b\",\"m\":100}\n"
        + "{\"id\":\(index),\"c\":\"c\",\"m\":\(120 + Double(index % 3) / 1000)}\n"
    }.joined()
    let question = ["--metric", "m", "--compare", "c", "--baseline", "b", "--insights", "9"]
    let all = try lines(input, question).map(fields).filter { $0["kind"] == "\"insight\"" }.compactMap { $0["sentence"] }
    #expect(
      all.count == 1
        && all[0].contains("m is higher by 20 % (20.00098, 95 % interval 20.00071 to 20.00124) under c than under b"),
      "\(all)")
    let about = try lines(input, question + ["--about", "a"]).map(fields).compactMap { $0["sentence"] }
    #expect(
      about.count == 1
        && about[0].contains(
          "m tends to be higher under a than under b, on average lower by 1.08 % (1.08, 95 % interval -3.53 to 5.69)"),
      "\(about)")
  }

  @Test func modelledRecordsAreAFractionOfAll() throws {
    let input = "{\"m\":1,\"grid_modelled\":true}\n{\"m\":null,\"grid_modelled\":false}\n"
    #expect(try aggregate(input, "--metric", "m", "--modelled", "grid_modelled").map { $0["grid_modelled"] } == ["0.5"])
    #expect(try aggregate(input, "--metric", "m").map { $0["grid_modelled"] } == [nil])
    let slip = try failure(input, "--metric", "m", "--modelled", "grd_modelled").message
    #expect(slip.contains("did you mean \"grid_modelled\"?"))
    #expect(try failure(input, "--metric", "m", "--modelled", "m").message.contains("ends in modelled"))
  }

  /// b is as far from a as a from b, in the interval as well.
  @Test func comparisonsHaveNoSide() throws {
    let input = (0..<12).map { "{\"id\":\($0),\"c\":\"a\",\"m\":\($0 * $0 % 7)}\n{\"id\":\($0),\"c\":\"b\",\"m\":\($0 % 5)}\n" }.joined()
    let ends = try ["a", "b"].map { baseline in
      let found = try aggregate(input, "--metric", "m", "--compare", "c", "--baseline", baseline, "--interval", "bootstrap").last
      return try ["ci_low", "mean_difference", "ci_high"].map { try #require(Double(found?[$0] ?? "")) }
    }
    #expect(zip(ends[0], ends[1].reversed()).allSatisfy { abs($0 + $1) < 1e-12 } && ends[0][0] < ends[0][2])
  }

  @Test func whatHasNoPartnerIsCounted() throws {
    let input = """
      {"id":1,"c":"a","m":1}
      {"id":1,"c":"b","m":2}
      {"id":2,"c":"a","m":4}
      {"id":3,"c":"b","m":4}
      {"id":4,"c":"a","m":null}
      {"id":4,"c":"b","m":5}
      """
    let comparison = try #require(try aggregate(input, "--metric", "m", "--compare", "c", "--baseline", "b").last)
    #expect(comparison["pairs"] == "1")
    #expect(comparison["unpaired"] == "4")
    #expect(comparison["mean_difference"] == "-1")
    #expect(comparison["ci_low"] == "null")
    #expect(comparison["reason"] == "\"a single value has no spread\"")
  }

  @Test func faultsHaveTheirPlace() throws {
    func message(_ text: String, _ arguments: String...) throws -> String {
      let failure = try #require(throws: Failure.self) { _ = try lines(text, ["--metric", "m"] + arguments) }
      #expect(failure.cause == .data)
      return failure.description.split(separator: ":").dropFirst().joined(separator: ":")
    }
    #expect(try message("{\"m\":1}\n{\"m\":\"1\"}\n").hasPrefix("2:6: m: found '\"'"))
    #expect(try message("{\"m\":1,}\n").hasPrefix("1:8: "))
    #expect(try message("{\"x\":[1,01],\"m\":1}\n").hasPrefix("1:10: "))
    #expect(try message("{\"x\":1e999,\"m\":1}\n").hasPrefix("1:6: this number is too large"))
    #expect(try message("{\"x\":-,\"m\":1}\n").hasPrefix("1:6: "))
    #expect(try message("{\"m\":1} 2\n").hasPrefix("1:9: "))
    #expect(try message("{\"m\":1,\"m\":1}\n").hasPrefix("1:12: \"m\" stands here a second time"))
    #expect(try message("{\"m\":1,\"g\":[]}\n", "--by", "g").hasPrefix("1:12: g: "))
    #expect(try message("{\"m\":1}\n", "--compare", "c", "--baseline", "b").hasPrefix("1: a record without id"))
    let twice = "{\"m\":1,\"id\":1,\"c\":2}\n{\"m\":1,\"id\":1.0,\"c\":2}\n"
    #expect(try message(twice, "--compare", "c", "--baseline", "2").hasPrefix("2: 2 has a second record"))
  }

  @Test func whatIsNowhereIsNamedWithTheNearest() throws {
    #expect(try failure("{\"metric\":1}\n", "--metric", "metrik").message.contains("did you mean \"metric\"?"))
    #expect(try failure("{\"m\":1}\n", "--metric", "m", "--by", "grid_modelled").message.contains("grid_modelled"))
    #expect(try failure("", "--metric", "m").cause == .data)
    let records = "{\"id\":1,\"c\":\"naive\",\"m\":1}\n"
    #expect(
      try failure(records, "--metric", "m", "--compare", "c", "--baseline", "naife").message
        .contains("did you mean \"naive\"?"))
  }

  @Test func invalidRecordsAreSkippedOnlyWhenAsked() throws {
    let input = "{\"m\":1}\n{\"m\":\"2\"}\n{\"m\":\n{\"m\":3}\n"
    #expect(try failure(input, "--metric", "m").place?.line == 2)
    #expect(try aggregate(input, "--metric", "m", "--skip-invalid").map { $0["n"] } == ["2"])
  }

  @Test func unboundedGroupsAreRefused() throws {
    let input = (0...GroupStatistics.maximumGroups).map { "{\"m\":\($0)}\n" }.joined()
    #expect(try failure(input, "--metric", "m", "--by", "m").message.contains("more than 65536 groups"))
  }

  @Test func questionsThatCannotBeAnsweredAreRefused() throws {
    #expect(try failure("{}").cause == .usage)
    #expect(try failure("{}", "--ratio", "a/b/c").cause == .usage)
    #expect(try failure("{}", "--metric", "m", "--compare", "c").cause == .usage)
    for wrong in [
      ["--metric", "m", "--rank"], ["--correlate", "a"], ["--trend", "a,b"], ["--histogram", "a=3,2"], ["--histogram", "a=0"],
      ["--metric", "m", "--pareto", "m"], ["--metric", "m", "--pareto", "n:min"],
      ["--metric", "m", "--cluster", "c", "--interval", "t"],
    ] {
      #expect(try #require(throws: Failure.self) { _ = try lines("{}", wrong) }.cause == .usage, "\(wrong)")
    }
    #expect(try failure("{}", "--metric", (0..<70).map { "m\($0)" }.joined(separator: ",")).cause == .usage)
  }
}
