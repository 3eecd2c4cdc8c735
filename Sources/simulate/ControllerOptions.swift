import ArgumentParser
import CommandSupport
import StreamIO

/// Controllers' parameters on the command line, where they beat the configuration's.
struct ControllerOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Of the battery: below it naive_weak and naive_strong charge.", valueName: "share"))
  var chargeBelow: Double?

  @Option(help: ArgumentHelp("Of the last day's dirty shares: at or below it threshold charges.", valueName: "share"))
  var thresholdQuantile: Double?

  @Option(help: ArgumentHelp("Of the battery: below it threshold charges anyway.", valueName: "share"))
  var thresholdFloor: Double?

  @Option(help: ArgumentHelp("Weight of the training against the place's own hours in forecast.", valueName: "hours"))
  var priorHours: Double?

  @Option(
    help: ArgumentHelp(
      "Errors expected of forecast and forecast_fixed that their grid is taken to be cleaner; below 0 dirtier.",
      valueName: "n"))
  var shading: Double?

  @Option(help: ArgumentHelp("Probability of the policies' networks above which they charge.", valueName: "share"))
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
