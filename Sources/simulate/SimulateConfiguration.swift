import CommandSupport
import Learning
import Records
import StreamIO

/// Which controllers run, and their parameters: the section `simulate` of the study's configuration.
struct SimulateConfiguration: Record {
  var controllers = [
    "naive_weak", "naive_strong", "naive", "threshold", "mpc_yesterday", "mpc_profile", "mpc_ar", "oracle",
  ]
  var threshold = Threshold()
  var forecast = Forecast()
  var overheads = Overheads()

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("controllers", &controllers, default: Self().controllers, "run on each scenario, in this order")
    try visitor.field("threshold", &threshold, default: Threshold(), "parameters of threshold")
    try visitor.field("forecast", &forecast, default: Forecast(), "parameters of forecast")
    try visitor.field("overheads", &overheads, default: Overheads(), "what running costs beside the models")
  }

  struct Threshold: Record {
    var quantile = 0.3
    var floor = 0.04

    init() {}

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field(
        "quantile", &quantile, .fraction, default: 0.3, "of the last day's dirty shares: at or below it it charges")
      try visitor.field("floor", &floor, .fraction, default: 0.04, "of the battery: below it it charges anyway")
    }
  }

  struct Forecast: Record {
    var priorHours = OnlineCorrection.usualPriorHours

    init() {}

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field(
        "prior_hours", &priorHours, .positive, default: OnlineCorrection.usualPriorHours, "how many of the place's own hours the training weighs")
    }
  }
}
