import Charting

/// A metric as people read it.
struct MetricText {
  var title: String
  /// On an axis, with its meaning.
  var axis: String
  var format = NumberFormat.plain
  var isLowerBetter = true
  /// 0 is perfect foresight and 1 the naive rule.
  var isRelativeRegret = false

  /// Unknown ones keep their own names.
  init(_ metric: String) {
    switch metric {
    case "regret/naive_regret":
      self.init("Regret over naive's", "Regret summed over scenarios, relative to naive's", isRelativeRegret: true)
    case "normalised_regret":
      self.init("Normalised regret", "Mean normalised regret", isRelativeRegret: true)
    case "gain/clairvoyant_gain":
      self.init(
        "Share of the clairvoyant gain", "Reward gained over doing nothing, of what perfect foresight gains", .percent,
        isLowerBetter: false)
    case "forecast_disagreement":
      self.init("Disagreement of the ensemble", "Standard deviation of the members' shares", .percent)
    case "regret": self.init("Regret", "Mean regret (units of reward)")
    case "utility": self.init("Reward", "Mean reward", isLowerBetter: false)
    case "success_rate":
      self.init("Tasks that meet both wishes", "Share of tasks", .percent, isLowerBetter: false)
    case "small_miss_rate": self.init("Tasks that miss a wish", "Share of tasks", .percent)
    case "large_miss_rate": self.init("Tasks without a model", "Share of tasks", .percent)
    case "relative_accuracy":
      self.init(
        "Accuracy over the best that the stored energy allowed", "Mean of accuracy over the best that the stored energy allowed",
        .percent, isLowerBetter: false)
    case "gain": self.init("Reward gained over doing nothing", "Mean reward gained over doing nothing", isLowerBetter: false)
    case "clean_fraction":
      self.init("Carbon-free share of the energy drawn", "Share of the energy drawn", .percent, isLowerBetter: false)
    case "carbon_g":
      self.init("CO₂e emitted", "CO₂e per scenario", NumberFormat(unit: "g"))
    case "carbon_g_per_kwh":
      self.init("Carbon intensity of the grid", "Carbon intensity of the grid", NumberFormat(unit: "g/kWh"))
    case "carbon_free":
      self.init("Carbon-free share of the grid", "Carbon-free share of the grid", .percent, isLowerBetter: false)
    case "battery_wh": self.init("Energy stored", "Energy stored", NumberFormat(unit: "Wh"), isLowerBetter: false)
    case "battery_wh/capacity_wh": self.init("Battery level", "Battery level", .percent, isLowerBetter: false)
    case "carbon_g/successes": self.init("CO₂e for a task that meets both wishes", "CO₂e for a task that meets both wishes", NumberFormat(unit: "mg", factor: 1000))
    case "utility/used_wh": self.init("Reward for energy used", "Reward for a watt-hour used", isLowerBetter: false)
    case "learning_curve.epoch": self.init("Epoch", "Epoch")
    case "learning_curve.round": self.init("Round", "Round")
    case "learning_curve.train_loss": self.init("Training loss", "Training loss")
    case "learning_curve.validation_loss": self.init("Validation loss", "Validation loss")
    case "charge": self.init("Time spent charging", "Share of the time", .percent)
    case "grid_wh": self.init("Energy drawn", "Energy drawn per scenario", NumberFormat(unit: "Wh"))
    case "dirty_wh": self.init("Dirty energy drawn", "Dirty energy drawn per scenario", NumberFormat(unit: "Wh"))
    default: self.init(metric, metric)
    }
  }

  private init(
    _ title: String, _ axis: String, _ format: NumberFormat = .plain, isLowerBetter: Bool = true,
    isRelativeRegret: Bool = false
  ) {
    (self.title, self.axis, self.format) = (title, axis, format)
    (self.isLowerBetter, self.isRelativeRegret) = (isLowerBetter, isRelativeRegret)
  }

  /// Differences of shares are points, not per cent.
  var differenceFormat: NumberFormat { format == .percent ? NumberFormat(unit: "points", factor: 100) : format }

  var references: [Reference] {
    isRelativeRegret ? [Reference(0, "perfect foresight"), Reference(1, "naive")] : []
  }
}
