import Records
import StreamIO

/// A day of one zone's grid: what a forecast is trained on.
public struct Series: Record {
  public var zone = ""
  public var longitude = 0.0
  public var start = Instant()
  public var intervalSeconds = 0
  public var carbonBasis = CarbonBasis.direct
  public var dirtyGramsPerKwh: Double?
  public var modelled = false
  public var filled = 0
  public var carbonFree: [Double] = []
  public var carbonGramsPerKwh: [Double] = []

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("series")
    try visitor.field("zone", &zone, "zone id")
    try visitor.field("longitude", &longitude, .range(-180, 180), "degrees east")
    try visitor.field("start", &start, "beginning of the first interval, UTC")
    try visitor.field("interval_s", &intervalSeconds, .positive, "length of an interval")
    try visitor.field("carbon_basis", &carbonBasis, default: .direct, "what the carbon intensity counts")
    try visitor.field(
      "dirty_g_per_kwh", &dirtyGramsPerKwh, .positive, default: nil,
      "carbon_free is 1 - intensity/this, as no share is published; left out where one is")
    try visitor.field("modelled", &modelled, default: false, "modelled, not measured")
    try visitor.field("filled", &filled, .nonNegative, default: 0, "intervals without data that were filled")
    try visitor.field("carbon_free", &carbonFree, .fraction, "carbon-free share per interval")
    try visitor.field(
      "carbon_g_per_kwh", &carbonGramsPerKwh, .nonNegative, default: [],
      "carbon intensity per interval; empty where nobody published it")
  }
}
