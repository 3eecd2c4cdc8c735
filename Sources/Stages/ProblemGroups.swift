import ArgumentParser
import CommandSupport
import StreamIO

/// The problems of a tool: a group of options each. A line such as
///
///     @OptionGroup(title: "toy") var toy: ToySolver
///
/// is all that a tool knows of a problem. The first is that of records and configurations that name none.
public protocol ProblemGroups<Shared>: ParsableArguments, Sendable {
  associatedtype Shared: ParsableArguments & Sendable
}

/// A group that is a problem's; found as swift-argument-parser finds groups, by looking at the properties.
private protocol ProblemSlot {
  static var type: any ProblemStage.Type { get }
  var stage: any ProblemStage { get }
}

extension OptionGroup: ProblemSlot where Value: ProblemStage {
  fileprivate static var type: any ProblemStage.Type { Value.self }
  fileprivate var stage: any ProblemStage { wrappedValue }
}

extension ProblemGroups {
  static var types: [any ProblemStage.Type] {
    Mirror(reflecting: Self()).children.compactMap { ($0.value as? any ProblemSlot).map { type(of: $0).type } }
  }

  var stages: [any ProblemStage] {
    Mirror(reflecting: self).children.compactMap { ($0.value as? any ProblemSlot)?.stage }
  }

  public static var schemas: [RecordSchema] { types.flatMap { $0.schemas } }

  /// What `--help` says of the problems, and their examples.
  public static var explanation: String { types.map { $0.explanation }.joined(separator: "\n\n") }
  public static var examples: String { types.map { $0.examples }.joined(separator: "\n") }

  /// The problem of each record, for what a tool does itself.
  public func dispatch(stage: String) -> ProblemDispatch<any ProblemStage> {
    ProblemDispatch(stage: stage, stages.map { stage in .init(problem: type(of: stage).problem) { () throws(Failure) in stage } })
  }

  /// The section with the options of its problem set.
  public func resolve(_ section: ProblemSection<Self>, _ shared: Shared) -> ProblemSection<Self> {
    var result = section
    for case let stage as any ProblemStage<Shared> in stages { result.section = stage.resolveIfOwn(result.section, shared) }
    return result
  }
}

extension ProblemStage {
  fileprivate func resolveIfOwn(_ section: any Record, _ shared: Shared) -> any Record {
    (section as? Section).map { resolve($0, shared) } ?? section
  }

  /// The call with the configuration's section, if that is of this problem, else with its defaults under the command line.
  func call<Groups>(
    _ call: Invocation<ProblemSection<Groups>>, _ shared: Shared, _ common: CommonOptions
  ) -> StageCall<Section, Shared> {
    StageCall(
      configuration: call.configuration.section as? Section ?? resolve(Section(), shared), shared: shared, common: common,
      seed: call.seed, log: call.log)
  }
}
