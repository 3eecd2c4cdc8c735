import Camera
import CameraPlanning
import CommandSupport
import GridData
import Records
import StreamIO

/// What scenarios are drawn from: the section `scengen` of the study's configuration.
struct ScengenConfiguration: Record {
  var locations = ["CA", "FL", "NW", "NY"]
  var seasons = Season.allCases
  var dates: [StartDate] = []
  var variations = 6
  var horizonDays = 7.0
  var tailDays = 2.0
  var historyDays = 7.0
  var taskIntervalSeconds = 5
  var intervalSeconds: Int?
  var resample = Resampling.hold
  var fill = Filling.none
  var maximumGapHours = 3.0
  var carbonBasis = CarbonBasis.direct
  var forecastLeadHours: Double?
  var dirtyGramsPerKwh: Double?
  var capacityWh = NumberRange(2, 15)
  var chargePowerW = NumberRange(50, 200)
  var chargeEfficiency = NumberRange(1, 1)
  var dischargeEfficiency = NumberRange(0.95, 0.95)
  var charging = Charging.continuous
  var initialFraction = NumberRange(0.2, 1)
  var accuracyWish = NumberRange(0.30, 0.80)
  var latencyWishSeconds = NumberRange(0.00156, 0.0122)
  var rewardWeights = [
    RewardWeights("published_a", 20, 5, .fixed(8), 7), RewardWeights("published_b", 5, 7, .fixed(10), 15),
    RewardWeights("never_blind", 5, 7, .neverBlind, 15),
  ]
  var weights: [String] = []
  var devices: [DeviceChoice] = []
  var wishes: [WishChoice] = []
  var combinations = Combinations.draw
  var configurations: [String] = []
  var infeasibleRate = 0.0

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    let standard = Self()
    try visitor.field("locations", &locations, default: standard.locations, "location codes or zone ids")
    try visitor.field("seasons", &seasons, default: standard.seasons, "meteorological seasons of the start month")
    try visitor.field("dates", &dates, default: [], "days to start on, in these seasons, instead of drawing starts")
    try visitor.field("variations", &variations, .count, default: 6, "scenarios per location and season or date")
    try visitor.field("horizon_days", &horizonDays, .duration, default: 7, "judged time")
    try visitor.field("tail_days", &tailDays, .days, default: 2, "grid data beyond it")
    try visitor.field("history_days", &historyDays, .days, default: 7, "grid data before the start")
    try visitor.field("task_interval_s", &taskIntervalSeconds, .seconds, default: 5, "time from task to task")
    try visitor.field("interval_s", &intervalSeconds, .seconds, default: nil, "grid interval, if not the file's own")
    try visitor.field("resample", &resample, default: .hold, "how intervals of another length are made")
    try visitor.field("fill", &fill, default: .none, "what is done about missing intervals")
    try visitor.field("max_gap_h", &maximumGapHours, .duration, default: 3, "longest gap that is filled")
    try visitor.field("carbon_basis", &carbonBasis, default: .direct, "direct or lifecycle emissions")
    try visitor.field(
      "forecast_lead_h", &forecastLeadHours, .days, default: nil,
      "how long before an interval its publisher's forecast was known; without it no forecast is taken")
    try visitor.field(
      "dirty_g_per_kwh", &dirtyGramsPerKwh, .positive, default: nil, "intensity that counts as wholly dirty, to take shares from")
    try visitor.field("capacity_wh", &capacityWh, .positive, default: standard.capacityWh, "battery")
    try visitor.field("charge_power_w", &chargePowerW, .positive, default: standard.chargePowerW, "charger")
    try visitor.field(
      "charge_efficiency", &chargeEfficiency, .efficiency, default: standard.chargeEfficiency, "delivered over drawn")
    try visitor.field(
      "discharge_efficiency", &dischargeEfficiency, .efficiency, default: standard.dischargeEfficiency,
      "used over stored")
    try visitor.field("charging", &charging, default: .continuous, "kind of charger")
    try visitor.field(
      "initial_fraction", &initialFraction, .fraction, default: standard.initialFraction, "of the battery at start")
    try visitor.field("accuracy_req", &accuracyWish, .fraction, default: standard.accuracyWish, "accuracy wish")
    try visitor.field(
      "latency_req_s", &latencyWishSeconds, .positive, default: standard.latencyWishSeconds, "latency wish")
    try visitor.field(
      "reward_weights", &rewardWeights, default: standard.rewardWeights, "sets of weights, which take turns where combinations are drawn")
    try visitor.field("weights", &weights, default: [], "of the sets of weights by name, only these")
    try visitor.field("devices", &devices, default: [], "batteries with their chargers, instead of the ranges above")
    try visitor.field("wishes", &wishes, default: [], "accuracy and latency together, instead of the ranges above")
    try visitor.field(
      "combinations", &combinations, default: .draw, "of device, wishes and weights: one drawn, or a scenario of each")
    try visitor.field("configurations", &configurations, default: [], "of the combinations by name, only these")
    try visitor.field("infeasible_rate", &infeasibleRate, .fraction, default: 0, "share of impossible scenarios")
  }
}

