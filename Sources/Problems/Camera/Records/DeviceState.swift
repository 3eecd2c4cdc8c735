import Forecasting
import Records
import StreamIO

/// Where a device that decides for itself stopped.
public struct DeviceState: Record {
  /// A time beside the present one, told by observations that go on from each other.
  public struct RivalTime: Record, Blank {
    public var since = Instant()
    public var time = Instant()
    public var carbonFree: Double?
    public var carbonTime: Instant?
    public var accuracyWish: Double?
    public var latencyWishSeconds: Double?

    public init() {}

    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("since", &since, "of its first observation")
      try visitor.field("time", &time, "of its latest")
      try visitor.field("carbon_free", &carbonFree, .fraction, default: nil, "the latest share it brought")
      try visitor.field("carbon_time", &carbonTime, default: nil, "when")
      try visitor.field("accuracy_req", &accuracyWish, .fraction, default: nil, "the latest wish it brought")
      try visitor.field("latency_req_s", &latencyWishSeconds, .positive, default: nil, "the latest wish it brought")
    }
  }

  public var device = ""
  public var network = ""
  public var time: Instant?
  public var since: Instant?
  public var rival: RivalTime?
  public var carbonTime: Instant?
  public var planned: Instant?
  public var accuracyWish = 0.0
  public var latencyWishSeconds = 0.0
  public var forecast = ForecastState()

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("device_state")
    try visitor.field("device", &device, "checksum of the device description and the models")
    try visitor.field("network", &network, "checksum of the network")
    try visitor.field("time", &time, default: nil, "of the latest observation")
    try visitor.field("since", &since, default: nil, "of the first observation that it goes on from")
    try visitor.field("rival", &rival, default: nil, "another time, of observations that are out of line with it")
    try visitor.field("carbon_time", &carbonTime, default: nil, "of the latest carbon-free share")
    try visitor.field("planned", &planned, default: nil, "when the plan in force was made")
    try visitor.field("accuracy_req", &accuracyWish, .fraction, "the wish in force")
    try visitor.field("latency_req_s", &latencyWishSeconds, .positive, "the wish in force")
    try visitor.field("forecast", &forecast, "what the forecast remembers")
  }
}
