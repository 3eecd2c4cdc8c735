import Records
import StreamIO

/// One scenario under one controller over its judged horizon: the scenario's scalar fields, which come from
/// the scenario, and these.
public struct Run: Record {
  public enum Status: String, Choice {
    case ok, failed
    public init() { self = .failed }
  }

  public var id = ""
  public var controller = ""
  public var parameters: Group?
  public var weights: String?
  public var status = Status.failed
  public var reason: String?
  public var successModel: String?
  public var tasks = 0
  public var successes = 0
  public var smallMisses = 0
  public var largeMisses = 0
  public var successRate: Double?
  public var smallMissRate: Double?
  public var largeMissRate: Double?
  public var utility: Double?
  public var terminalCredit: Double?
  public var relativeAccuracy: Double?
  public var relativeAccuracyOmitted = 0
  public var usedWh = 0.0
  public var overheadWh = 0.0
  public var gridWh = 0.0
  public var lostWh = 0.0
  public var cleanWh = 0.0
  public var dirtyWh = 0.0
  public var carbonGrams: Double?
  public var cleanFraction: Double?
  public var finalWh = 0.0
  public var minimumWh = 0.0
  public var meanWh = 0.0
  public var chargeStarts = 0
  public var chargingSeconds = 0.0
  public var fullCycles = 0.0
  public var cyclesByDepth: [Double] = []
  public var modelSwitches = 0
  public var clairvoyant: Double?
  public var planGap: Double?
  public var certifiedDifference: Double?
  public var naiveUtility: Double?
  public var regret: Double?
  public var naiveRegret: Double?
  public var gain: Double?
  public var clairvoyantGain: Double?
  public var normalisedRegret: Double?
  public var regretReason: String?
  public var plans: Int?
  public var forecasts: Int?
  public var forecastDisagreement: Double?
  public var modelTasks: [NamedCount] = []

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("run")
    try visitor.field("id", &id, "the scenario's")
    try visitor.field("controller", &controller, "who decided")
    try visitor.field("parameters", &parameters, default: nil, "those the controller has, by name")
    try visitor.field("status", &status, "whether it ran to the end")
    try visitor.field("reason", &reason, default: nil, "why it failed")
    try visitor.field("weights", &weights, "name of the reward's weights; null where they have none")
    try visitor.field("success_model", &successModel, default: nil, "cheapest model that meets both wishes, if any does")
    try visitor.field("tasks", &tasks, .nonNegative, "tasks of the judged horizon")
    try visitor.field("successes", &successes, .nonNegative, "tasks that met both wishes")
    try visitor.field("small_misses", &smallMisses, .nonNegative, "tasks that ran but missed a wish")
    try visitor.field("large_misses", &largeMisses, .nonNegative, "tasks for which no model ran")
    try visitor.field("success_rate", &successRate, .fraction, "successes over tasks")
    try visitor.field("small_miss_rate", &smallMissRate, .fraction, "small misses over tasks")
    try visitor.field("large_miss_rate", &largeMissRate, .fraction, "large misses over tasks")
    try visitor.field("utility", &utility, "total reward")
    try visitor.field("terminal_credit", &terminalCredit, default: nil, "value of the energy left, by the plan")
    try visitor.field(
      "relative_accuracy", &relativeAccuracy, .fraction,
      "mean over tasks of the accuracy that ran, over the best that the stored energy allowed; 0 where none ran")
    try visitor.field(
      "relative_accuracy_omitted", &relativeAccuracyOmitted, .nonNegative, "tasks left out of it: the energy allowed no model")
    try visitor.field("used_wh", &usedWh, .nonNegative, "energy taken from the battery")
    try visitor.field("overhead_wh", &overheadWh, .nonNegative, default: 0, "the part of it for switching, deciding and standby")
    try visitor.field("grid_wh", &gridWh, .nonNegative, "energy drawn from the grid")
    try visitor.field("lost_wh", &lostWh, .nonNegative, "energy delivered beyond a full battery")
    try visitor.field("clean_wh", &cleanWh, .nonNegative, "carbon-free part of grid_wh")
    try visitor.field("dirty_wh", &dirtyWh, .nonNegative, "the other part of grid_wh")
    try visitor.field(
      "carbon_g", &carbonGrams, .nonNegative, "CO2e of grid_wh, booked when drawn; null where the intensity is not known")
    try visitor.field("clean_fraction", &cleanFraction, .fraction, "clean_wh over grid_wh; null if none was drawn")
    try visitor.field("final_wh", &finalWh, .nonNegative, "stored energy at the end")
    try visitor.field("min_wh", &minimumWh, .nonNegative, "least stored energy")
    try visitor.field("mean_wh", &meanWh, .nonNegative, "stored energy, mean over tasks")
    try visitor.field("charge_starts", &chargeStarts, .nonNegative, "times charging began")
    try visitor.field("charging_s", &chargingSeconds, .nonNegative, "time spent charging")
    try visitor.field("full_cycles", &fullCycles, .nonNegative, "energy taken from the battery over its capacity: equivalent full cycles")
    try visitor.field(
      "cycles_by_depth", &cyclesByDepth, .nonNegative, default: [],
      "rainflow-counted cycles whose depth is of the first tenth of the capacity, the second, and so on")
    try visitor.field("model_switches", &modelSwitches, .nonNegative, default: 0, "tasks that had to load another model")
    try visitor.field("clairvoyant", &clairvoyant, default: nil, "the plan's bound")
    try visitor.field("plan_gap", &planGap, .nonNegative, default: nil, "the plan's certified gap")
    try visitor.field(
      "certified_difference", &certifiedDifference, .nonNegative,
      "what the plan may be short of at most, as GLPK proved it; null where it did not")
    try visitor.field("naive_utility", &naiveUtility, default: nil, "utility + terminal_credit of the naive rule")
    try visitor.field("regret", &regret, default: nil, "clairvoyant - (utility + terminal_credit)")
    try visitor.field("naive_regret", &naiveRegret, default: nil, "the naive rule's regret")
    try visitor.field("gain", &gain, default: nil, "utility + terminal_credit less that of running and charging nothing")
    try visitor.field("clairvoyant_gain", &clairvoyantGain, default: nil, "the same of the plan's bound")
    try visitor.field("normalised_regret", &normalisedRegret, "regret over naive_regret: 0 clairvoyant, 1 naive")
    try visitor.field("regret_reason", &regretReason, default: nil, "why normalised_regret is null")
    try visitor.field("plans", &plans, .nonNegative, default: nil, "times a planner planned anew")
    try visitor.field("forecasts", &forecasts, .nonNegative, default: nil, "forecasts made for its plans")
    try visitor.field(
      "forecast_disagreement", &forecastDisagreement, .nonNegative, default: nil,
      "standard deviation of an ensemble's carbon-free shares about their mean")
    try visitor.fields(prefix: "tasks_", &modelTasks, "tasks this model ran")
  }

  /// Fields of a scenario that a run does not carry on.
  public static let dropped: [StaticString] = [
    "carbon_free", "carbon_g_per_kwh", "history", "forecast_carbon_free", "plan",
  ]
}
