import CameraPlanning
import StreamIO

/// The clairvoyant optimum of a scenario, or why there is none.
public struct Plan: Record, Blank {
  public enum Method: String, Choice {
    case dp, glpk
    public init() { self = .dp }
  }

  public enum Termination: String, Choice {
    case optimal, gap, time, infeasible, error
    public init() { self = .error }
  }

  public enum Solution: String, Choice {
    case none, feasible, optimal
    public init() { self = .none }
  }

  /// What a single step is planned for.
  public enum Objective: String, Choice {
    case utility, cleanEnergy = "clean-energy"
    public init() { self = .utility }
  }

  /// The value of the energy left at the end of the judged horizon; linear in between.
  public struct TerminalValue: Record, Blank {
    public var batteryWh: [Double] = []
    public var value: [Double] = []

    public init() {}
    public init(batteryWh: [Double], value: [Double]) { (self.batteryWh, self.value) = (batteryWh, value) }

    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("battery_wh", &batteryWh, .nonNegative, "levels of stored energy")
      try visitor.field("value", &value, "reward that energy is worth over the tail")
    }
  }

  public var method = Method.dp
  public var charging = Charging.continuous
  public var termination = Termination.error
  public var solution = Solution.none
  public var reason: String?
  public var reward: Double?
  public var terminal: Double?
  public var bound: Double?
  public var gap: Double?
  public var objective: Objective?
  public var objectiveValue: Double?
  public var certifiedBy: Method?
  public var certifiedTermination: Termination?
  public var certifiedReason: String?
  public var certifiedBound: Double?
  public var certifiedDifference: Double?
  public var successModel: String?
  public var fallbackModel: String?
  public var terminalValue: TerminalValue?
  public var success: [Int] = []
  public var fallback: [Int] = []
  public var chargeSeconds: [Double] = []
  public var batteryWh: [Double] = []
  public var price: [Double] = []
  public var digest: PlanDigest?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("method", &method, "slope dynamic programme or GLPK's branch and cut")
    try visitor.field("charging", &charging, "the charger that was planned for")
    try visitor.field("termination", &termination, "why the solver stopped")
    try visitor.field("solution", &solution, "what it left: nothing, a feasible plan, or one proved optimal")
    try visitor.field("reason", &reason, default: nil, "why there is no plan")
    try visitor.field("reward", &reward, default: nil, "reward over the judged horizon")
    try visitor.field("terminal", &terminal, default: nil, "value of the energy left")
    try visitor.field("bound", &bound, default: nil, "no plan's reward + terminal is above it")
    try visitor.field("gap", &gap, .nonNegative, default: nil, "bound - (reward + terminal)")
    try visitor.field("objective", &objective, default: nil, "of a single step: what it was planned for")
    try visitor.field("objective_value", &objectiveValue, default: nil, "of a single step: what it earns of that")
    try visitor.field("certified_by", &certifiedBy, default: nil, "who proved the plan again, to its gap")
    try visitor.field(
      "certified_termination", &certifiedTermination, default: nil, "why that proof ended: time if it was cut short")
    try visitor.field("certified_reason", &certifiedReason, default: nil, "why there is no such proof")
    try visitor.field("certified_bound", &certifiedBound, default: nil, "its own bound on reward + terminal")
    try visitor.field(
      "certified_difference", &certifiedDifference, .nonNegative, default: nil,
      "certified_bound - (reward + terminal): what the plan may be short of at most")
    try visitor.field("success_model", &successModel, default: nil, "cheapest model that meets both wishes")
    try visitor.field("fallback_model", &fallbackModel, default: nil, "cheapest model of all, if cheaper")
    try visitor.field("terminal_value", &terminalValue, default: nil, "value of stored energy at the end")
    try visitor.field("success", &success, .nonNegative, default: [], "tasks of the success model per interval")
    try visitor.field("fallback", &fallback, .nonNegative, default: [], "tasks of the fallback model per interval")
    try visitor.field("charge_s", &chargeSeconds, .nonNegative, default: [], "charging time per interval")
    try visitor.field("battery_wh", &batteryWh, .nonNegative, default: [], "stored energy at each interval's start")
    try visitor.field(
      "price", &price, .nonNegative, default: [], "value of one more stored mWh at each interval's start")
    try visitor.field("digest", &digest, default: nil, "of what it was made of and of what it says")
  }
}
