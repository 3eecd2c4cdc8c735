import CommandSupport
import StreamIO

/// A section of a configuration, as the problem declares it that the configuration is of.
public struct ProblemSection<Groups: ProblemGroups>: SectionOfProblem {
  var section: any Record

  public static var problems: [StaticString] { Groups.types.map { $0.problem } }

  public init() { self.init(problem: 0) }

  public init(problem: Int) {
    func blank<Stage: ProblemStage>(_ stage: Stage.Type) -> any Record { Stage.Section() }
    section = blank(Groups.types[problem])
  }

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try section.visitFields(&visitor)
  }
}
