import StreamIO

/// Where a device that decides for itself stopped.
public struct DeviceState: Record {
  public var device = ""
  public var network = ""
  public var time: Instant?
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
    try visitor.field("carbon_time", &carbonTime, default: nil, "of the latest carbon-free share")
    try visitor.field("planned", &planned, default: nil, "when the plan in force was made")
    try visitor.field("accuracy_req", &accuracyWish, .fraction, "the wish in force")
    try visitor.field("latency_req_s", &latencyWishSeconds, .positive, "the wish in force")
    try visitor.field("forecast", &forecast, "what the forecast remembers")
  }
}
