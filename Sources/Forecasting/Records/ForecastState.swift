import Records
import StreamIO

/// What a forecast remembers of the place where it stands: the last days, and what it learned of its errors.
public struct ForecastState: Record, Blank {
  public var historyStart = Instant()
  public var history: [Double] = []
  public var observed = Instant()
  public var changedInsideHour: Instant?
  public var learnedHour: Int?
  public var solvedDay: Int?
  public var precision: [Double] = []
  public var errors: [Double] = []
  public var weights: [Double] = []
  public var givenStart: Instant?
  public var givenIntervalSeconds: Int?
  public var given: [Double?]?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("history_start", &historyStart, "beginning of the first interval of history, UTC")
    try visitor.field("history", &history, .fraction, "carbon-free share per interval")
    try visitor.field("observed", &observed, "when the last share was recorded")
    try visitor.field(
      "changed_inside_hour", &changedInsideHour, default: nil, "when a share last changed inside an hour")
    try visitor.field("learned_hour", &learnedHour, default: nil, "hour since 1970 of the last example")
    try visitor.field("solved_day", &solvedDay, default: nil, "day since 1970 for which the weights were solved")
    try visitor.field("precision", &precision, default: [], "lower triangle of the posterior precision")
    try visitor.field("errors", &errors, default: [], "sums of features times errors")
    try visitor.field("weights", &weights, default: [], "correction of the forecast")
    try visitor.field("given_start", &givenStart, default: nil, "beginning of the first interval forecast by the publisher")
    try visitor.field("given_interval_s", &givenIntervalSeconds, .range(1, 86_400), default: nil, "length of an interval of it")
    try visitor.field("given", &given, .fraction, default: nil, "carbon-free share per interval of it")
  }
}
