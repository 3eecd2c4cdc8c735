import CameraPlanning

/// `threshold`: charges in the cleaner part of the day.
///
/// With d the dirty share of the grid now, it charges at full power while
/// - d is at most the `quantile` of the dirty shares of the last 24 h (the present one included) and energy is below
///   break-even: what a stored mWh costs now, Z·d/charge_efficiency, is less than what it earns, the greatest
///   gain of a model per mWh it takes; or
/// - less than `floor` of the capacity is stored and energy is below break-even.
///
/// Break-even holds for the emergency too: energy that costs more than it can earn is not worth starving less for. And
/// a slot that is drawn whole must fit whole, or be worth its price although some of it is lost where the model worth
/// running could otherwise not run at the next task: a full battery pays for nothing.
///
/// It runs the cheapest model meeting the wishes, else the cheapest of all if running it beats running none, as far as
/// the battery can pay for them.
public struct ThresholdController: Controller, Sendable {
  public struct Parameters: Sendable, Hashable {
    /// Of the last day's dirty shares (0...1): below it the grid counts as clean.
    public var quantile: Double
    /// Share of the capacity (0...1) below which it charges on dirtier hours too.
    public var floor: Double

    public init(quantile: Double = 0.21, floor: Double = 0.005) {
      self.quantile = quantile
      self.floor = floor
    }
  }

  private let parameters: Parameters
  private let setup: Setup
  private let options: ModelOptions
  private let floorEnergy: Int64
  /// The most that may be stored for a slot's charge to fit: any where the charger stops at the full battery.
  private let mostWithRoom: Int64
  private var starvation: StarvationGuard
  private var lastDay: DirtyWindow
  /// Below this stored energy it charges: none, the floor or any, fixed by each reading.
  private var chargesBelow: Int64 = 0

  public init(_ setup: Setup, _ parameters: Parameters = Parameters()) {
    self.setup = setup
    self.parameters = parameters
    options = ModelOptions(setup)
    floorEnergy = setup.energy(ofCapacity: parameters.floor)
    mostWithRoom = setup.charging == .slots ? setup.capacity - setup.slotCharge : setup.capacity
    starvation = StarvationGuard(setup)
    lastDay = DirtyWindow(intervals: 86_400 / setup.clock.intervalSeconds)
  }

  public mutating func observe(_ reading: GridReading) {
    let dirty = 1 - reading.carbonFree
    lastDay.record(dirty)
    let price = setup.unitPrice(carbonFree: reading.carbonFree)
    starvation.observe(price: price)
    if !options.greatestGainPerUnit.exceeds(price) {
      chargesBelow = 0
    } else if let clean = lastDay.quantile(parameters.quantile), !dirty.exceeds(clean) {
      chargesBelow = .max
    } else {
      chargesBelow = floorEnergy
    }
  }

  @inline(__always)
  public mutating func decide(_ observation: Observation) -> Decision {
    let option = options.best(stored: observation.stored)
    let rest = observation.stored - option.energy
    let charges =
      observation.stored < chargesBelow && (rest <= mostWithRoom || starvation.isNear(rest: rest, charge: 0))
    return Decision(model: option.model, charge: charges ? setup.slotCharge : 0)
  }

  @inline(__always)
  public func decisionRange(containing stored: Int64) -> ClosedRange<Int64>? {
    guard setup.charging == .continuous else { return nil }
    return stored.side(of: chargesBelow).clamped(to: stored.side(of: options.success.energy))
      .clamped(to: stored.side(of: options.fallback.energy))
  }
}
