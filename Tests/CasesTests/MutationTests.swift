import Testing

/// Valid records, damaged at random: whatever a record holds, a tool says what is wrong or works; it never ends by a
/// signal, and what it writes can be read.
@Suite struct MutationTests {
  /// A few tries at every input of every tool; `make mutations` makes all (pipelines/reliability).
  @Test func shortCampaign() throws {
    guard isInstalled("python3") else { try Test.cancel("python3 is not installed") }
    let campaign = "\(repository)/pipelines/reliability/mutations.py"
    let folder = TemporaryFolder()
    let outcome = bash("python3 \(campaign) \(executables) --tries 200 --save damaged", in: folder.path)
    #expect(outcome.status == 0, "\(outcome.outputText)\(outcome.errorText)")
  }

  @Test(arguments: ["solve", "solve --method glpk --time-limit 5", "simulate --controllers \(controllers)"])
  func damagedRecordsNeverEndATool(_ command: String) throws {
    let lines = contents("\(Case.folder)/input/plans.ndjson").split(separator: UInt8(ascii: "\n")).map(Array.init)
    try #require(!lines.isEmpty)
    var random = TestGenerator(state: 20_240_220)
    let folder = TemporaryFolder()
    folder.linkInputs()
    var damaged: [UInt8] = []
    for index in 0..<400 {
      var line = lines[index % lines.count]
      for _ in 0...random.below(3) { damage(&line, &random) }
      damaged += line + [UInt8(ascii: "\n")]
    }
    replace(folder.file("damaged"), with: damaged)
    let outcome = bash("\(command) --skip-invalid --plain damaged > out && solve --plain out > read", in: folder.path)
    // A line of runs is no scenario: 65 is what reading them as such must give.
    #expect(outcome.status == (command.hasPrefix("simulate") ? 65 : 0), "\(outcome.errorText)")
  }

  private static let controllers = "naive_weak,naive_strong,naive,threshold,mpc_yesterday,mpc_profile,mpc_ar,oracle"

  /// Puts an odd value in a number's or a list's place, or changes bytes.
  private func damage(_ line: inout [UInt8], _ random: inout TestGenerator) {
    let colons = line.indices.filter { line[$0] == UInt8(ascii: ":") }
    guard let colon = colons.isEmpty ? nil : colons[random.below(colons.count)], random.below(5) > 0 else {
      let start = random.below(max(1, line.count))
      let end = min(line.count, start + random.below(4))
      let byte = UInt8(truncatingIfNeeded: random.next())
      return line.replaceSubrange(start..<end, with: byte == UInt8(ascii: "\n") ? [] : [byte])
    }
    let isList = colon + 1 < line.count && line[colon + 1] == UInt8(ascii: "[")
    let values = isList ? Self.lists : Self.values
    let end = line[(colon + 1)...].firstIndex { isList ? $0 == UInt8(ascii: "]") : ",}]".utf8.contains($0) }
    line.replaceSubrange(
      (colon + 1)..<(end.map { isList ? $0 + 1 : $0 } ?? line.count), with: Array(values[random.below(values.count)].utf8))
  }

  private static let values = [
    "0", "-1", "1", "0.5", "5", "7", "60", "3600", "86400", "1e300", "-1e300", "1e18", "1e-300", "5e-324", "1e9",
    "9223372036854775807", "-9223372036854775808", "9007199254740993", "1000000000000000", "null", "true", "{}", "[]",
    "\"\"", "\"NaN\"", "\"slots\"", "\"none\"", "\"linear\"", "\"0000-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"",
  ]

  private static let lists = [
    "[]", "[0]", "[1,1,1,1,1,1]", "[0,0,0,0,0,0,0,0,0,0,0,0]", "[1,0,1,0,1,0,1,0,1,0,1,0]", "[60,60,60,60,60,60]",
    "[1e300,1e300,1e300,1e300,1e300,1e300]", "[9223372036854775807,0,0,0,0,0]", "[3600,3600,3600,3600,3600,3600]",
    "[0.1,0.2,0.3]", "[null]", "[[1]]", "[-1]",
  ]
}

/// SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195).
struct TestGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