extension ScengenConfiguration {
  /// When scenarios start at each location.
  var occasions: [ScenarioStart] {
    dates.isEmpty
      ? seasons.map(ScenarioStart.season)
      : seasons.flatMap { season in dates.filter { $0.season == season }.map(ScenarioStart.date) }
  }

  /// How many scenarios there are at each location and occasion.
  var scenariosPerOccasion: Int { combinations == .draw ? variations : variations * takenCombinations.count }

  /// The combinations asked for, with their places among all.
  var takenCombinations: [(place: Int, combination: Combination)] {
    allCombinations.enumerated().map { (place: $0.offset, combination: $0.element) }.filter { _, combination in
      (configurations.isEmpty || configurations.contains(exactly: combination.name))
        && (weights.isEmpty || combination.weights.name.map { weights.contains(exactly: $0) } ?? false)
    }
  }

  /// Names that are given twice would give two scenarios one id; where one of a list is drawn, there must be one.
  func check() throws(Failure) {
    for (key, names) in [
      ("locations", locations), ("seasons", seasons.map(\.rawValue)), ("dates", dates.map(\.description)),
      ("configurations", configurations), ("weights", weights), ("reward_weights", rewardWeights.compactMap(\.name)),
    ] {
      var seen: Set<ExactText> = []
      for name in names where !seen.insert(name.exact).inserted {
        throw Failure(.usage, "\(key): \(name) is named twice; once is enough")
      }
    }
    try checkNames(locations, "location")
    for (key, isEmpty) in [
      ("locations", locations.isEmpty), ("seasons", seasons.isEmpty), ("reward_weights", rewardWeights.isEmpty),
    ] where isEmpty {
      throw Failure(.usage, "\(key) is empty; at least one is needed")
    }
    guard !occasions.isEmpty else {
      throw Failure(
        .usage, "dates: none of \(dates.map(\.description).joined(separator: ", ")) is in "
          + "\(seasons.map(\.rawValue).joined(separator: ", ")); add its season, or leave seasons out")
    }
    try checkCombinations()
  }

  private func checkCombinations() throws(Failure) {
    let names = allCombinations.map(\.name)
    for name in configurations where !names.contains(exactly: name) {
      let near = nearestName(to: name, among: names).map { "did you mean \($0)?" }
      let known = names.contains("") ? "none has a name" : "there are \(names.joined(separator: ", "))"
      throw Failure(.usage, "configurations: no combination is called \(name); \(near ?? known)")
    }
    let sets = rewardWeights.compactMap(\.name)
    for name in weights where !sets.contains(name) {
      let near = nearestName(to: name, among: sets).map { "did you mean \($0)?" }
      let known = sets.isEmpty ? "none has a name" : "there are \(sets.joined(separator: ", "))"
      throw Failure(.usage, "weights: no set of weights is called \(name); \(near ?? known)")
    }
    guard !takenCombinations.isEmpty else {
      throw Failure(
        .usage, "no combination is left: none of configurations \(configurations.joined(separator: ", ")) has weights "
          + weights.joined(separator: ", "))
    }
    guard combinations == .all else { return }
    var seen: Set<ExactText> = []
    for name in names where !seen.insert(name.exact).inserted {
      throw Failure(.usage, "two combinations are called \(name); give devices, wishes and weights names of their own")
    }
    try checkNames(names, "combination")
  }

  /// They become names of files and variables of make, which takes what else there is for its own.
  private func checkNames(_ names: [String], _ what: String) throws(Failure) {
    for name in names where !name.utf8.allSatisfy(Self.isPlain) {
      throw Failure(.usage, "the \(what) \"\(name)\" cannot be a file's name; letters, digits, \"-\", \"_\" and \".\" can")
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch UnicodeScalar(byte) {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
    default: false
    }
  }
}

extension Bounds {
  /// Of a duration in days or hours: a century at most, so that it is a number of seconds.
  static let duration = Bounds(0, 36_600, isLowerOpen: true)
  /// The same, or none.
  static let days = Bounds(0, 36_600)
  /// Of an interval: a day at most.
  static let seconds = Bounds(0, 86_400, isLowerOpen: true)
  /// Of scenarios per location and season.
  static let count = Bounds(0, 1e9)
}
