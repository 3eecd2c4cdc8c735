/// Why a scenario can be neither planned nor simulated: what is wrong, and what would be right. It becomes the `reason` of a failed run.
public struct InvalidSetup: Error, Hashable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
