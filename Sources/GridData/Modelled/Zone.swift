/// A grid zone: where it lies, and what its modelled year is made of. One entry of energy-data/zones.jsonc.
public struct Zone: Sendable, Hashable, Decodable {
  /// The data portal's identifier, for example US-CAL-LDWP.
  public var id = ""
  public var name = ""
  public var country = ""
  /// Degrees east of Greenwich and north of the equator, of the middle of its demand.
  public var longitude = 0.0
  public var latitude = 0.0
  public var modelled = ModelledGrid()

  public init() {}
}

/// The zone table, energy-data/zones.jsonc.
public struct ZoneTable: Sendable, Hashable, Decodable {
  public var zones: [Zone] = []

  public init() {}

  public subscript(id: String) -> Zone? { zones.first { $0.id == id } }
}

/// What a zone's modelled year is made of. Powers are in units of the year's mean load.
public struct ModelledGrid: Sendable, Hashable, Decodable {
  public var load = Load()
  public var solar = Solar()
  public var wind = Wind()
  public var hydro = Hydro()
  public var nuclear = Nuclear()
  /// Plants that run flat all year.
  public var geothermal = 0.0
  public var biomass = 0.0
  public var imports = Imports()
  public var fossil = Fossil()

  public init() {}

  /// Demand: month × hour × weekday, times a weather process.
  public struct Load: Sendable, Hashable, Decodable {
    /// Standard time of the zone, without daylight saving.
    public var utcOffsetHours = 0.0
    /// Factors of the twelve months and of the hours of a winter and a summer weekday, each about 1 in the mean.
    public var monthly = [Double](repeating: 1, count: 12)
    public var winterHourly = [Double](repeating: 1, count: 24)
    public var summerHourly = [Double](repeating: 1, count: 24)
    /// Factor of Saturdays and Sundays.
    public var weekend = 1.0
    /// Relative standard deviation for weather, and for how long it lasts.
    public var variability = 0.0
    public var persistenceHours = 24.0

    public init() {}
  }

  public struct Solar: Sendable, Hashable, Decodable {
    public var capacity = 0.0
    /// Share of the plants on trackers.
    public var trackingShare = 0.0
    /// Median share of the clear-sky output that gets through the clouds, in mid-winter and mid-summer.
    public var winterClearness = 0.7
    public var summerClearness = 0.8
    /// Spread of the clouds on the logistic scale, and for how long weather lasts.
    public var variability = 1.0
    public var persistenceHours = 24.0

    public init() {}
  }

  public struct Wind: Sendable, Hashable, Decodable {
    public var capacity = 0.0
    /// Mean wind speed in m/s at hub height.
    public var meanSpeed = 7.0
    /// Relative amplitude over the year and the day of the year (from 1) it peaks.
    public var seasonality = 0.0
    public var peakDay = 1.0
    /// Relative amplitude over the day and the hour of solar time it peaks.
    public var dailySwing = 0.0
    public var peakHour = 0.0
    /// Standard deviation of the logarithm of the speed, and for how long weather lasts.
    public var variability = 0.4
    public var persistenceHours = 12.0

    public init() {}
  }

  public struct Hydro: Sendable, Hashable, Decodable {
    /// Mean output in each month.
    public var monthly = [Double](repeating: 0, count: 12)
    /// How far it follows the load within the day: 0 flat, 1 in proportion.
    public var flexibility = 0.0
    /// Relative standard deviation for rain and dispatch, and for how long it lasts.
    public var variability = 0.0
    public var persistenceHours = 120.0

    public init() {}
  }

  public struct Nuclear: Sendable, Hashable, Decodable {
    public var capacity = 0.0
    /// Units of equal size, of which one at a time refuels.
    public var units = 1.0
    /// Days of the year (from 1) on which outages begin, give or take ten, and how long each lasts.
    public var refuellingDays: [Double] = []
    public var refuellingLengthDays = 35.0

    public init() {}
  }

  /// Energy from neighbours in proportion to the load; its fossil part is of the zone's gas.
  public struct Imports: Sendable, Hashable, Decodable {
    public var share = 0.0
    public var carbonFree = 0.0

    public init() {}
  }

  /// The remainder, in the order of cost: coal, efficient gas plants, oil-capable and open-cycle plants.
  public struct Fossil: Sendable, Hashable, Decodable {
    /// Share of the load below which fossil plants do not go, to keep the grid stable; wind and sun give way.
    public var minimum = 0.0
    /// What coal runs at when there is room for it, and the capacity of efficient gas plants.
    public var coal = 0.0
    public var efficientGas = 1.0
    public var peakingGas = 1.0
    /// Direct emissions of the fleets; life-cycle ones follow.
    public var coalGPerKwh = EmissionFactor.coal.direct
    public var efficientGasGPerKwh = EmissionFactor.gas.direct
    public var peakingGasGPerKwh = 500.0
    public var oilGPerKwh = EmissionFactor.oil.direct

    public init() {}
  }
}
