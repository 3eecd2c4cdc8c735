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
  /// The place of its weights among all sets of them.
  var weightsPlace = 0
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
      for (place, (weights, weightName)) in zip(rewardWeights, weightNames).enumerated() {
        for (device, deviceName) in zip(devices, deviceNames) {
          let name = [wishName, weightName, deviceName].compactMap(\.self).joined(separator: "-")
          result.append(Combination(device: device, wishes: wish, weights: weights, name: name, weightsPlace: place))
        }
      }
    }
    return result
  }
}
