import Testing

@testable import aggregate

/// Against SciPy and NumPy on the same records (reference/make_reference.py).
@Suite struct ReferenceTests {
  private static let question = [
    "--by", "controller", "--by", "controller,season", "--metric", "normalised_regret,success_rate",
    "--metric", "carbon_g", "--ratio", "regret/naive_regret", "--compare", "controller", "--baseline", "mpc_ar",
    "--where", "status=ok",
  ]

  @Test(arguments: [false, true])
  func agrees(isClustered: Bool) throws {
    let input = try reference("runs.ndjson").joined(separator: "\n")
    let clusters = isClustered ? ["--cluster", "zone,start"] : []
    let found = try lines(input, Self.question + clusters + ["--replicates", "1000"]).map(fields)
    let expected = try reference("reference.ndjson").map(fields).filter { $0["clustered"] == "\(isClustered)" }
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) {
      let isBootstrap = isClustered || expected["metric"] == "\"regret/naive_regret\""
      for (name, value) in expected where name != "clustered" {
        if isBootstrap, name.hasSuffix("_low") || name.hasSuffix("_high") { continue }
        #expect(agree(found[name], value), "\(name): \(found[name] ?? "absent") for \(value) in \(expected)")
      }
      // Success rates of few clusters have too few different means for quantiles to be comparable.
      let count = (expected["n"] ?? expected["pairs"]).flatMap { Int($0) } ?? 0
      if isBootstrap, expected["metric"] != "\"success_rate\"", count >= 15 {
        compareDistribution(found, expected)
      }
    }
  }

  private static let figures = [
    "--by", "controller", "--where", "carbon_g>=5", "--where", "season!=spring", "--metric", "carbon_g,success_rate",
    "--shape", "--histogram", "carbon_g=10,20,25,30", "--histogram", "success_rate=4", "--correlate",
    "carbon_g,success_rate", "--trend", "carbon_g~start", "--trend", "success_rate~carbon_g", "--compare", "controller",
    "--baseline", "mpc_ar", "--test", "t", "--adjust", "bh", "--rank", "--pareto", "success_rate:max,carbon_g:min",
  ]

  /// Shape, histograms, correlations, trends, the Pareto front, other tests and adjustments, rankings.
  @Test func figuresAgree() throws {
    let input = try reference("runs.ndjson").joined(separator: "\n")
    let found = try lines(input, Self.figures).map(fields)
    let expected = try reference("figures.ndjson").map(fields)
    for kind in ["summary", "histogram", "correlation", "trend", "pareto", "comparison", "ranking"] {
      let (found, expected) = (
        found.filter { $0["kind"] == "\"\(kind)\"" }, expected.filter { $0["kind"] == "\"\(kind)\"" }
      )
      #expect(found.count == expected.count && !expected.isEmpty, "\(kind): \(found.count) for \(expected.count)")
      for (found, expected) in zip(found, expected) {
        for (name, value) in expected {
          #expect(agree(found[name], value), "\(kind) \(name): \(found[name] ?? "absent") for \(value) in \(expected)")
        }
      }
    }
  }

  /// Numbers to 1e-9, in lists too; anything else as it stands, but for spaces.
  private func agree(_ found: String?, _ expected: String) -> Bool {
    if let found, found.hasPrefix("["), expected.hasPrefix("[") {
      let (found, expected) = (found.dropFirst().dropLast(), expected.dropFirst().dropLast())
      let (values, others) = (found.split(separator: ","), expected.split(separator: ","))
      return values.count == others.count
        && zip(values, others).allSatisfy { agree(String($0), $1.filter { $0 != " " }) }
    }
    guard let a = found.flatMap({ Double($0) }), let b = Double(expected) else {
      return found?.filter { $0 != " " } == expected.filter { $0 != " " }
    }
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b)) + 1e-12
  }

  /// 1,000 replicates place an interval's end within a sixth of its width of where 200,000 of NumPy's do.
  private func compareDistribution(_ found: [String: String], _ expected: [String: String]) {
    let ends = expected["ratio_low"] == nil ? ("ci_low", "ci_high") : ("ratio_low", "ratio_high")
    func end(_ record: [String: String], _ name: String) -> Double? { record[name].flatMap { Double($0) } }
    guard let low = end(expected, ends.0), let high = end(expected, ends.1) else { return }
    let reach = (high - low) / 6 + 1e-9 * abs(high)
    #expect(abs((end(found, ends.0) ?? .nan) - low) <= reach, "\(found) for \(expected)")
    #expect(abs((end(found, ends.1) ?? .nan) - high) <= reach, "\(found) for \(expected)")
  }

  @Test func theSameBytesOnAnyNumberOfThreads() throws {
    let input = Array(repeating: try reference("runs.ndjson"), count: 20).joined().joined(separator: "\n")
    let question = [
      "--by", "season,zone", "--metric", "carbon_g", "--ratio", "regret/naive_regret", "--cluster", "start",
    ]
    for question in [question, Array(Self.figures.prefix { $0 != "--compare" })] {
      let alone = try lines(input, question + ["--threads", "1"])
      for threads in 2...4 { #expect(try lines(input, question + ["--threads", "\(threads)"]) == alone) }
    }
  }

  /// But for the last digits of sums.
  @Test func theOrderOfRecordsDoesNotMatter() throws {
    let records = try reference("runs.ndjson")
    let question = Self.figures + ["--cluster", "zone,start", "--interval", "bca", "--insights", "20"]
    let forward = try lines(records.joined(separator: "\n"), question).map(fields)
    let backward = try lines(records.reversed().joined(separator: "\n"), question).map(fields)
    #expect(forward.count == backward.count)
    for (a, b) in zip(forward, backward) {
      for (name, value) in a where name != "evidence" {
        #expect(agree(b[name], value), "\(name): \(b[name] ?? "absent") for \(value) in \(a)")
      }
    }
  }

  @Test func drawsDependOnTheSeedAndOnNothingBesideThem() throws {
    let input = try reference("runs.ndjson").joined(separator: "\n")
    let question = ["--cluster", "zone,start", "--by", "controller"]
    let alone = try lines(input, question + ["--metric", "carbon_g", "--where", "controller=naive"])
    let among = try lines(input, question + ["--metric", "success_rate,carbon_g"])
    #expect(among.contains(alone[0]))
    let other = ["--metric", "carbon_g", "--where", "controller=naive", "--seed", "2"]
    #expect(try lines(input, question + other) != alone)
  }
}
