/// Greenhouse gas emissions of electricity by source in g CO₂e per kWh.
///
/// Medians of IPCC AR5 WG III (2014), Annex III, table A.III.2, with direct emissions as Electricity Maps counts them
/// (0 for biomass); oil: direct EIA 2020 and BEIS 2021, life cycle UK Parliamentary Office of Science and Technology
/// 2014. All are Electricity Maps' defaults.
public struct EmissionFactor: Sendable, Hashable {
  public var direct: Double
  public var lifecycle: Double

  public init(direct: Double, lifecycle: Double) { (self.direct, self.lifecycle) = (direct, lifecycle) }

  public static let coal = EmissionFactor(direct: 760, lifecycle: 820)
  public static let gas = EmissionFactor(direct: 370, lifecycle: 490)
  public static let oil = EmissionFactor(direct: 406, lifecycle: 650)
  public static let biomass = EmissionFactor(direct: 0, lifecycle: 230)
  public static let geothermal = EmissionFactor(direct: 0, lifecycle: 38)
  public static let hydro = EmissionFactor(direct: 0, lifecycle: 24)
  public static let nuclear = EmissionFactor(direct: 0, lifecycle: 12)
  public static let solar = EmissionFactor(direct: 0, lifecycle: 45)
  public static let wind = EmissionFactor(direct: 0, lifecycle: 11)

  /// The same fuel in a fleet with other direct emissions; what comes before and after the plant stays as it is.
  func withDirect(_ other: Double) -> EmissionFactor {
    EmissionFactor(direct: other, lifecycle: lifecycle + other - direct)
  }
}
