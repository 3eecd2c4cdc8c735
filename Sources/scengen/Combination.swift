import CommandSupport
import Records
import StreamIO

/// What is made of lists of devices, wishes and weights: one of each, drawn for each scenario; or all combinations.
enum Combinations: String, Choice {
  case draw, all
  init() { self = .draw }
}

/// A device, its owner's wishes and their weights, each quantity fixed or to be drawn from a range.
struct Combination {
  var device: DeviceChoice
  var wishes: WishChoice
  var weights: RewardWeights
  /// Their names, those without one going by their number where all combinations are taken and there are several.
  var name = ""
}

/// A battery with its charger.
struct DeviceChoice: Record, Blank {
  var name: String?
  var capacityWh = NumberRange(2, 15)
  var chargePowerW = NumberRange(50, 200)

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("name", &name, default: nil, "in the name of a combination")
    try visitor.field("capacity_wh", &capacityWh, .positive, "battery")
    try visitor.field("charge_power_w", &chargePowerW, .positive, "charger")
  }
}

/// What the owner wishes of every task.
struct WishChoice: Record, Blank {
  var name: String?
  var accuracyWish = NumberRange(0.30, 0.80)
  var latencyWishSeconds = NumberRange(0.00156, 0.0122)

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("name", &name, default: nil, "in the name of a combination")
    try visitor.field("accuracy_req", &accuracyWish, .fraction, "accuracy wish")
    try visitor.field("latency_req_s", &latencyWishSeconds, .positive, "latency wish")
  }
}

/// What a task's outcome, and dirty energy, are worth.
struct RewardWeights: Record, Blank {
  var name: String?
  var success = 0.0
  var smallMiss = 0.0
  var largeMiss = 0.0
  var dirtyMwh = 0.0

  init() {}
  init(_ success: Double, _ smallMiss: Double, _ largeMiss: Double, _ dirtyMwh: Double) {
    (self.success, self.smallMiss, self.largeMiss, self.dirtyMwh) = (success, smallMiss, largeMiss, dirtyMwh)
  }

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("name", &name, default: nil, "in the name of a combination")
    try visitor.field("success", &success, .nonNegative, "per task that meets both wishes")
    try visitor.field("small_miss", &smallMiss, .nonNegative, "per task that misses a wish")
    try visitor.field("large_miss", &largeMiss, .nonNegative, "per task without a model")
    try visitor.field("dirty_mwh", &dirtyMwh, .nonNegative, "per mWh of dirty grid energy")
  }
}

extension ScengenConfiguration {
  /// Every device with all wishes and all weights, the devices changing fastest.
  var allCombinations: [Combination] {
    let devices =
      devices.isEmpty ? [DeviceChoice(capacityWh: capacityWh, chargePowerW: chargePowerW)] : devices
    let wishes =
      wishes.isEmpty ? [WishChoice(accuracyWish: accuracyWish, latencyWishSeconds: latencyWishSeconds)] : wishes
    func names(_ list: [String?]) -> [String?] {
      list.enumerated().map { index, name in name ?? (combinations == .all && list.count > 1 ? "\(index + 1)" : nil) }
    }
    let (wishNames, weightNames) = (names(wishes.map(\.name)), names(rewardWeights.map(\.name)))
    let deviceNames = names(devices.map(\.name))
    var result: [Combination] = []
    for (wish, wishName) in zip(wishes, wishNames) {
      for (weights, weightName) in zip(rewardWeights, weightNames) {
        for (device, deviceName) in zip(devices, deviceNames) {
          let name = [wishName, weightName, deviceName].compactMap(\.self).joined(separator: "-")
          result.append(Combination(device: device, wishes: wish, weights: weights, name: name))
        }
      }
    }
    return result
  }
}
