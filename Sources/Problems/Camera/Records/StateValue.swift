import StreamIO

/// What a stored energy is worth at the start of an interval, and what is best there: a label for a state that a learner
/// may visit and no plan does (`solve --values-output`).
public struct StateValue: Record {
  public enum Task: String, Choice {
    case success, fallback, none
    public init() { self = .none }
  }

  public var id = ""
  public var interval = 0
  public var batteryWh = 0.0
  public var value = 0.0
  public var price = 0.0
  public var success = 0
  public var fallback = 0
  public var chargeSeconds = 0.0
  public var firstTask = Task.none
  public var firstCharge = 0.0

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("value")
    try visitor.field("id", &id, "the scenario's")
    try visitor.field("interval", &interval, .nonNegative, "counted from the scenario's start")
    try visitor.field("battery_wh", &batteryWh, .nonNegative, "stored energy at its start")
    try visitor.field("value", &value, "the most reward + terminal from here on; a bound where charging is continuous")
    try visitor.field("price", &price, .nonNegative, "value of one more stored mWh")
    try visitor.field("success", &success, .nonNegative, "best count of the success model's tasks in the interval")
    try visitor.field("fallback", &fallback, .nonNegative, "best count of the fallback model's tasks")
    try visitor.field("charge_s", &chargeSeconds, .nonNegative, "best charging time")
    try visitor.field("first_task", &firstTask, "what the interval's first slot runs")
    try visitor.field("first_charge", &firstCharge, .fraction, "the part of that slot that is charged")
  }
}
