import Camera
import CommandSupport
import Forecasting
import StreamIO

/// Which controllers run, and their parameters: the section `simulate` of the study's configuration.
public struct SimulateConfiguration: Record {
  var controllers = [
    "naive_weak", "naive_strong", "naive", "threshold", "mpc_yesterday", "mpc_profile", "mpc_ar", "oracle",
  ]
  var naive = Naive()
  var threshold = Threshold()
  var forecast = Forecast()
  var policy = Policy()
  var overheads = Overheads()

  public init() {}

  public mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("controllers", &controllers, default: Self().controllers, "run on each scenario, in this order")
    try visitor.field("naive", &naive, default: Naive(), "parameters of naive_weak and naive_strong")
    try visitor.field("threshold", &threshold, default: Threshold(), "parameters of threshold")
    try visitor.field("forecast", &forecast, default: Forecast(), "parameters of forecast and forecast_fixed")
    try visitor.field("policy", &policy, default: Policy(), "parameters of the policies")
    try visitor.field("overheads", &overheads, default: Overheads(), "what running costs beside the models")
  }

  struct Naive: Record {
    var chargeBelow = FixedModelController.defaultChargeBelow

    init() {}

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field(
        "charge_below", &chargeBelow, .fraction, default: Self().chargeBelow, "of the battery: below it they charge")
    }
  }

  struct Threshold: Record {
    var quantile = ThresholdController.Parameters().quantile
    var floor = ThresholdController.Parameters().floor

    init() {}

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field(
        "quantile", &quantile, .fraction, default: Self().quantile,
        "of the last day's dirty shares: at or below it it charges")
      try visitor.field("floor", &floor, .fraction, default: Self().floor, "of the battery: below it it charges anyway")
    }
  }

  struct Forecast: Record {
    var priorHours = OnlineCorrection.defaultPriorHours
    var shading = 0.0

    init() {}

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field(
        "prior_hours", &priorHours, .positive, default: Self().priorHours,
        "how many of the place's own hours the training weighs, in forecast")
      try visitor.field(
        "shading", &shading, .range(-10, 10), default: 0,
        "how many of its expected errors cleaner the grid is taken to be; below 0 dirtier")
    }
  }

  struct Policy: Record {
    var chargeAbove = PolicyController.defaultChargeAbove

    init() {}

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field(
        "charge_above", &chargeAbove, .fraction, default: Self().chargeAbove, "probability above which they charge")
    }
  }
}
