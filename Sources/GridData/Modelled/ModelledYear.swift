import Glibc
import Randomness
import Records
import StreamIO

/// A plausible year of a zone where no measured one is at hand: the sun's course with clouds, wind, water, nuclear
/// plants with their outages, and demand by month, weekday, hour and weather; what is left is met by fossil plants in
/// the order of cost. It says of itself that it is modelled wherever it is written.
///
/// Weather is drawn every five minutes from streams named by seed, zone and year; longer intervals are sums of these,
/// so that a year is the same year at every step.
public struct ModelledYear: Sendable {
  /// What stands in the columns `Data source` and `Data estimation method`.
  public static let dataSource = "Optimal Charge modelled year"
  public static let estimationMethod = "MODELLED"

  private static let stepSeconds = 300

  public let series: CarbonSeries
  /// Share of the energy that is renewable, 0...1.
  public let renewable: [Double]
  public let country: String

  /// - Parameter intervalSeconds: a multiple of 300 that divides 3,600.
  /// - Throws: `Failure(.usage)` for another interval or a year outside 1...9999, `Failure(.data)` where a table of the
  ///   zone has not 12 or 24 values.
  public init(of zone: Zone, year: Int, seed: UInt64, intervalSeconds: Int = 300) throws(Failure) {
    guard intervalSeconds > 0, intervalSeconds % Self.stepSeconds == 0, 3600 % intervalSeconds == 0 else {
      throw Failure(.usage, "a modelled year is in steps of 5, 10, 15, 20, 30 or 60 minutes, not \(intervalSeconds) s")
    }
    guard (1...9999).contains(year) else { throw Failure(.usage, "year \(year) is not within 1 to 9999") }
    guard let grid = zone.modelled else {
      throw Failure(
        .data, "the zone table has no parameters for a modelled year of \(zone.id); give it a file of measured data")
    }
    guard let latitude = zone.latitude else {
      throw Failure(.data, "the zone \(zone.id) has no latitude; a modelled year needs it")
    }
    try Self.check(grid, of: zone)
    let start = Instant(year: year, month: 1, day: 1)
    let days = Instant.days(inYear: year)
    let stepsPerDay = 86_400 / Self.stepSeconds
    let stepsPerInterval = intervalSeconds / Self.stepSeconds
    let shape = LoadShape(grid.load, start: start, hourCount: days * 24)
    let outages = Outages(grid.nuclear, RandomStream(seed: seed, "modelled year", zone.id, "\(year)", "outages"))
    let fleet = FossilFleet(grid.fossil)
    var weather = Weather(grid, of: zone, seed: seed, year: year, stepSeconds: Self.stepSeconds)
    var renewable: [Double] = []
    var series = CarbonSeries(
      zone: zone.id, name: zone.name.isEmpty ? zone.id : zone.name, source: Self.dataSource, isModelled: true, start: start,
      intervalSeconds: intervalSeconds, carbonFree: [], carbonDirect: [], carbonLifecycle: [],
      marks: Array(repeating: .estimated, count: days * stepsPerDay / stepsPerInterval))

    var mix = EnergyMix()
    for day in 0..<days {
      let sky = Sky(grid, noon: start + (day * 86_400 + 43_200))
      let nuclear = outages.output(onDay: day)
      for step in 0..<stepsPerDay {
        let second = step * Self.stepSeconds
        let demand = shape.at(seconds: day * 86_400 + second)
        let hourAngle = sky.sun.hourAngle(secondOfDay: second + Self.stepSeconds / 2, longitude: zone.longitude)
        let sine = sky.sun.sineOfElevation(hourAngle: hourAngle, latitude: latitude)
        var power = Dispatch()
        power.load = demand.load * weather.loadFactor
        power.solar = weather.solar(sky, sineOfElevation: sine, hourAngle: hourAngle)
        power.wind = weather.wind(sky, hourAngle: hourAngle)
        power.hydro = weather.hydro(sky, dailyShape: demand.daily)
        power.nuclear = nuclear
        power.geothermal = grid.geothermal
        power.biomass = grid.biomass
        power.balance(grid.fossil, imports: grid.imports)
        mix.add(power, fleet)
        weather.advance()
        guard (step + 1) % stepsPerInterval == 0 else { continue }
        series.carbonFree.append(share(ofPercentage: Self.rounded(mix.carbonFree * 100)))
        series.carbonDirect.append(Self.rounded(mix.direct))
        series.carbonLifecycle.append(Self.rounded(mix.lifecycle))
        renewable.append(share(ofPercentage: Self.rounded(mix.renewable * 100)))
        mix = EnergyMix()
      }
    }
    self.series = series
    self.renewable = renewable
    country = zone.country
  }

  /// To the two decimals of the published files, so that a year is the same in memory and read back.
  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  private static func check(_ grid: ModelledGrid, of zone: Zone) throws(Failure) {
    let load = grid.load
    for (name, count, wanted) in [
      ("load.monthly", load.monthly.count, 12), ("load.winter_hourly", load.winterHourly.count, 24),
      ("load.summer_hourly", load.summerHourly.count, 24), ("hydro.monthly", grid.hydro.monthly.count, 12),
    ] where count != wanted {
      throw Failure(.data, "zone \(zone.id): \(name) has \(count) values; \(wanted) are needed")
    }
  }
}

/// When nuclear units refuel.
private struct Outages {
  private let plant: ModelledGrid.Nuclear
  private let starts: [Double]

  init(_ plant: ModelledGrid.Nuclear, _ stream: RandomStream) {
    var stream = stream
    self.plant = plant
    starts = plant.refuellingDays.map { $0 - 1 + stream.uniform(in: -10...10) }
  }

  /// Output on a day of the year, from 0.
  func output(onDay day: Int) -> Double {
    let refuelling = starts.count { (0..<plant.refuellingLengthDays).contains(Double(day) - $0) }
    return plant.capacity * max(0, 1 - Double(refuelling) / max(1, plant.units))
  }
}
