import Records
import StreamIO

/// The searches there are, by the controller they are for: the section `tune` of the study's configuration.
struct TuneConfiguration: Record {
  var metric: String?
  var controllers = Named<SearchConfiguration>([("forecast", SearchConfiguration())])

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field(
      "metric", &metric, default: nil, "what trials are judged by, less is better; left out: the only one that the runs as a whole have")
    try visitor.field("controllers", &controllers, default: Self().controllers, "searches, by controller")
  }
}

/// What is tried, and how long.
struct SearchConfiguration: Record, Blank {
  var trials = 8
  var kept = 0.34
  var rungs = [Rung(scenarios: 2), Rung(scenarios: 8)]
  var space = Named<Choices>()

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("trials", &trials, .range(1, 100_000), default: Self().trials, "in the first rung, 0 being no change")
    try visitor.field("keep", &kept, .fraction, default: 0.34, "share of a rung's trials that go on to the next")
    try visitor.field("rungs", &rungs, default: Self().rungs, "budgets, the least first")
    try visitor.field("space", &space, default: Named(), "what is drawn, by its path in the configuration")
  }

  /// The budget of a rung.
  struct Rung: Record, Blank {
    var scenarios = 1
    var set = Named<RawJSON>()

    init() {}
    init(scenarios: Int) { self.scenarios = scenarios }

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("scenarios", &scenarios, .range(1, 1_000_000), default: 1, "of each season and zone")
      try visitor.field("set", &set, default: Named(), "what else it sets, by its path in the configuration")
    }
  }
}
