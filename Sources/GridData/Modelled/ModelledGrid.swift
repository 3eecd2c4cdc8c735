import StreamIO

/// What a zone's modelled year is made of. Powers are in units of the year's mean load.
public struct ModelledGrid: Record, Blank {
  public var load = Load()
  public var solar = Solar()
  public var wind = Wind()
  public var hydro = Hydro()
  public var nuclear = Nuclear()
  public var geothermal = 0.0
  public var biomass = 0.0
  public var imports = Imports()
  public var fossil = Fossil()

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("load", &load, default: Load(), "demand")
    try visitor.field("solar", &solar, default: Solar(), "photovoltaic plants")
    try visitor.field("wind", &wind, default: Wind(), "wind farms")
    try visitor.field("hydro", &hydro, default: Hydro(), "water power")
    try visitor.field("nuclear", &nuclear, default: Nuclear(), "nuclear plants")
    try visitor.field("geothermal", &geothermal, .nonNegative, default: 0, "output, flat all year")
    try visitor.field("biomass", &biomass, .nonNegative, default: 0, "output, flat all year")
    try visitor.field("imports", &imports, default: Imports(), "energy from neighbours")
    try visitor.field("fossil", &fossil, default: Fossil(), "plants that meet the remainder")
  }
}

extension ModelledGrid {
  /// Demand: month × weekday × hour, times a weather process.
  public struct Load: Record {
    public var utcOffsetHours = 0.0
    public var monthly = [Double](repeating: 1, count: 12)
    public var winterHourly = [Double](repeating: 1, count: 24)
    public var summerHourly = [Double](repeating: 1, count: 24)
    public var weekend = 1.0
    public var variability = 0.0
    public var persistenceHours = 24.0

    public init() {}

    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field(
        "utc_offset_hours", &utcOffsetHours, .range(-12, 14), default: 0.0,
        "standard time of the zone; there is no daylight saving")
      try visitor.field(
        "monthly", &monthly, .positive, default: [Double](repeating: 1, count: 12),
        "factors of the months, about 1 in the mean")
      try visitor.field(
        "winter_hourly", &winterHourly, .positive, default: [Double](repeating: 1, count: 24),
        "factors at the full hours of a mid-winter day, about 1 in the mean")
      try visitor.field(
        "summer_hourly", &summerHourly, .positive, default: [Double](repeating: 1, count: 24),
        "the same of a mid-summer day")
      try visitor.field("weekend", &weekend, .positive, default: 1.0, "factor of Saturdays and Sundays")
      try visitor.field(
        "variability", &variability, .nonNegative, default: 0.0,
        "relative standard deviation for weather")
      try visitor.field(
        "persistence_hours", &persistenceHours, .positive, default: 24.0,
        "time in which the autocorrelation of that weather falls by e")
    }
  }
}

extension ModelledGrid {
  /// Photovoltaic plants.
  public struct Solar: Record {
    public var capacity = 0.0
    public var trackingShare = 0.0
    public var winterClearness = 0.7
    public var summerClearness = 0.8
    public var variability = 1.0
    public var persistenceHours = 24.0

    public init() {}

    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("capacity", &capacity, .nonNegative, default: 0.0, "what their inverters deliver together")
      try visitor.field(
        "tracking_share", &trackingShare, .fraction, default: 0.0,
        "share of the plants that follow the sun")
      try visitor.field(
        "winter_clearness", &winterClearness, .fraction, default: 0.7,
        "median share of the clear-sky output in mid-winter")
      try visitor.field("summer_clearness", &summerClearness, .fraction, default: 0.8, "the same in mid-summer")
      try visitor.field(
        "variability", &variability, .nonNegative, default: 1.0,
        "spread of the clouds on the logistic scale")
      try visitor.field(
        "persistence_hours", &persistenceHours, .positive, default: 24.0,
        "how long cloudy weather lasts")
    }
  }
}

extension ModelledGrid {
  /// Wind farms.
  public struct Wind: Record {
    public var capacity = 0.0
    public var meanSpeed = 7.0
    public var seasonality = 0.0
    public var peakDay = 1.0
    public var dailySwing = 0.0
    public var peakHour = 0.0
    public var variability = 0.4
    public var persistenceHours = 12.0

