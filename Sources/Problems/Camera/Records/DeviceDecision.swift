import Records
import StreamIO

/// What a device sees when it is about to run a task.
public struct DeviceObservation: Record {
  public var time = Instant()
  public var batteryWh = 0.0
  public var carbonFree: Double?
  public var accuracyWish: Double?
  public var latencyWishSeconds: Double?
  public var forecastStart: Instant?
  public var forecastIntervalSeconds: Int?
  public var forecastCarbonFree: [Double?]?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("time", &time, "now, UTC")
    try visitor.field("battery_wh", &batteryWh, .nonNegative, "stored energy")
    try visitor.field(
      "carbon_free", &carbonFree, .fraction, default: nil, "carbon-free share of the grid now; null where not known")
    try visitor.field(
      "accuracy_req", &accuracyWish, .fraction, default: nil, "least accuracy the owner wishes from now on")
    try visitor.field(
      "latency_req_s", &latencyWishSeconds, .positive, default: nil, "longest inference the owner wishes from now on")
    try visitor.field(
      "forecast_start", &forecastStart, default: nil,
      "beginning of the first interval forecast, UTC; that of the grid interval that runs, if left out")
    try visitor.field(
      "forecast_interval_s", &forecastIntervalSeconds, .range(1, 86_400), default: nil,
      "length of the intervals forecast; the device's interval_s, if left out")
    try visitor.field(
      "forecast_carbon_free", &forecastCarbonFree, .fraction, default: nil,
      "carbon-free share per interval as its publisher forecasts it; null where it does not")
  }
}

/// What a device is to do in a task.
public struct DeviceDecision: Record {
  /// Which controller decided.
  public enum Controller: String, Choice {
    case forecast, threshold, naive
    case given = "mpc_given"
    case autoregressive = "mpc_ar"
    public init() { self = .naive }
  }

  public var model: String?
  public var charge = 0.0
  public var price: Double?
  public var controller = Controller.naive
  public var reason: String?

  public init() {}

  /// The field that only some decisions have, and those of an observation that no decision carries on.
  public static let optional: [StaticString] = [
    "reason", "forecast_start", "forecast_interval_s", "forecast_carbon_free",
  ]

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("decision")
    try visitor.field("model", &model, "the model to run; null for none")
    try visitor.field("charge", &charge, .fraction, "share of the task's time to charge, at full power")
    try visitor.field("price", &price, .nonNegative, "value of one more stored mWh; null where no plan gives one")
    try visitor.field("by", &controller, "the controller that decided")
    try visitor.field("reason", &reason, default: nil, "why it was not the controller asked for, or what else was amiss")
  }
}

/// The answer to a line that is no observation, where such lines are skipped: lines in and out stay in step.
public struct RefusedObservation: Record {
  public var line = 0
  public var column = 0
  public var error = ""

  public init() {}

  /// - Parameter failure: of one line; its place names the line.
  public init(_ failure: Failure) {
    (line, column) = (failure.place?.line ?? 0, failure.place?.column ?? 0)
    var failure = failure
    failure.place = nil
    error = failure.description
  }

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("error")
    try visitor.field("line", &line, .nonNegative, "of the input that it stands in")
    try visitor.field("column", &column, .nonNegative, "where in the line")
    try visitor.field("error", &error, "what is wrong with it, and what would be right")
  }
}
