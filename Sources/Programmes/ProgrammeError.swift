/// Why a programme cannot be solved; the description says what is wrong and what would be right.
public enum ProgrammeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A number that is not finite, has the wrong sign or lies outside its range.
  case outOfRange(String)
  /// The solver stopped without a solution: its own words.
  case solver(String)
  /// The time was up before the solver had a solution.
  case timeLimit(String)

  public var description: String {
    switch self {
    case .outOfRange(let explanation), .solver(let explanation), .timeLimit(let explanation): explanation
    }
  }
}
