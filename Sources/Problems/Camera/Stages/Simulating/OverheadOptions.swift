import ArgumentParser
import Camera
import CommandSupport
import StreamIO

/// The options that override the configuration's key `overheads`.
struct OverheadOptions: ParsableArguments, Sendable {
  @Option(help: ArgumentHelp("Energy of loading another model than the last one (default: 0).", valueName: "mwh"))
  var switchMwh: Double?

  @Option(help: ArgumentHelp("Delay of a task by loading another model (default: 0).", valueName: "seconds"))
  var switchDelayS: Double?

  @Option(help: ArgumentHelp("Energy of each decision of the controller (default: 0).", valueName: "mwh"))
  var decisionMwh: Double?

  @Option(
    help: ArgumentHelp(
      "Power the device draws all the time (default: 0). Measured profiles already count part of it.", valueName: "w"))
  var standbyW: Double?

  func validate() throws {
    try Bounds.check([
      ("switch-mwh", switchMwh, .nonNegative), ("switch-delay-s", switchDelayS, .nonNegative),
      ("decision-mwh", decisionMwh, .nonNegative), ("standby-w", standbyW, .nonNegative),
    ])
  }

  func resolve(_ overheads: SimulateConfiguration.Overheads) -> SimulateConfiguration.Overheads {
    var result = overheads
    result.switchMwh = switchMwh ?? result.switchMwh
    result.switchDelaySeconds = switchDelayS ?? result.switchDelaySeconds
    result.decisionMwh = decisionMwh ?? result.decisionMwh
    result.standbyW = standbyW ?? result.standbyW
    return result
  }
}

extension SimulateConfiguration {
  /// Limits that the published study names; off, so that it can be reproduced.
  struct Overheads: Record {
    var switchMwh = 0.0
    var switchDelaySeconds = 0.0
    var decisionMwh = 0.0
    var standbyW = 0.0

    init() {}

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("switch_mwh", &switchMwh, .nonNegative, default: 0, "energy of loading a model that is not loaded")
      try visitor.field("switch_delay_s", &switchDelaySeconds, .nonNegative, default: 0, "delay of a task by that")
      try visitor.field("decision_mwh", &decisionMwh, .nonNegative, default: 0, "energy of a decision, each task")
      try visitor.field(
        "standby_w", &standbyW, .nonNegative, default: 0,
        "power drawn all the time; measured profiles already count part of it")
    }

    var values: Camera.Overheads {
      var values = Camera.Overheads()
      values.switchMilliwattHours = switchMwh
      values.switchDelaySeconds = switchDelaySeconds
      values.decisionMilliwattHours = decisionMwh
      values.standbyWatts = standbyW
      return values
    }
  }
}
