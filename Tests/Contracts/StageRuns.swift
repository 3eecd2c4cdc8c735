import ArgumentParser
import CameraStages
import Glibc
import StreamIO
import Testing
import Toy

@testable import CommandSupport
@testable import Stages

/// The lists that tools would have with the toy among their problems: a line each.
struct SolveProblems: ProblemGroups {
  typealias Shared = SolvingOptions
  @OptionGroup(title: "camera") var camera: CameraSolver
  @OptionGroup(title: "toy") var toy: ToySolver
}

struct SimulateProblems: ProblemGroups {
  typealias Shared = SimulatingOptions
  @OptionGroup(title: "camera") var camera: CameraSimulator
  @OptionGroup(title: "toy") var toy: ToySimulator
}

struct TrainProblems: ProblemGroups {
  typealias Shared = LearningOptions
  @OptionGroup(title: "camera") var camera: CameraLearner
  @OptionGroup(title: "toy") var toy: ToyLearner
}

/// A stage as a tool calls it, on lines of text.
struct StageRun {
  let lines: [String]
  var options: [String] = []
  var threads = 2
  var isSkipping = false

  /// What a stage that turns records into others writes.
  func filtered<Groups: ProblemGroups>(by groups: Groups.Type) throws -> [String] {
    try output { (input, common, call, shared, groups: Groups) in
      try groups.filter(call, shared, stage: "stage", unit: "records", input: input, common)
    }
  }

  func learned() throws -> [String] {
    try output { (input, common, call, shared, groups: TrainProblems) in
      let lessons = try groups.readLessons(call, shared, stage: "trainnet", input: input, common)
      var output = try RecordOutput(common)
      try lessons.learn(to: &output)
      try output.finish()
    }
  }

  private func output<Groups: ProblemGroups>(
    _ body: (InputOptions, CommonOptions, Invocation<ProblemSection<Groups>>, Groups.Shared, Groups) throws -> Void
  ) throws -> [String] {
    let folder = mkdtemp(strdup("/tmp/stage-XXXXXX")).map { String(cString: $0) } ?? ""
    defer { for name in ["in", "out", ""] { remove("\(folder)/\(name)") } }
    try Self.write(lines.map { $0 + "\n" }.joined(), to: "\(folder)/in")
    // Groups know only their own options.
    let groups = try Groups.parse(options)
    let shared = try Groups.Shared.parse([])
    let log = try EventLog(tool: "stage", path: nil, level: .error)
    let call = Invocation(configuration: groups.resolve(ProblemSection<Groups>(), shared), seed: 1, log: log)
    let input = try InputOptions.parse(["\(folder)/in"] + (isSkipping ? ["--skip-invalid"] : []))
    let common = try CommonOptions.parse(["--plain", "--quiet", "--threads", "\(threads)", "-o", "\(folder)/out"])
    try body(input, common, call, shared, groups)
    return Self.read("\(folder)/out").split(separator: "\n").map(String.init)
  }

  /// A configuration's section of simulate, as it would be printed.
  static func configured(_ text: String) throws -> String {
    let folder = mkdtemp(strdup("/tmp/stage-XXXXXX")).map { String(cString: $0) } ?? ""
    defer { for name in ["c.jsonc", ""] { remove("\(folder)/\(name)") } }
    try write(text, to: "\(folder)/c.jsonc")
    let section: StudySection<ProblemSection<SimulateProblems>> = try readStudySection(tool: "simulate", path: "\(folder)/c.jsonc")
    return section.text
  }

  private static func write(_ text: String, to path: String) throws(Failure) {
    let output = try TextOutput(path: path)
    try output.write(text)
    try output.finish()
  }

  private static func read(_ path: String) -> String {
    let text = try? ByteSource(path: path).readAll()
    return String(decoding: text ?? [], as: UTF8.self)
  }
}

/// What the records of a problem look like at a stage.
struct Sample: CustomTestStringConvertible, Sendable {
  let problem: String
  let scenarios: [String]
  /// The same with plans.
  let plans: [String]
  var options: [String] = []

  var testDescription: String { problem }

  static let all: [Sample] = {
    let models = ["--models", Repository.path("model-data/power_profiles.json")]
    func camera(_ name: String) -> [String] { Repository.text("Tests/Cases/input/\(name).ndjson").split(separator: "\n").map(String.init) }
    let toys = (0..<40).map { index in
      var scenario = ToyScenario(seed: 1, index: index)
      var writer = JSONWriter()
      writer.write(record: &scenario)
      return writer.text
    }
    let planned = toys.map { toy in
      var (scenario, spans) = (ToyScenario(), [FieldSpan]())
      try? Array(toy.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
        try decodeLine(bytes, file: "toys", number: 1, into: &scenario, spans: &spans)
      }
      var plan = ToyScenario.Plan()
      plan.reward = scenario.optimum
      scenario.plan = plan
      var writer = JSONWriter()
      writer.write(record: &scenario)
      return writer.text
    }
    return [
      Sample(problem: "camera", scenarios: camera("scenarios"), plans: camera("plans"), options: models),
      Sample(problem: "toy", scenarios: toys, plans: planned),
    ]
  }()
}
