/// Power of every source at one moment, in units of the year's mean load.
struct Dispatch {
  var load = 0.0
  var solar = 0.0
  var wind = 0.0
  var hydro = 0.0
  var nuclear = 0.0
  var geothermal = 0.0
  var biomass = 0.0
  var cleanImports = 0.0
  private(set) var coal = 0.0
  private(set) var efficientGas = 0.0
  private(set) var peakingGas = 0.0
  private(set) var oil = 0.0

  /// Meets the load from fossil plants in the order of cost; where there is more carbon-free power than they leave room
  /// for, wind and sun are turned down, then what can be of the rest.
  mutating func balance(_ fossil: ModelledGrid.Fossil, imports: ModelledGrid.Imports) {
    let importedGas = load * imports.share * (1 - imports.carbonFree)
    cleanImports = load * imports.share * imports.carbonFree
    let room = max(0, load * (1 - fossil.minimum) - cleanImports - importedGas)
    let firm = hydro + nuclear + geothermal + biomass
    let variable = solar + wind
    if firm + variable > room {
      let kept = variable > 0 ? max(0, room - firm) / variable : 0
      solar *= kept
      wind *= kept
      if firm > room {
        let share = room / firm
        hydro *= share
        nuclear *= share
        geothermal *= share
        biomass *= share
      }
    }
    var rest = max(0, load - cleanImports - importedGas - solar - wind - hydro - nuclear - geothermal - biomass)
    func take(_ capacity: Double) -> Double {
      let taken = min(rest, capacity)
      rest -= taken
      return taken
    }
    coal = take(fossil.coal)
    efficientGas = take(fossil.efficientGas) + importedGas
    peakingGas = take(fossil.peakingGas)
    oil = rest
  }
}

/// Energy and emissions summed over the moments of an interval.
struct EnergyMix {
  private var energy = 0.0
  private var carbonFreeEnergy = 0.0
  private var renewableEnergy = 0.0
  private var emissions = EmissionFactor(direct: 0, lifecycle: 0)

  var carbonFree: Double { carbonFreeEnergy / energy }
  var renewable: Double { renewableEnergy / energy }
  var direct: Double { emissions.direct / energy }
  var lifecycle: Double { emissions.lifecycle / energy }

  mutating func add(_ power: Dispatch, _ fleet: FossilFleet) {
    // What comes clean over the border is taken to be hydropower, the cleanest exporters' own.
    let water = power.hydro + power.cleanImports
    let renewable = power.solar + power.wind + water + power.geothermal + power.biomass
    let carbonFree = renewable + power.nuclear
    energy += carbonFree + power.coal + power.efficientGas + power.peakingGas + power.oil
    carbonFreeEnergy += carbonFree
    renewableEnergy += renewable
    emissions.add(power.coal, of: fleet.coal)
    emissions.add(power.efficientGas, of: fleet.efficientGas)
    emissions.add(power.peakingGas, of: fleet.peakingGas)
    emissions.add(power.oil, of: fleet.oil)
    emissions.add(power.solar, of: .solar)
    emissions.add(power.wind, of: .wind)
    emissions.add(water, of: .hydro)
    emissions.add(power.nuclear, of: .nuclear)
    emissions.add(power.geothermal, of: .geothermal)
    emissions.add(power.biomass, of: .biomass)
  }
}

extension EmissionFactor {
  fileprivate mutating func add(_ energy: Double, of factor: EmissionFactor) {
    direct += energy * factor.direct
    lifecycle += energy * factor.lifecycle
  }
}

/// The emission factors of a zone's fossil plants.
struct FossilFleet {
  let coal, efficientGas, peakingGas, oil: EmissionFactor

  init(_ fossil: ModelledGrid.Fossil) {
    coal = EmissionFactor.coal.withDirect(fossil.coalGramsPerKwh)
    efficientGas = EmissionFactor.gas.withDirect(fossil.efficientGasGramsPerKwh)
    peakingGas = EmissionFactor.gas.withDirect(fossil.peakingGasGramsPerKwh)
    oil = EmissionFactor.oil.withDirect(fossil.oilGramsPerKwh)
  }
}
