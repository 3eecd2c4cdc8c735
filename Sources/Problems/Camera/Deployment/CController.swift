import CameraPlanning
import Forecasting
import StreamIO

/// A decider as C99: the text of Resources/ with the device's parameters and the network's numbers put in.
public struct CController {
  /// What the state may take on the device.
  private static let stateBytes = 32 << 10

  private let setup: Setup
  private let rules: Decider.Rules
  private let network: ForecastNetwork
  private let priorHours: Double
  private let shade: [Double]

  /// - Throws: `Failure` (data) where the device or the network cannot be exported, and what can.
  public init(_ decider: Decider, networks: [ForecastNetwork], priorHours: Double) throws(Failure) {
    guard networks.count == 1, let network = networks.first, network.architecture == ForecastNetwork.ridge else {
      let what = networks.count == 1 ? networks[0].architecture : "\(networks.count) networks"
      throw Failure(.data, "C is written for one network of architecture \"\(ForecastNetwork.ridge)\"; this is \(what)")
    }
    (setup, rules, self.network, self.priorHours) = (decider.setup, decider.rules, network, priorHours)
    shade = decider.core.forecast.learned.map { forecast in forecast.shade.indices.map { forecast.shade[$0] } } ?? []
    guard setup.clock.intervalSeconds >= 300 else {
      throw Failure(
        .data, "9 days of shares each \(setup.clock.intervalSeconds) s are more than a state of \(Self.stateBytes) bytes "
          + "holds; an interval_s of 300 or more can be exported")
    }
  }

  /// The files by name.
  public func files() throws(Failure) -> [(name: String, text: String)] {
    let tables = try tables()
    return [
      ("camera_controller.h", Self.template(PackageResources.camera_controller_h, putting: ["@PARAMETERS@": parameters])),
      ("camera_controller.c", Self.template(PackageResources.camera_controller_c, putting: ["@TABLES@": tables])),
      ("camera_test.c", Self.template(PackageResources.camera_test_c, putting: [:])),
    ]
  }

  /// The template with each line that is a mark replaced.
  private static func template(_ bytes: [UInt8], putting texts: [String: String]) -> String {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map { texts[String($0)] ?? String($0) }.joined(separator: "\n")
  }

  /// The constants of the device.
  private var parameters: String {
    let (clock, day) = (setup.clock, DayAhead(taskIntervalSeconds: setup.clock.taskIntervalSeconds))
    let charge = min(setup.slotCharge, setup.capacity)
    let (product, overflow) = charge.multipliedReportingOverflow(by: Int64(day.tasksPerStep - 1))
    let chargeBeforeLast = overflow ? .max / 2 : min(product, .max / 2)
    let lines: [(String, String)] = [
      ("INTERVAL_S", "\(clock.intervalSeconds)"),
      ("RING", "(9 * 86400 / CAMERA_INTERVAL_S + 2)"),
      ("DAY_INTERVALS", "\(max(1, 86_400 / clock.intervalSeconds))"),
      ("SOLAR_OFFSET_S", "\(Int((setup.longitude * 240).rounded()))"),
      ("TASKS_PER_STEP", "\(day.tasksPerStep)"),
      ("HALF_HOURS_PER_STEP", "\(day.halfHoursPerStep)"),
      ("PLAN_S", "\(day.secondsBetweenPlans)"),
      ("STALE_AFTER_S", "\(rules.staleAfterSeconds)"),
      ("BLIND_AFTER_S", "\(rules.blindAfterSeconds)"),
      ("QUANTILE", "\(min(max(rules.threshold.quantile, 0), 1))"),
      ("FLOOR_ENERGY", "INT64_C(\(setup.energy(ofCapacity: rules.threshold.floor)))"),
      ("CAPACITY", "INT64_C(\(setup.capacity))"),
      ("SLOT_CHARGE", "INT64_C(\(setup.slotCharge))"),
      ("CHARGE_BEFORE_LAST", "INT64_C(\(chargeBeforeLast))"),
      ("CHARGE_IN_ALL", "INT64_C(\(chargeBeforeLast + charge))"),
      ("WHOLE_SLOTS", setup.charging == .slots ? "1" : "0"),
      ("CHARGE_EFFICIENCY", "\(setup.device.chargeEfficiency)"),
      ("DIRTY_MWH_WEIGHT", "\(setup.weights.dirtyMilliwattHour)"),
      ("SUCCESS_GAIN", "\(setup.weights.gain(of: .success))"),
      ("FALLBACK_GAIN", "(\(setup.weights.gain(of: .smallMiss)))"),
      ("ACCURACY_REQ", "\(setup.wishes.accuracy)"),
      ("LATENCY_REQ_S", "\(setup.wishes.latencySeconds)"),
      ("MODELS", "\(setup.models.count)"),
      ("CHEAPEST_MODEL", "\(setup.cheapestModel)"),
    ]
    return "/* The device; energies in units of 1e-7 mWh. */\n"
      + lines.map { "#define CAMERA_\($0.0) \($0.1)\n" }.joined()
  }

  /// The numbers of the models and of the network.
  private func tables() throws(Failure) -> String {
    let trained = try ForecastModel(network).weights
    let prior = try OnlineCorrection(network, priorHours: priorHours).precision
    let models = setup.models.indices.map { index in
      "{INT64_C(\(setup.modelEnergy[index])), \(setup.models[index].accuracy), \(setup.models[index].latencySeconds)}"
    }
    return """
      const char *const camera_model_names[CAMERA_MODELS] = {\(setup.models.map { Self.literal($0.name) }.joined(separator: ", "))};

      static const struct model models[CAMERA_MODELS] = {
        \(models.joined(separator: ",\n  "))};

      /* From the least energy to the most; the more accurate first among equals. */
      static const int by_energy[CAMERA_MODELS] = {\(setup.modelsByEnergy.map { "\($0)" }.joined(separator: ", "))};

      """
      + Self.table("trained", "double", "the bias, then each feature's weight, in 30 leads", trained.map { "\($0)" })
      + Self.table("shade", "double", "taken off the forecast's changes, in 30 leads", shade.map { "\($0)" })
      + Self.table("feature_mean", "double", "of the training", network.featureMean.map { "\($0)" })
      + Self.table("feature_scale", "double", "of the training", network.featureScale.map { "\($0)" })
      + Self.table(
        "prior", "float", "the training's precision, worth \(priorHours) of the place's own hours", prior.map { "\($0)f" })
  }

  private static func table(_ name: String, _ type: String, _ meaning: String, _ numbers: [String]) -> String {
    var text = "\n/* \(meaning) */\nstatic const \(type) \(name)[\(numbers.count)] = {"
    var column = 120
    for number in numbers {
      if column + number.utf8.count + 2 > 120 {
        text += "\n  "
        column = 2
      }
      text += number + ", "
      column += number.utf8.count + 2
    }
    return text + "\n};\n"
  }

  /// A string as C writes it: what is not plain ASCII as octal escapes.
  private static func literal(_ text: String) -> String {
    "\"" + text.utf8.map { byte -> String in
      let isPlain = (0x20..<0x7f).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "?")
      if isPlain { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }.joined() + "\""
  }
}
