import StreamIO

/// A device that decides for itself: the fields of a scenario that describe one.
public struct DeviceDescription: Record {
  /// Of which the fields below are used.
  public var scenario = Scenario()

  public init() {}

  /// What describes the device of a scenario.
  public init(_ scenario: Scenario) { self.scenario = scenario }

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("longitude", &scenario.longitude, .range(-180, 180), "degrees east of the device")
    try visitor.field("interval_s", &scenario.intervalSeconds, .range(1, 86_400), "length of a grid interval")
    try visitor.field(
      "task_interval_s", &scenario.taskIntervalSeconds, .positive, "time from one task to the next")
    try scenario.visitBattery(&visitor)
    try scenario.visitWishes(&visitor)
  }
}
