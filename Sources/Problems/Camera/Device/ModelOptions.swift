import CameraPlanning

/// The two models that can matter. Reward depends on the outcome alone and more stored energy is never worse, so no
/// plan needs any but the cheapest model meeting the wishes and the cheapest of all.
struct ModelOptions: Sendable {
  struct Option: Sendable {
    /// Index, or `Decision.noModel` where the option is absent; it then costs more than any battery holds.
    let model: Int
    /// [10⁻⁷ mWh]
    let energy: Int64
    /// Reward against running nothing.
    let gain: Double

    static let absent = Option(model: Decision.noModel, energy: .max, gain: 0)
    static let nothing = Option(model: Decision.noModel, energy: 0, gain: 0)
  }

  let success: Option
  let fallback: Option

  /// Options that gain nothing, or that the battery can never pay for, are absent.
  init(_ setup: Setup) {
    func option(_ model: Int) -> Option {
      let energy = setup.modelEnergy[model]
      let gain = setup.weights.gain(of: setup.modelOutcome[model])
      return gain > 0 && energy <= setup.capacity ? Option(model: model, energy: energy, gain: gain) : .absent
    }
    success = setup.successModel.map(option) ?? .absent
    let isCheaper = setup.modelEnergy[setup.cheapestModel] < success.energy
    fallback = isCheaper && setup.cheapestModel != setup.successModel ? option(setup.cheapestModel) : .absent
  }

  /// The most a unit of energy can earn.
  var greatestGainPerUnit: Double {
    max(success.gain / Double(success.energy), fallback.gain / Double(fallback.energy))
  }

  /// The option worth most when its energy is bought at `price` [reward per unit], if that is more than nothing.
  func best(price: Double) -> Option? {
    func pays(_ option: Option) -> Bool { option.gain.exceeds(price * Double(option.energy)) }
    guard pays(success) else { return pays(fallback) ? fallback : nil }
    let isTooDear = (price * Double(success.energy - fallback.energy)).exceeds(success.gain - fallback.gain)
    return isTooDear && pays(fallback) ? fallback : success
  }

  /// The better option the stored energy can pay for.
  @inline(__always)
  func best(stored: Int64) -> Option {
    stored >= success.energy ? success : stored >= fallback.energy ? fallback : .nothing
  }
}
