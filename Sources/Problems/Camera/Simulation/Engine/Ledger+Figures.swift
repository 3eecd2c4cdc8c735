import CameraPlanning

extension Ledger {
  public func rate(_ outcome: Outcome) -> Double { Double(count(outcome)) / Double(tasks) }

  public var initialWh: Double { Self.wattHours(setup.initialEnergy) }
  public var usedWh: Double { Self.wattHours(used) }
  public var overheadWh: Double { Self.wattHours(overhead) }
  public var lostWh: Double { Self.wattHours(lost) }
  public var finalWh: Double { Self.wattHours(stored) }
  public var minimumWh: Double { Self.wattHours(leastStored) }
  /// Mean over tasks of the energy stored before each.
  public var meanWh: Double { EnergyUnits.milliwattHours(1) / 1000 * Double(storedSum) / Double(tasks) }

  /// Energy drawn from the grid, the charger's losses included.
  public var gridWh: Double { Self.wattHours(charged) / setup.device.chargeEfficiency }
  public var dirtyWh: Double { dirtyCharged / 1000 / setup.device.chargeEfficiency }
  public var cleanWh: Double { cleanCharged / 1000 / setup.device.chargeEfficiency }
  /// Share of the energy drawn that was carbon-free; nil where none was drawn.
  public var cleanFraction: Double? { charged > 0 ? cleanCharged / (cleanCharged + dirtyCharged) : nil }
  /// Emissions booked when energy was drawn from the grid [g CO2e]; not a number where the intensity is not known.
  public var carbonGrams: Double { carbonCharged / 1e6 / setup.device.chargeEfficiency }

  /// Time the charger needed at full power for what it drew [s].
  public var chargingSeconds: Double { setup.chargingSeconds(charged) }

  /// Energy taken from the battery over its capacity: equivalent full cycles.
  public var fullCycles: Double { Double(used) / Double(setup.capacity) }

  private static func wattHours(_ units: Int64) -> Double { EnergyUnits.wattHours(units) }
}
