import Camera
import StreamIO

/// What a task's outcome, and dirty energy, are worth.
struct RewardWeights: Record, Blank {
  /// Carried into the scenarios, their runs and the statistics.
  var name: String?
  var success = 0.0
  var smallMiss = 0.0
  var largeMiss = LargeMissWeight()
  var dirtyMwh = 0.0

  init() {}
  init(_ name: String, _ success: Double, _ smallMiss: Double, _ largeMiss: LargeMissWeight, _ dirtyMwh: Double) {
    (self.name, self.success, self.smallMiss, self.largeMiss, self.dirtyMwh) = (name, success, smallMiss, largeMiss, dirtyMwh)
  }

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("name", &name, default: nil, "of the set, which scenarios carry as weights")
    try visitor.field("success", &success, .nonNegative, "per task that meets both wishes")
    try visitor.field("small_miss", &smallMiss, .nonNegative, "per task that misses a wish")
    try visitor.field("large_miss", &largeMiss, .nonNegative, "per task without a model: a number, or never_blind")
    try visitor.field("dirty_mwh", &dirtyMwh, .nonNegative, "per mWh of dirty grid energy")
  }

  /// Sets the weights of a scenario whose device and wishes are drawn.
  ///
  /// - Throws: `Failure` (usage) where no number is as large as never_blind would have to be.
  func set(in scenario: inout Scenario, models: [PowerProfile]) throws(Failure) {
    scenario.weights = name
    scenario.successWeight = success
    scenario.smallMissWeight = smallMiss
    scenario.dirtyMwhWeight = dirtyMwh
    switch largeMiss {
    case .fixed(let weight): scenario.largeMissWeight = weight
    case .neverBlind: scenario.largeMissWeight = neverBlindWeight(in: scenario, models)
    }
    guard scenario.largeMissWeight.isFinite else {
      throw Failure(.usage, "reward_weights: never_blind is beyond all numbers with dirty_mwh \(dirtyMwh); make that smaller")
    }
  }

  /// The smallest weight of a large miss with which running the cheapest model that meets the wishes pays at the dirtiest
  /// grid: success + large miss ≥ dirty weight · its energy, as drawn from the grid. Where no model meets the wishes, with
  /// which running the cheapest of all pays: large miss − small miss ≥ dirty weight · its energy.
  private func neverBlindWeight(in scenario: Scenario, _ models: [PowerProfile]) -> Double {
    let meeting = models.filter { $0.accuracy >= scenario.accuracyWish && $0.inferenceSeconds <= scenario.latencyWishSeconds }
    let energy = (meeting.isEmpty ? models : meeting).map(\.energyPerInferenceMwh).min() ?? 0
    // A millionth more than the energy, so that it pays by more than planners round energies to.
    let price = dirtyMwh * energy / (scenario.chargeEfficiency * scenario.dischargeEfficiency) * 1.000001
    return max(0, meeting.isEmpty ? price + smallMiss : price - success)
  }
}

/// The penalty of a task without a model: a number; or `never_blind`, the smallest that a scenario's device and wishes
/// leave no reason to be blind with.
enum LargeMissWeight: FieldValue, Blank, Equatable {
  case fixed(Double)
  case neverBlind

  private static let word = "never_blind"

  init() { self = .fixed(0) }

  mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    guard try reader.isNext("\"") else {
      var weight = 0.0
      try weight.decode(from: &reader, bounds)
      self = .fixed(weight)
      return
    }
    self = try reader.readText(
      as: { $0.elementsEqual(Self.word.utf8) ? LargeMissWeight.neverBlind : nil },
      complaint: { "\"\($0)\" is no weight of a large miss; a number is one, or \"\(Self.word)\"" })
  }

  mutating func encode(to writer: inout JSONWriter) {
    switch self {
    case .fixed(var weight): weight.encode(to: &writer)
    case .neverBlind: writer.write(Self.word)
    }
  }

  static func schema(_ bounds: Bounds) -> SchemaNode { .anything }
}
