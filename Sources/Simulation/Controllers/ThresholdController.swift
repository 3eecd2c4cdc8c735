/// `threshold`: charges in the cleaner part of the day.
///
/// With d the dirty share of the grid now, it charges at full power while
/// - d is at most the `quantile` of the dirty shares of the last 24 h (the present one included) and energy is below
///   break-even: what a stored mWh costs now, Z·d/charge_efficiency, is less than what it earns, the greatest
///   gain of a model per mWh it takes; or
/// - less than `floor` of the capacity is stored and energy is below break-even.
///
/// Break-even holds for the emergency too: energy that costs more than it can earn is not worth starving less for.
///
/// It runs the cheapest model meeting the wishes, else the cheapest of all if running it beats running none, as far as
/// the battery can pay for them.
public struct ThresholdController: Controller, Sendable {
  public struct Parameters: Sendable, Hashable {
    /// Of the last day's dirty shares (0...1): below it the grid counts as clean.
    public var quantile: Double
    /// Share of the capacity (0...1) below which it charges on dirtier hours too.
    public var floor: Double

    public init(quantile: Double = 0.3, floor: Double = 0.04) {
      self.quantile = quantile
      self.floor = floor
    }
  }

  private let parameters: Parameters
  private let setup: Setup
  private let options: ModelOptions
  private let floorEnergy: Int64
  private var lastDay: DirtyWindow
  /// Below this stored energy it charges: none, the floor or any, fixed by each reading.
  private var chargesBelow: Int64 = 0

  public init(_ setup: Setup, _ parameters: Parameters = Parameters()) {
    self.setup = setup
    self.parameters = parameters
    options = ModelOptions(setup)
    floorEnergy = Int64(Double(setup.capacity) * min(max(parameters.floor, 0), 1))
    lastDay = DirtyWindow(intervals: 86_400 / setup.clock.intervalSeconds)
  }

  public mutating func observe(_ reading: GridReading) {
    let dirty = 1 - reading.carbonFree
    lastDay.record(dirty)
    let price = setup.unitPrice(carbonFree: reading.carbonFree)
    if price >= options.greatestGainPerUnit {
      chargesBelow = 0
    } else if let clean = lastDay.quantile(parameters.quantile), dirty <= clean {
      chargesBelow = .max
    } else {
      chargesBelow = floorEnergy
    }
  }

  @inline(__always)
  public mutating func decide(_ observation: Observation) -> Decision {
    Decision(
      model: options.best(stored: observation.stored),
      charge: observation.stored < chargesBelow ? setup.slotCharge : 0)
  }
}
