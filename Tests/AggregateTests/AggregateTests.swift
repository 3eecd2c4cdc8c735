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

  @Test func modelledRecordsAreAFractionOfAll() throws {
    let input = "{\"m\":1,\"grid_modelled\":true}\n{\"m\":null,\"grid_modelled\":false}\n"
    #expect(try aggregate(input, "--metric", "m").map { $0["grid_modelled"] } == ["0.5"])
    #expect(try aggregate("{\"m\":1}\n", "--metric", "m").map { $0["grid_modelled"] } == [nil])
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
    #expect(try failure("{}", "--metric", (0..<70).map { "m\($0)" }.joined(separator: ",")).cause == .usage)
  }
}