    public init() {}

    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("capacity", &capacity, .nonNegative, default: 0.0, "rated power")
      try visitor.field("mean_speed_m_per_s", &meanSpeed, .positive, default: 7.0, "mean wind speed at hub height")
      try visitor.field(
        "seasonality", &seasonality, .fraction, default: 0.0,
        "relative amplitude of the speed over the year")
      try visitor.field("peak_day", &peakDay, .range(1, 366), default: 1.0, "day of the year on which it peaks")
      try visitor.field(
        "daily_swing", &dailySwing, .fraction, default: 0.0,
        "relative amplitude of the speed over the day")
      try visitor.field("peak_hour", &peakHour, .range(0, 24), default: 0.0, "hour of solar time at which it peaks")
      try visitor.field(
        "variability", &variability, .nonNegative, default: 0.4,
        "standard deviation of the logarithm of the speed")
      try visitor.field(
        "persistence_hours", &persistenceHours, .positive, default: 12.0,
        "how long windy weather lasts")
    }
  }
}

extension ModelledGrid {
  /// Water power.
  public struct Hydro: Record {
    public var monthly = [Double](repeating: 0, count: 12)
    public var flexibility = 0.0
    public var variability = 0.0
    public var persistenceHours = 120.0

    public init() {}

    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field(
        "monthly", &monthly, .nonNegative, default: [Double](repeating: 0, count: 12),
        "mean output of the months")
      try visitor.field(
        "flexibility", &flexibility, .nonNegative, default: 0.0,
        "how it follows the load within the day: 0 flat, 1 in proportion")
      try visitor.field(
        "variability", &variability, .nonNegative, default: 0.0,
        "relative standard deviation for rain and dispatch")
      try visitor.field("persistence_hours", &persistenceHours, .positive, default: 120.0, "how long that lasts")
    }
  }
}

extension ModelledGrid {
  /// Nuclear plants: flat but for refuelling.
  public struct Nuclear: Record {
    public var capacity = 0.0
    public var units = 1.0
    public var refuellingDays = [Double]()
    public var refuellingLengthDays = 35.0

    public init() {}

    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("capacity", &capacity, .nonNegative, default: 0.0, "output with all units running")
      try visitor.field("units", &units, .positive, default: 1.0, "units of equal size, of which each outage takes one")
      try visitor.field(
        "refuelling_days", &refuellingDays, .range(1, 366), default: [Double](),
        "days of the year on which outages begin, give or take ten")
      try visitor.field(
        "refuelling_length_days", &refuellingLengthDays, .positive, default: 35.0,
        "how long each lasts")
    }
  }
}

extension ModelledGrid {
  /// Energy from neighbours in proportion to the load; its fossil part is taken to be efficient gas.
  public struct Imports: Record {
    public var share = 0.0
    public var carbonFree = 0.0

    public init() {}

    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("share", &share, .fraction, default: 0.0, "of the load")
      try visitor.field("carbon_free", &carbonFree, .fraction, default: 0.0, "carbon-free share of the imports")
    }
  }
}

extension ModelledGrid {
  /// The plants that meet the remainder, in the order of cost; oil meets what the others cannot.
  public struct Fossil: Record {
    public var minimum = 0.0
    public var coal = 0.0
    public var efficientGas = 1.0
    public var peakingGas = 1.0
    public var coalGramsPerKwh = EmissionFactor.coal.direct
    public var efficientGasGramsPerKwh = EmissionFactor.gas.direct
    public var peakingGasGramsPerKwh = 500.0
    public var oilGramsPerKwh = EmissionFactor.oil.direct

    public init() {}

    public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field(
        "minimum", &minimum, .fraction, default: 0.0,
        "share of the load below which they do not go, to keep the grid stable")
      try visitor.field("coal", &coal, .nonNegative, default: 0.0, "capacity of coal")
      try visitor.field("efficient_gas", &efficientGas, .nonNegative, default: 1.0, "capacity of combined cycles")
      try visitor.field(
        "peaking_gas", &peakingGas, .nonNegative, default: 1.0,
        "capacity of open cycles and old steam plants")
      try visitor.field(
        "coal_g_per_kwh", &coalGramsPerKwh, .range(0, 10_000), default: EmissionFactor.coal.direct,
        "direct emissions of the fleet")
      try visitor.field(
        "efficient_gas_g_per_kwh", &efficientGasGramsPerKwh, .range(0, 10_000), default: EmissionFactor.gas.direct,
        "the same")
      try visitor.field("peaking_gas_g_per_kwh", &peakingGasGramsPerKwh, .range(0, 10_000), default: 500.0, "the same")
      try visitor.field(
        "oil_g_per_kwh", &oilGramsPerKwh, .range(0, 10_000), default: EmissionFactor.oil.direct, "the same")
    }
  }
}
