import ArgumentParser
import CommandSupport
import StreamIO

/// What a problem brings to a tool that is a stage: its own options, its declaration of the tool's section of a configuration, and
/// what the tool tells of it.
public protocol ProblemStage<Shared>: ParsableArguments, Sendable {
  /// The options of the stage that all problems take.
  associatedtype Shared: ParsableArguments & Sendable
  /// The tool's section of a configuration of this problem.
  associatedtype Section: Record

  /// As records and configurations call it.
  static var problem: StaticString { get }
  /// Of the records that it writes.
  static var schemas: [RecordSchema] { get }
  /// Paragraphs of the tool's help, and examples, two spaces before each line.
  static var explanation: String { get }
  static var examples: String { get }

  /// The section with the options of this command line set.
  func resolve(_ section: Section, _ shared: Shared) -> Section
}

/// What a stage is called with.
public struct StageCall<Section: Record, Shared: Sendable>: Sendable {
  /// The configuration, with the command line's options set.
  public let configuration: Section
  public let shared: Shared
  public let common: CommonOptions
  public let seed: UInt64
  public let log: EventLog
}

/// A problem's part of a stage that turns each record into others.
public protocol FilterStage<Shared>: ProblemStage {
  /// Where a second stream goes, if any.
  var sidePath: String? { get }

  /// Checks the options and reads what they name, once for all threads.
  func prepare(_ call: StageCall<Section, Shared>) throws(Failure) -> MakeWorker
}

/// A problem's part of `solve`: it appends to each scenario the best that could have been done.
public protocol Solver: FilterStage where Shared == SolvingOptions {
  /// Writes the programme of a scenario in CPLEX LP format to a file, or to standard output.
  func writeProgramme(of line: InputLine, _ call: StageCall<Section, Shared>, to path: String?) throws(Failure)
}

/// A problem's part of `simulate`: it makes of each scenario a run of each controller.
public protocol Simulator: FilterStage where Shared == SimulatingOptions {}

/// A problem's part of `trainnet --task policy`: it learns to decide from scenarios with plans.
public protocol Learner: ProblemStage where Shared == LearningOptions {
  func prepare(_ call: StageCall<Section, Shared>) throws(Failure) -> any Lessons
}

/// What is learned from, gathered record by record.
public protocol Lessons: AnyObject {
  func take(_ line: InputLine) throws(Failure)
  /// Learns from all that was taken, and writes what was learned.
  func learn(to output: inout RecordOutput) throws(Failure)
}
