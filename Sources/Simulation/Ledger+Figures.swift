extension Ledger {
  public func rate(_ outcome: Outcome) -> Double { Double(count(outcome)) / Double(tasks) }

  public var usedWh: Double { Self.wattHours(Double(used)) }
  public var lostWh: Double { Self.wattHours(Double(lost)) }
  public var initialWh: Double { Self.wattHours(Double(setup.initialEnergy)) }
  public var finalWh: Double { Self.wattHours(Double(stored)) }
  public var minimumWh: Double { Self.wattHours(Double(leastStored)) }
  /// Mean over tasks of the energy stored before each.
  public var meanWh: Double { Self.wattHours(Double(storedSum) / Double(tasks)) }

  /// Energy drawn from the grid, the charger's losses included.
  public var gridWh: Double { Self.wattHours(Double(charged)) / setup.device.chargeEfficiency }
  public var dirtyWh: Double { Self.wattHours(chargedDirty) / setup.device.chargeEfficiency }
  public var cleanWh: Double { gridWh - dirtyWh }
  /// Share of the energy drawn that was carbon-free; nil where none was drawn.
  public var cleanFraction: Double? { charged > 0 ? 1 - chargedDirty / Double(charged) : nil }
  /// Emissions booked when energy was drawn from the grid [g CO2e].
  public var carbonGrams: Double { Self.wattHours(chargedCarbon) / 1000 / setup.device.chargeEfficiency }

  /// Time the charger needed at full power for what it delivered [s].
  public var chargingSeconds: Double {
    setup.slotCharge > 0
      ? Double(charged) / Double(setup.slotCharge) * Double(setup.clock.taskIntervalSeconds) : 0
  }

  /// Energy taken from the battery over its capacity: equivalent full cycles.
  public var fullCycles: Double { Double(used) / Double(setup.capacity) }

  static func wattHours(_ units: Double) -> Double { units / (EnergyUnits.perMilliwattHour * 1000) }
}
