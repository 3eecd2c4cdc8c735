import CameraPlanning
import GridData
import Records
import StreamIO

/// One device, in one place, over one judged horizon.
public struct Scenario: Record, Blank {
  public var id = ""
  public var problem = "camera"
  public var location = ""
  public var zone = ""
  public var longitude = 0.0
  public var season: Season?
  public var start = Instant()
  public var intervalSeconds = 0
  public var taskIntervalSeconds = 0
  public var horizonSeconds = 0
  public var tailSeconds = 0
  public var carbonBasis = CarbonBasis.direct
  public var dirtyGramsPerKwh: Double?
  public var resample = Resampling.none
  public var gridSource = ""
  public var gridModelled = false
  public var gridFilled = 0
  public var fill = Filling.none
  public var capacityWh = 0.0
  public var chargePowerW = 0.0
  public var chargeEfficiency = 1.0
  public var dischargeEfficiency = 0.95
  public var charging = Charging.continuous
  public var initialWh = 0.0
  public var accuracyWish = 0.0
  public var latencyWishSeconds = 0.0
  public var successWeight = 0.0
  public var smallMissWeight = 0.0
  public var largeMissWeight = 0.0
  public var dirtyMwhWeight = 0.0
  public var weights: String?
  public var feasible = true
  public var configuration: String?
  public var forecastLeadSeconds: Int?
  public var forecastBasis: ForecastBasis?
  public var carbonFree: [Double] = []
  public var carbonGramsPerKwh: [Double] = []
  public var history: [Double] = []
  public var forecastCarbonFree: [Double?]?
  public var plan: Plan?

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.kind("scenario")
    try visitScalars(&visitor)
    try visitor.field("carbon_free", &carbonFree, .fraction, "carbon-free share per interval of horizon and tail")
    try visitor.field(
      "carbon_g_per_kwh", &carbonGramsPerKwh, .nonNegative, default: [],
      "carbon intensity per interval of horizon and tail; empty where nobody published it")
    try visitor.field(
      "history", &history, .fraction, default: [], "carbon-free share per interval of the days before start")
    try visitor.field(
      "forecast_carbon_free", &forecastCarbonFree, .fraction, default: nil,
      "carbon-free share per interval of horizon and tail as its publisher forecast it; null where it did not")
    try visitor.field("plan", &plan, default: nil, "the clairvoyant optimum, appended by solve")
  }

  /// Whether controllers can be judged on it: linear interpolation shows them the future.
  public var isJudged: Bool { resample != .linear && !(fill == .linear && gridFilled > 0) }

  /// The fields a run shares with its scenario.
  @inline(__always)
  mutating func visitScalars<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("id", &id, "stable for a seed and an index")
    try visitor.field("problem", &problem, default: "camera", "what is powered: camera")
    try visitor.field("location", &location, default: "", "CA, FL, NW, NY or a zone id")
    try visitor.field("zone", &zone, "zone id of the grid data")
    try visitor.field("longitude", &longitude, .range(-180, 180), "degrees east of the zone")
    try visitor.field("season", &season, default: nil, "meteorological season of the start month")
    try visitor.field("start", &start, "beginning of the first interval, UTC")
    try visitor.field("interval_s", &intervalSeconds, .positive, "length of a grid interval")
    try visitor.field("task_interval_s", &taskIntervalSeconds, .positive, "time from one task to the next")
    try visitor.field("horizon_s", &horizonSeconds, .positive, "judged time")
    try visitor.field("tail_s", &tailSeconds, .nonNegative, default: 0, "grid data beyond it, to value stored energy")
    try visitor.field("carbon_basis", &carbonBasis, default: .direct, "what the carbon intensity counts")
    try visitor.field(
      "dirty_g_per_kwh", &dirtyGramsPerKwh, .positive, default: nil,
      "carbon_free is 1 - intensity/this, as no share is published; left out where one is")
    try visitor.field("resample", &resample, default: .none, "how the grid data were brought to interval_s")
    try visitor.field("grid_source", &gridSource, default: "", "who published the grid data")
    try visitor.field("grid_modelled", &gridModelled, default: false, "modelled, not measured, grid data")
    try visitor.field("grid_filled", &gridFilled, .nonNegative, default: 0, "intervals without data that were filled")
    try visitor.field("fill", &fill, default: .none, "how they were filled")
    try visitBattery(&visitor)
    try visitor.field("initial_wh", &initialWh, .nonNegative, "stored energy at start")
    try visitWishes(&visitor)
    try visitor.field("weights", &weights, default: nil, "name of the four weights, where they have one")
    try visitor.field("feasible", &feasible, default: true, "some model meets both wishes and the battery can run one")
    try visitor.field(
      "configuration", &configuration, default: nil, "device, wishes and weights by name, where all combinations were taken")
    try visitor.field(
      "forecast_lead_s", &forecastLeadSeconds, .nonNegative, default: nil,
      "how long before an interval begins its publisher's forecast of it is taken to be known")
    try visitor.field(
      "forecast_basis", &forecastBasis, default: nil, "what the forecast shares are made of")
  }

  /// The battery and its charger.
  @inline(__always)
  mutating func visitBattery<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("capacity_wh", &capacityWh, .nonNegative, "usable energy of the battery")
    try visitor.field("charge_power_w", &chargePowerW, .nonNegative, "power delivered to the battery while charging")
    try visitor.field("charge_efficiency", &chargeEfficiency, .efficiency, default: 1, "delivered over drawn energy")
    try visitor.field("discharge_efficiency", &dischargeEfficiency, .efficiency, default: 0.95, "used over stored energy")
    try visitor.field("charging", &charging, default: .continuous, "charger that stops when full, or whole slots")
  }

  /// What the owner wishes, and what it is worth.
  @inline(__always)
  mutating func visitWishes<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("accuracy_req", &accuracyWish, .fraction, "least accuracy the owner wishes")
    try visitor.field("latency_req_s", &latencyWishSeconds, .positive, "longest inference the owner wishes")
    try visitor.field("success_weight", &successWeight, .nonNegative, "reward of a task that meets both wishes")
    try visitor.field("small_miss_weight", &smallMissWeight, .nonNegative, "penalty of a task that misses a wish")
    try visitor.field("large_miss_weight", &largeMissWeight, .nonNegative, "penalty of a task without a model")
    try visitor.field("dirty_mwh_weight", &dirtyMwhWeight, .nonNegative, "penalty per mWh of dirty grid energy")
  }
}
