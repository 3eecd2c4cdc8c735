/// Why a run cannot be made: what is wrong, and what would be right. It becomes the `reason` of a failed run.
public struct InvalidRun: Error, Hashable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
