import StreamIO
import Testing

@testable import Stages

/// What every problem's solver, simulator and learner must keep.
@Suite struct StageContractTests {
  enum Stage: CaseIterable {
    case solve, simulate

    func input(_ sample: Sample) -> [String] { self == .solve ? sample.scenarios : sample.plans }

    func run(_ run: StageRun) throws -> [String] {
      switch self {
      case .solve: try run.filtered(by: SolveProblems.self)
      case .simulate: try run.filtered(by: SimulateProblems.self)
      }
    }

    var schemas: [RecordSchema] { self == .solve ? SolveProblems.schemas : SimulateProblems.schemas }
  }

  @Test func aSampleIsAtHandOfEveryProblem() {
    let problems = Sample.all.map(\.problem)
    #expect(SolveProblems.types.map { "\($0.problem)" } == problems)
    #expect(SimulateProblems.types.map { "\($0.problem)" } == problems)
    #expect(TrainProblems.types.map { "\($0.problem)" } == problems)
  }

  @Test(arguments: Stage.allCases, Sample.all) func theSameBytesOnAnyThreads(stage: Stage, sample: Sample) throws {
    let input = stage.input(sample)
    let one = try stage.run(StageRun(lines: input, options: sample.options, threads: 1))
    #expect(one.count >= input.count)
    #expect(try stage.run(StageRun(lines: input, options: sample.options, threads: 3)) == one)
  }

  @Test(arguments: Stage.allCases, Sample.all) func unknownFieldsPassThroughByteForByte(stage: Stage, sample: Sample) throws {
    let tag = #""a tag": {"x":[1.50, null]}"#
    let plain = try stage.run(StageRun(lines: stage.input(sample), options: sample.options))
    let tagged = try stage.run(StageRun(lines: stage.input(sample).map { "{\(tag)," + $0.dropFirst() }, options: sample.options))
    #expect(tagged == plain.map { "{\(tag)," + $0.dropFirst() })
  }

  /// What is written has the fields of its schema and no others.
  @Test(arguments: Stage.allCases, Sample.all) func theSchemaIsOfTheOutput(stage: Stage, sample: Sample) throws {
    func has(_ schema: RecordSchema, _ name: String) -> Bool {
      name == "kind" || schema.fields.contains { $0.name == name } || schema.families.contains { $0.has(name) }
    }
    for line in try stage.run(StageRun(lines: stage.input(sample), options: sample.options)) {
      let names = try Array(line.utf8).withUnsafeBufferPointer { bytes in
        var reader = JSONReader(bytes, file: "output")
        return Set(try reader.readFieldPaths().filter { !$0.contains(".") })
      }
      #expect(stage.schemas.contains { schema in names.allSatisfy { has(schema, $0) } }, "\(names.sorted())")
    }
  }

