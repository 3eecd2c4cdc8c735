import ArgumentParser
import CommandSupport
import Records
import Stages
import StreamIO

public struct ToySolver: Solver {
  public static let problem: StaticString = "toy"
  public static let schemas = [RecordSchema(of: ToyScenario.self)]
  public static let explanation = "The best hours to sell in are those with the highest prices."
  public static let examples = "  solve toys.ndjson | zcat"

  public init() {}
  public var sidePath: String? { nil }
  public func resolve(_ section: NoConfiguration, _ shared: SolvingOptions) -> NoConfiguration { section }

  public func prepare(_ call: StageCall<NoConfiguration, SolvingOptions>) throws(Failure) -> MakeWorker {
    { () throws(Failure) in
      LineWorker(ToyScenario.self) { scenario, line, output throws(Failure) in
        var planned = Planned()
        planned.plan.reward = scenario.optimum
        line.write(setting: &planned, to: &output.main)
      }
    }
  }

  public func writeProgramme(
    of line: InputLine, _ call: StageCall<NoConfiguration, SolvingOptions>, to path: String?
  ) throws(Failure) { throw Failure(.usage, "the toy has no programme: it sorts") }

  private struct Planned: Record {
    var plan = ToyScenario.Plan()
    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("plan", &plan, "the best that could have been done")
    }
  }
}

public struct ToySimulator: Simulator {
  public static let problem: StaticString = "toy"
  public static let schemas = [RecordSchema(of: ToyRun.self).passingOn(RecordSchema(of: ToyScenario.self), dropping: ToyRun.dropped)]
  public static let explanation = "at_once sells from the first hour on, patient at the price of --patience at least."
  public static let examples = "  simulate --patience 60 toys.ndjson | zcat"

  @Option var patience: Double?

  public init() {}
  public var sidePath: String? { nil }

  public struct Section: Record {
    public var patience = 50.0
    public init() {}
    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("patience", &patience, .nonNegative, default: 50, "price that patient sells at")
    }
  }

  public func resolve(_ section: Section, _ shared: SimulatingOptions) -> Section {
    var result = section
    result.patience = patience ?? result.patience
    return result
  }

  public func prepare(_ call: StageCall<Section, SimulatingOptions>) throws(Failure) -> MakeWorker {
    let policies = [("at_once", 0), ("patient", call.configuration.patience)]
    return { () throws(Failure) in
      LineWorker(ToyScenario.self, dropping: ToyRun.dropped) { scenario, line, output throws(Failure) in
        for (name, threshold) in policies {
          var run = ToyRun()
          (run.id, run.controller, run.reward) = (scenario.id, name, scenario.reward(sellingFrom: threshold))
          run.regret = scenario.plan.map { $0.reward - run.reward }
          line.write(setting: &run, to: &output.main)
        }
      }
    }
  }
}

public struct ToyLearner: Learner {
  public static let problem: StaticString = "toy"
  public static let schemas = [RecordSchema(of: Layer.self)]
  public static let explanation = "The price to sell at is that which earns most in all scenarios together."
  public static let examples = "  trainnet --task policy toys.ndjson | zcat"

  public init() {}
  public func resolve(_ section: NoConfiguration, _ shared: LearningOptions) -> NoConfiguration { section }
  public func prepare(_ call: StageCall<NoConfiguration, LearningOptions>) throws(Failure) -> any Lessons { ToyLessons() }
}

private final class ToyLessons: Lessons {
  private var (scenario, spans, lessons) = (ToyScenario(), [FieldSpan](), [ToyScenario]())

  func take(_ line: InputLine) throws(Failure) {
    try decodeLine(line.bytes, file: line.file, number: line.number, into: &scenario, spans: &spans, notesSpans: false)
    lessons.append(scenario)
  }

  func learn(to output: inout RecordOutput) throws(Failure) {
    func total(_ threshold: Double) -> Double { lessons.reduce(0) { $0 + $1.reward(sellingFrom: threshold) } }
    guard let best = Set(lessons.flatMap(\.price)).sorted().max(by: { total($0) < total($1) }) else {
      throw Failure(.data, "there is no scenario to learn from")
    }
    var layer = Layer(name: "threshold", shape: [1], weights: [best])
    try output.write(&layer)
  }
}
