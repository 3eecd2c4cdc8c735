import ArgumentParser
import CommandSupport
import StreamIO

/// Who plans.
public enum PlanningMethod: String, Choice, ExpressibleByArgument {
  /// What suits the problem.
  case auto
  case dp, glpk
  public init() { self = .auto }
}

/// The options of `solve` that all problems take.
public struct SolvingOptions: ParsableArguments, Sendable {
  @Option(help: "auto (default), dp or glpk.")
  public var method: PlanningMethod?

  @Option(help: ArgumentHelp("glpk: stop when the plan is proved this close to the optimum (default: 1).", valueName: "reward"))
  public var gap: Double?

  @Option(help: ArgumentHelp("Stop a plan after this wall time.", valueName: "seconds"))
  public var timeLimitS: Double?

  @Option(help: ArgumentHelp("Have glpk prove this share of the plans again, drawn by seed and id (default: 0).", valueName: "fraction"))
  public var certify: Double?

  public init() {}

  public func validate() throws {
    if let gap, !(gap >= 0 && gap.isFinite) { throw ValidationError("--gap is \(gap); it must be at least 0") }
    if let timeLimitS, !(timeLimitS > 0 && timeLimitS.isFinite) {
      throw ValidationError("--time-limit-s is \(timeLimitS); it must be above 0")
    }
    if let certify, !(certify >= 0 && certify <= 1) {
      throw ValidationError("--certify is \(certify); it must be from 0 to 1")
    }
  }
}