  @Test(arguments: Stage.allCases, Sample.all) func whatIsWrongIsRefusedWithItsPlace(stage: Stage, sample: Sample) throws {
    var input = stage.input(sample)
    let whole = try stage.run(StageRun(lines: input, options: sample.options))
    input.insert(#"{"kind":"scenario","problem":"\#(sample.problem)","id":5}"#, at: 1)
    let column = #"{"kind":"scenario","problem":"\#(sample.problem)","id":"#.utf8.count + 1
    let failure = #expect(throws: Failure.self) { try stage.run(StageRun(lines: input, options: sample.options)) }
    #expect(failure?.cause == .data && failure?.place?.line == 2 && failure?.place?.column == column)
    #expect(try stage.run(StageRun(lines: input, options: sample.options, isSkipping: true)) == whole)
  }

  @Test(arguments: Stage.allCases) func anUnknownProblemIsRefusedWithTheNearestName(stage: Stage) throws {
    let line = #"{"kind":"scenario","problem":"toi"}"#
    let failure = #expect(throws: Failure.self) { try stage.run(StageRun(lines: [line])) }
    #expect(failure?.place?.line == 1 && failure?.place?.column == 30)
    #expect(failure?.message == #""toi" is no problem of stage; did you mean "toy"?"#)
  }

  @Test func optionsOfAProblemThatNeverCameAreRefused() throws {
    let run = StageRun(lines: Sample.all[0].plans, options: Sample.all[0].options + ["--patience", "5"])
    let failure = #expect(throws: Failure.self) { try run.filtered(by: SimulateProblems.self) }
    #expect(failure?.message == "an option of toy was given, and no record of toy came; leave it out")
  }

  /// Problems take turns, and each record becomes what it becomes among its own.
  @Test(arguments: Stage.allCases) func oneStreamMayHoldSeveralProblems(stage: Stage) throws {
    let inputs = Sample.all.map { stage.input($0) }
    let alone = try Sample.all.map { sample in
      try stage.input(sample).map { try stage.run(StageRun(lines: [$0], options: sample.options)) }
    }
    let count = inputs.map(\.count).min() ?? 0
    let mixed = (0..<count).flatMap { index in inputs.map { $0[index] } }
    let expected = (0..<count).flatMap { index in alone.flatMap { $0[index] } }
    #expect(try stage.run(StageRun(lines: mixed, options: Sample.all.flatMap(\.options))) == expected)
  }

  @Test(arguments: Sample.all) func aTrainingIsOfOneProblem(sample: Sample) throws {
    let options = Sample.all.flatMap(\.options)
    let others = Sample.all.filter { $0.problem != sample.problem }.flatMap(\.plans)
    let failure = #expect(throws: Failure.self) { try StageRun(lines: [sample.plans[0], others[0]], options: options).learned() }
    #expect(failure?.message.hasSuffix("after those of \(sample.problem); a training is of one problem") == true)
  }

  @Test func aConfigurationIsOfAProblem() throws {
    #expect(try StageRun.configured(#"{"simulate": {"patience": 60}, "problem": "toy"}"#)
      == "{\n  \"problem\": \"toy\",\n  \"seed\": 1,\n  \"simulate\": {\n    \"patience\": 60\n  }\n}\n")
    #expect(try StageRun.configured(#"{"problem": "toy"}"#).contains(#""patience": 50"#))
    for text in ["{}", #"{"problem": "camera"}"#] { #expect(try StageRun.configured(text).contains(#""charge_below""#)) }
    func complaint(_ text: String) -> Failure? { #expect(throws: Failure.self) { try StageRun.configured(text) } }
    let foreign = complaint("{\"problem\": \"camera\",\n\"simulate\": {\"patience\": 60}}")
    #expect(foreign?.message.hasPrefix("unknown key \"patience\"") == true && foreign?.place?.line == 2)
    let unknown = complaint(#"{"seed": 1, "problem": "toi"}"#)
    #expect(unknown?.message == #""toi" is no problem of simulate; did you mean "toy"?"#)
    #expect(unknown?.place?.line == 1 && unknown?.place?.column == 24)
  }

  /// The toy's numbers, by hand: of the prices 3, 9 and 4 the best two are 9 and 4.
  @Test func theToyGoesThroughAllStages() throws {
    let scenario = #"{"kind":"scenario","id":"a","problem":"toy","stock":2,"price":[3,9,4]}"#
    let plans = try StageRun(lines: [scenario]).filtered(by: SolveProblems.self)
    #expect(plans == [scenario.dropLast() + #","plan":{"reward":13}}"#])
    let runs = try StageRun(lines: plans, options: ["--patience", "4"]).filtered(by: SimulateProblems.self)
    #expect(
      runs == [
        #"{"kind":"run","id":"a","problem":"toy","controller":"at_once","reward":12,"regret":1}"#,
        #"{"kind":"run","id":"a","problem":"toy","controller":"patient","reward":13,"regret":0}"#,
      ])
    #expect(try StageRun(lines: plans).learned() == [#"{"kind":"layer","name":"threshold","shape":[1],"weights":[4]}"#])
  }
}
