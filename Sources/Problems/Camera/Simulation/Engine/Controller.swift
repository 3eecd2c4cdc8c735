import Forecasting
import Records

/// The grid as it stands from `start` on, for one interval.
public struct GridReading: Sendable, Hashable {
  public let start: Instant
  public let carbonFree: Double
  /// What its publisher says of it and of the intervals to come, as far as that is known by now.
  public let published: PublishedForecast?

  public init(start: Instant, carbonFree: Double, published: PublishedForecast? = nil) {
    self.start = start
    self.carbonFree = carbonFree
    self.published = published
  }
}

/// What a controller is shown at a task.
public struct Observation: Sendable, Hashable {
  /// Tasks since the start of the run, from 0.
  public let task: Int
  /// Energy in the battery before this task charges or runs anything [10⁻⁷ mWh].
  public let stored: Int64

  public init(task: Int, stored: Int64) {
    self.task = task
    self.stored = stored
  }
}

/// What to do in a task.
public struct Decision: Sendable, Hashable {
  /// Index of the model to run, or `noModel`. A model the stored energy cannot pay for does not run.
  public var model: Int
  /// Energy to charge during the task [10⁻⁷ mWh]; the engine limits it to 0...slotCharge and to what fits. Under slot
  /// charging any above 0 asks for the whole slot.
  public var charge: Int64

  public static let noModel = -1

  public init(model: Int, charge: Int64) {
    self.model = model
    self.charge = charge
  }
}

/// What a controller has to say of how it decided.
public struct ControllerFigures: Sendable, Hashable {
  /// Plans made, and forecasts made for them; nil for rules.
  public var plans, forecasts: Int?
  /// Of an ensemble of forecasts: the members' standard deviation about their mean, mean over forecasts and leads.
  public var forecastDisagreement: Double?

  public init() {}
}

/// Decides, task by task, which model runs and how much is charged.
///
/// A controller is made from a `Setup`, which holds no grid data, and is told each grid interval when it begins: there
/// is no value from which it could read the future. (Oracles alone are given a plan made from it, or it.)
/// The engine is generic over the controller, so that `decide` is compiled into its loop.
public protocol Controller: SendableMetatype {
  /// The interval that begins now; before the run, once for each interval of the history, oldest first.
  mutating func observe(_ reading: GridReading)

  mutating func decide(_ observation: Observation) -> Decision

  /// The range of stored energies around `stored` over which the decision is constant until the next reading, whatever
  /// the task; nil where no range is known. Within the range the engine does not ask again.
  func decisionRange(containing stored: Int64) -> ClosedRange<Int64>?

  /// Diagnostics of the controller, at the end of a run.
  var figures: ControllerFigures { get }

  /// Value of one more stored milliwatt-hour at `stored` as the controller sees it, where it has such a notion.
  func priceOfStoredEnergy(at stored: Int64) -> Double?
}

extension Controller {
  public var figures: ControllerFigures { ControllerFigures() }
  public func observe(_ reading: GridReading) {}
  @inline(__always)
  public func decisionRange(containing stored: Int64) -> ClosedRange<Int64>? { nil }
  public func priceOfStoredEnergy(at stored: Int64) -> Double? { nil }
}

extension Int64 {
  /// The energies on this one's side of `bound`: below it, or from it on.
  @inline(__always)
  func side(of bound: Int64) -> ClosedRange<Int64> { self < bound ? .min...(bound - 1) : bound...(.max) }
}
