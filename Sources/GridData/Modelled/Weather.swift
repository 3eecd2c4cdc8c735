import Glibc
import Randomness
import Records

/// The weather of a modelled year and what plants make of it. Each process draws from a stream of its own, so that a
/// change to one leaves the others as they are.
struct Weather {
  private let grid: ModelledGrid
  private let clearSky: ClearSkyOutput
  private var temperature: Fluctuation
  private var clouds: Fluctuation
  private var passingClouds: Fluctuation
  private var windSystems: Fluctuation
  private var gusts: Fluctuation
  private var water: Fluctuation

  init(_ grid: ModelledGrid, of zone: Zone, seed: UInt64, year: Int, stepSeconds: Int) {
    self.grid = grid
    clearSky = ClearSkyOutput(trackingShare: grid.solar.trackingShare)
    func process(_ name: String, _ hours: Double) -> Fluctuation {
      Fluctuation(
        RandomStream(seed: seed, "modelled year", zone.id, "\(year)", name), persistenceHours: hours,
        stepSeconds: stepSeconds)
    }
    temperature = process("temperature", grid.load.persistenceHours)
    clouds = process("clouds", grid.solar.persistenceHours)
    passingClouds = process("passing clouds", 1)
    windSystems = process("wind systems", grid.wind.persistenceHours)
    gusts = process("gusts", 1.5)
    water = process("water", grid.hydro.persistenceHours)
  }

  mutating func advance() {
    temperature.advance()
    clouds.advance()
    passingClouds.advance()
    windSystems.advance()
    gusts.advance()
    water.advance()
  }

  /// Factor of the demand.
  var loadFactor: Double { max(0.5, 1 + grid.load.variability * temperature.value) }

  /// Photovoltaic output under today's sun. Clouds let 15 % through at the least (light from the whole sky).
  func solar(_ sky: Sky, sineOfElevation: Double, hourAngle: Double) -> Double {
    let clear = clearSky.share(sky.sun, sineOfElevation: sineOfElevation, hourAngle: hourAngle)
    guard clear > 0, grid.solar.capacity > 0 else { return 0 }
    // A zone's plants average passing clouds out; weather systems they share.
    let weather = 0.97 * clouds.value + 0.24 * passingClouds.value
    let transmitted = 0.15 + 0.85 * logistic(sky.clearnessLogit + grid.solar.variability * weather)
    return grid.solar.capacity * min(1, clear * transmitted)
  }

  /// Wind output through the power curve of a fleet, smoother than one turbine's (Nørgaard and Holttinen 2004, "A
  /// multi-turbine power curve approach", Nordic Wind Power Conference): half of the rated power at 9 m/s.
  func wind(_ sky: Sky, hourAngle: Double) -> Double {
    guard grid.wind.capacity > 0 else { return 0 }
    let spread = grid.wind.variability
    let swing = 1 + grid.wind.dailySwing * cos(hourAngle + Double.pi * (1 - grid.wind.peakHour / 12))
    let weather = 0.98 * windSystems.value + 0.2 * gusts.value
    let speed = sky.meanWindSpeed * swing * exp(spread * weather - spread * spread / 2)
    return grid.wind.capacity * logistic((speed - 9) / 1.5)
  }

  func hydro(_ sky: Sky, dailyShape: Double) -> Double {
    let dispatched = 1 + grid.hydro.flexibility * (dailyShape - 1)
    return sky.hydro * max(0, dispatched) * max(0, 1 + grid.hydro.variability * water.value)
  }
}

/// What of the sky changes from day to day only.
struct Sky {
  let sun: SolarGeometry
  let clearnessLogit: Double
  let meanWindSpeed: Double
  let hydro: Double

  init(_ grid: ModelledGrid, noon: Instant) {
    sun = SolarGeometry(noon)
    let solar = grid.solar
    let clearness =
      solar.winterClearness
      + SeasonalTable.summerness(at: noon) * (solar.summerClearness - solar.winterClearness)
    let bounded = min(max(clearness, 0.01), 0.99)
    clearnessLogit = log(bounded / (1 - bounded))
    let phase = 2 * Double.pi * (Double(noon.dayOfYear) - (grid.wind.peakDay - 1)) / 365.25
    meanWindSpeed = grid.wind.meanSpeed * (1 + grid.wind.seasonality * cos(phase))
    hydro = SeasonalTable.monthly(grid.hydro.monthly, at: noon)
  }
}

private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
