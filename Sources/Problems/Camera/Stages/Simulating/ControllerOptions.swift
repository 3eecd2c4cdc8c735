import ArgumentParser
import CommandSupport
import StreamIO

/// Controllers' parameters on the command line, where they override the configuration's.
struct ControllerOptions: ParsableArguments, Sendable {
  @Option(help: ArgumentHelp("naive_weak and naive_strong charge below this share of the battery.", valueName: "share"))
  var chargeBelow: Double?

  @Option(help: ArgumentHelp("threshold charges while the grid is as clean as this quantile of its last day.", valueName: "share"))
  var thresholdQuantile: Double?

  @Option(help: ArgumentHelp("threshold charges below this share of the battery, whatever the grid.", valueName: "share"))
  var thresholdFloor: Double?

  @Option(help: ArgumentHelp("Hours of the place that weigh as much as the training, in forecast.", valueName: "hours"))
  var priorHours: Double?

  @Option(
    help: ArgumentHelp(
      "forecast and forecast_fixed take the grid to be cleaner by this many of their expected errors; dirtier below 0.",
      valueName: "n"))
  var shading: Double?

  @Option(help: ArgumentHelp("The policies charge above this probability.", valueName: "share"))
  var chargeAbove: Double?

  func validate() throws {
    try Bounds.check([
      ("charge-below", chargeBelow, .fraction), ("threshold-quantile", thresholdQuantile, .fraction),
      ("threshold-floor", thresholdFloor, .fraction), ("prior-hours", priorHours, .positive),
      ("shading", shading, .range(-10, 10)), ("charge-above", chargeAbove, .fraction),
    ])
  }

  func resolve(_ configuration: SimulateConfiguration) -> SimulateConfiguration {
    var result = configuration
    result.naive.chargeBelow = chargeBelow ?? result.naive.chargeBelow
    result.threshold.quantile = thresholdQuantile ?? result.threshold.quantile
    result.threshold.floor = thresholdFloor ?? result.threshold.floor
    result.forecast.priorHours = priorHours ?? result.forecast.priorHours
    result.forecast.shading = shading ?? result.forecast.shading
    result.policy.chargeAbove = chargeAbove ?? result.policy.chargeAbove
    return result
  }
}
