import CameraPlanning
import Forecasting
import Glibc
import Records
import StreamIO
import Testing

@testable import Camera

/// A C compiler that is installed, if one is.
private let compiler = ["cc", "gcc", "clang"].first { system("command -v \($0) >/dev/null") == 0 }

@Suite(.enabled(if: compiler != nil, "no C compiler is installed: cc, gcc or clang"))
struct CControllerTests {
  /// Compiles what is exported, replays vectors, and gives what it said and its exit status.
  private func replay(_ decider: Decider, _ network: ForecastNetwork, _ vectors: TestVectors) throws -> (String, Int32) {
    var template = Array("/tmp/deployment.XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer { _ = system("rm -rf '\(folder)'") }
    for file in try CController(decider, networks: [network], priorHours: 500).files() + [("vectors", vectors.text)] {
      let output = try #require(fopen("\(folder)/\(file.name)", "w"))
      fputs(file.text, output)
      fclose(output)
    }
    let status = system(
      "cd '\(folder)' && \(compiler ?? "cc") -std=c99 -Wall -Wextra -Werror -pedantic -ffp-contract=off -O2 "
        + "camera_controller.c camera_test.c -lm -o replay && ./replay < vectors > said 2>&1")
    var said = [CChar](repeating: 0, count: 4096)
    if let input = fopen("\(folder)/said", "r") {
      fread(&said, 1, said.count - 1, input)
      fclose(input)
    }
    return (String(decoding: said.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self), (status >> 8) & 0xff)
  }

  @Test(arguments: [(3600, Charging.continuous), (300, .continuous), (900, .slots)])
  func decidesAWeekAsTheDeciderDoes(interval: Int, charging: Charging) throws {
    let week = try Week(intervalSeconds: interval, taskSeconds: 60, charging: charging)
    let network = try trained()
    let decider = try week.decider(network)
    var vectors = TestVectors(decider)
    for (share, time) in week.past { vectors.record(share, at: time) }
    let rows = try week.traced(network)
    for row in rows { try vectors.decide(row.observation()) }
    let (said, status) = try replay(decider, network, vectors)
    #expect(said == "\(rows.count) decisions, 0 wrong\n")
    #expect(status == 0)
  }

  @Test(arguments: [Charging.continuous, .slots], [false, true])
  func standardVectorsVisitEveryRuleAndHold(charging: Charging, isUsual: Bool) throws {
    let week = try Week(intervalSeconds: 3600, taskSeconds: 5, charging: charging)
    let network = try trained()
    var rules = Decider.Rules()
    let usual = try TestVectors.standard(for: week.decider(network, rules: rules))
    if !isUsual { (rules.shading, rules.threshold) = (0.8, .init(quantile: 0.6, floor: 0.3)) }
    let decider = try week.decider(network, rules: rules)
    let vectors = try TestVectors.standard(for: decider)
    #expect((vectors.text == usual.text) == isUsual)
    let lines = vectors.text.split(separator: "\n").filter { $0.hasPrefix("o") }.map { $0.split(separator: " ") }
    for rule in ["0", "1", "2"] { #expect(lines.contains { $0[9] == rule }) }
    #expect(lines.contains { $0[10] == "1" } && Set(lines.map { $0[6] }).count >= 4)
    let (said, status) = try replay(decider, network, vectors)
    #expect(said == "1884 decisions, 0 wrong\n" && status == 0)
  }

  /// Nothing that is decided hangs on the scale of rewards, be it a grid that ties with itself, on which a charge just
  /// earns its price or never does.
  @Test(arguments: [Charging.continuous, .slots], [0, 1, 2])
  func decidesAlikeUnderAnyScaleOfRewards(charging: Charging, kind: Int) throws {
    var week = try Week(intervalSeconds: 3600, taskSeconds: 60, charging: charging)
    if kind > 0 {
      var scenario = week.scenario
      scenario.carbonFree = scenario.carbonFree.map { _ in 0 }
      scenario.history = scenario.history.map { _ in 0 }
      (scenario.capacityWh, scenario.initialWh) = (0.0448123, 0.02)
      let energy = Double(week.engine.setup.modelEnergy[try #require(week.engine.setup.successModel)]) / 1e7
      scenario.dirtyMwhWeight = kind == 1 ? 28 / energy * scenario.chargeEfficiency : 1000
      week = try Week(scenario)
    }
    let network = try trained()
    /// All of each line but the price, which is in units of reward.
    func decisions(_ vectors: TestVectors) -> [[Substring]] {
      vectors.text.split(separator: "\n").map { line in
        line.split(separator: " ").enumerated().filter { $0.offset != 8 }.map(\.element)
      }
    }
    func vectors(_ week: Week) throws -> TestVectors {
      if kind == 0 { return try TestVectors.standard(for: week.decider(network)) }
      var vectors = TestVectors(try week.decider(network))
      for (share, time) in week.past { vectors.record(share, at: time) }
      for minute in 0..<3000 {
        var observation = DeviceObservation()
        (observation.time, observation.carbonFree) = (week.scenario.start + minute * 60, 0)
        observation.batteryWh = week.scenario.capacityWh * Double(minute * 7 % 100) / 99
        try vectors.decide(observation)
      }
      return vectors
    }
    let plain = decisions(try vectors(week))
    if kind > 0 {
      let success = try #require(week.engine.setup.successModel)
      for line in plain where line[0] == "o" {
        let canRun = try #require(Double(line[2])) * 1e10 >= Double(week.engine.setup.modelEnergy[success])
        #expect(line[6] == (canRun ? "\(success)" : "-1") && (kind == 1 || line[7] == "0.0"))
      }
    }
    for factor in [3, 7, 0.1, 1000] {
      let scaled = try week.weighted(factor)
      let scaledVectors = try vectors(scaled)
      #expect(decisions(scaledVectors) == plain, "weights × \(factor)")
      let (said, status) = try replay(scaled.decider(network), network, scaledVectors)
      #expect(said.hasSuffix(" decisions, 0 wrong\n") && status == 0, "weights × \(factor)")
    }
  }

  @Test func aDifferenceIsFound() throws {
    let week = try Week(intervalSeconds: 3600, taskSeconds: 60, charging: .continuous)
    let network = try trained()
    let decider = try week.decider(network)
    var other = network
    other.layers[0].weights[0] *= 1.001
    let (said, status) = try replay(decider, other, TestVectors.standard(for: decider))
    #expect(!said.contains(" 0 wrong") && status == 1)
  }

  @Test func refusesWhatCannotBeExported() throws {
    let week = try Week(intervalSeconds: 60, taskSeconds: 60, charging: .continuous, days: 1)
    let network = try trained()
    let decider = try week.decider(network)
    #expect(throws: Failure.self) { try CController(decider, networks: [network], priorHours: 500) }
    #expect(throws: Failure.self) { try CController(decider, networks: [network, network], priorHours: 500) }
  }
}
