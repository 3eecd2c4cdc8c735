/// What electricity is generated from, as far as publishers tell it apart.
public enum EnergySource: String, CaseIterable, Sendable {
  case biomass, coal, gas, geothermal, hydro, lignite, nuclear, ocean, oil
  case oilShale = "oil_shale"
  case otherRenewable = "other_renewable"
  case peat, solar, unknown, waste, wind

  /// Whether its energy counts as carbon-free, as Electricity Maps counts it: nuclear power and everything renewable,
  /// biomass included.
  public var isCarbonFree: Bool {
    switch self {
    case .biomass, .geothermal, .hydro, .nuclear, .ocean, .otherRenewable, .solar, .wind: true
    case .coal, .gas, .lignite, .oil, .oilShale, .peat, .unknown, .waste: false
    }
  }
}

/// The emission factors by which generation by source becomes carbon intensity.
public struct EmissionFactors: Sendable {
  private var factors: [EnergySource: EmissionFactor]

  public subscript(source: EnergySource) -> EmissionFactor {
    get { factors[source] ?? EmissionFactor(direct: 0, lifecycle: 0) }
    set { factors[source] = newValue }
  }

  /// Factors for any country.
  ///
  /// Medians of IPCC AR5 WG III (2014), Annex III, table A.III.2 where it has the source. Direct emissions of the fuels
  /// that it leaves out are 3.6 times the default of the IPCC Guidelines 2006, volume 2, table 2.2 [kg CO2/GJ] over the
  /// reference efficiency of Regulation (EU) 2015/2402, annex I; their life cycle adds what AR5 adds to coal, and oil has
  /// the median of IPCC SRREN (2011), table A.II.4. Half of the carbon in waste is taken as biogenic. Of an unknown source
  /// nothing is known but that it is most often fossil: it has the mean of coal and gas.
  public static let international: EmissionFactors = {
    func burned(_ kilogramsPerGigajoule: Double, efficiency: Double) -> Double { 3.6 * kilogramsPerGigajoule / efficiency }
    let mining = EmissionFactor.coal.lifecycle - EmissionFactor.coal.direct
    func mined(_ direct: Double) -> EmissionFactor { EmissionFactor(direct: direct, lifecycle: direct + mining) }
    let waste = burned(91.7, efficiency: 0.25) / 2
    return EmissionFactors(factors: [
      .biomass: .biomass, .coal: .coal, .gas: .gas, .geothermal: .geothermal, .hydro: .hydro, .nuclear: .nuclear,
      .solar: EmissionFactor(direct: 0, lifecycle: 48), .wind: .wind, .ocean: EmissionFactor(direct: 0, lifecycle: 17),
      .otherRenewable: .biomass,
      .lignite: mined(burned(101, efficiency: 0.418)), .peat: mined(burned(106, efficiency: 0.39)),
      .oilShale: mined(burned(107, efficiency: 0.418)),
      .oil: EmissionFactor(direct: burned(77.4, efficiency: 0.442), lifecycle: 840),
      .waste: EmissionFactor(direct: waste, lifecycle: waste),
      .unknown: .mean(.coal, .gas),
    ])
  }()

  /// The same with the direct emissions of the plants of the United States in 2022 (EIA, frequently asked question 74:
  /// 2.30, 0.97 and 2.38 lb CO2/kWh of coal, gas and petroleum); the life cycle differs from them as in `international`.
  public static let unitedStates: EmissionFactors = {
    var factors = international
    for (source, pounds) in [(EnergySource.coal, 2.30), (.gas, 0.97), (.oil, 2.38)] {
      factors[source] = factors[source].withDirect(pounds * gramsPerPound)
    }
    factors[.unknown] = .mean(factors[.coal], factors[.gas])
    return factors
  }()
}

/// The avoirdupois pound, exact by definition.
let gramsPerPound = 453.59237

extension EmissionFactor {
  fileprivate static func mean(_ a: EmissionFactor, _ b: EmissionFactor) -> EmissionFactor {
    EmissionFactor(direct: (a.direct + b.direct) / 2, lifecycle: (a.lifecycle + b.lifecycle) / 2)
  }
}
