import Records
import StreamIO

/// One grid interval of a run, or one task.
public struct Trace: Record {
  public var id = ""
  public var controller = ""
  public var zone: String?
  public var longitude: Double?
  public var capacityWh = 0.0
  public var time = Instant()
  public var intervalSeconds = 0
  public var gridModelled: Bool?
  public var batteryWh = 0.0
  public var carbonFree = 0.0
  public var carbonGramsPerKwh: Double?
  public var price: Double?
  public var model: String?
  public var charge = 0.0
  public var outcome = TaskOutcome.largeMiss
  public var usedMwh = 0.0
  public var gridMwh = 0.0
  public var carbonGrams: Double?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitRunFields(&visitor)
    try visitStepFields(&visitor)
  }

  /// What is the same in all records of a run.
  public mutating func visitRunFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("trace")
    try visitor.field("id", &id, "the scenario's")
    try visitor.field("controller", &controller, "who decided")
    try visitor.field("zone", &zone, default: nil, "zone id of the grid data")
    try visitor.field("longitude", &longitude, .range(-180, 180), default: nil, "degrees east of the zone")
    try visitor.field("capacity_wh", &capacityWh, .positive, "of the battery")
  }

  public mutating func visitStepFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("time", &time, "beginning of the interval or task, UTC")
    try visitor.field("interval_s", &intervalSeconds, .positive, "length of the interval or task")
    try visitor.field("grid_modelled", &gridModelled, default: nil, "modelled, not measured, grid data")
    try visitor.field("battery_wh", &batteryWh, .nonNegative, "stored energy at its beginning")
    try visitor.field("carbon_free", &carbonFree, .fraction, "carbon-free share of the grid")
    try visitor.field("carbon_g_per_kwh", &carbonGramsPerKwh, .nonNegative, "carbon intensity of the grid; null where it is not known")
    try visitor.field("price", &price, .nonNegative, default: nil, "value of one more stored mWh, by the plan; of a task, by the controller")
    try visitor.field("model", &model, "the model that ran most tasks; null if none ran")
    try visitor.field("charge", &charge, .fraction, "charging time over interval_s")
    try visitor.field("outcome", &outcome, "how most tasks ended")
    try visitor.field("used_mwh", &usedMwh, .nonNegative, "energy taken from the battery")
    try visitor.field("grid_mwh", &gridMwh, .nonNegative, "energy drawn from the grid")
    try visitor.field("carbon_g", &carbonGrams, .nonNegative, "CO2e of it; null where the intensity is not known")
  }
}

/// How a task ends: a model that meets both wishes ran, one that misses a wish, or none.
public enum TaskOutcome: String, Choice {
  case success
  case smallMiss = "small_miss"
  case largeMiss = "large_miss"
  public init() { self = .largeMiss }
}
