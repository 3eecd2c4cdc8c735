import Glibc
import Records
import StreamIO

/// An input of the imitation policy, by the name that configurations and network files call it.
public enum PolicyFeature: String, Choice {
  /// Stored energy over the capacity, before the task.
  case battery
  /// Carbon-free share of the grid (0...1), and how much dirtier the grid has become since the interval before.
  case carbonFree = "carbon_free"
  case dirtyChange = "dirty_change"
  /// Phase of the local solar day at the interval's start.
  case solarSine = "solar_sine"
  case solarCosine = "solar_cosine"
  // The scenario's fields of these names.
  case accuracyWish = "accuracy_req"
  case latencyWish = "latency_req_s"
  case capacity = "capacity_wh"
  case chargePower = "charge_power_w"
  case successWeight = "success_weight"
  case smallMissWeight = "small_miss_weight"
  case largeMissWeight = "large_miss_weight"
  case dirtyWeight = "dirty_mwh_weight"

  public init() { self = .battery }

  /// What the original study's network was shown.
  public static let original: [PolicyFeature] = [.battery, .carbonFree, .accuracyWish, .latencyWish]
}

/// The inputs of the imitation policy as they stand at a task: the same for a label of a plan's state and for a
/// controller, as both are told a setup and then each grid interval when it begins.
struct PolicyInputs {
  /// One a feature, in their order.
  private(set) var values: ContiguousArray<Double>
  private let features: [PolicyFeature]
  private let setup: Setup
  /// Features that the stored energy decides.
  private let batteryPlaces: [Int]
  private var carbonFree: Double?

  init(_ setup: Setup, features: [PolicyFeature]) {
    self.setup = setup
    self.features = features
    values = ContiguousArray(features.map { Self.fixedValue($0, setup) ?? 0 })
    batteryPlaces = features.indices.filter { features[$0] == .battery }
  }

  mutating func observe(_ reading: GridReading) {
    let local = reading.start + (Int(exactly: (setup.longitude * 240).rounded()) ?? 0)
    let angle = 2 * Double.pi * Double(local.secondOfDay) / 86_400
    for (place, feature) in features.enumerated() {
      switch feature {
      case .carbonFree: values[place] = reading.carbonFree
      case .dirtyChange: values[place] = (carbonFree ?? reading.carbonFree) - reading.carbonFree
      case .solarSine: values[place] = sin(angle)
      case .solarCosine: values[place] = cos(angle)
      default: break
      }
    }
    carbonFree = reading.carbonFree
  }

  /// - Parameter stored: energy before the task [10⁻⁷ mWh].
  mutating func set(stored: Int64) {
    for place in batteryPlaces { values[place] = Double(stored) / Double(setup.capacity) }
  }

  /// What the setup alone decides; nil for the others.
  private static func fixedValue(_ feature: PolicyFeature, _ setup: Setup) -> Double? {
    switch feature {
    case .battery, .carbonFree, .dirtyChange, .solarSine, .solarCosine: nil
    case .accuracyWish: setup.wishes.accuracy
    case .latencyWish: setup.wishes.latencySeconds
    case .capacity: setup.device.capacityWh
    case .chargePower: setup.device.chargePowerW
    case .successWeight: setup.weights.success
    case .smallMissWeight: setup.weights.smallMiss
    case .largeMissWeight: setup.weights.largeMiss
    case .dirtyWeight: setup.weights.dirtyMilliwattHour
    }
  }
}
