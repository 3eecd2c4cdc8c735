import CommandSupport
import StreamIO

/// A section of a configuration, as the problem declares it that the configuration is of.
public struct ProblemSection<Groups: ProblemGroups>: Record {
  var section: any Record

  public init() { self.init(Groups.types[0]) }

  private init(_ stage: any ProblemStage.Type) {
    func blank<Stage: ProblemStage>(_ stage: Stage.Type) -> any Record { Stage.Section() }
    section = blank(stage)
  }

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try section.visitFields(&visitor)
  }
}
