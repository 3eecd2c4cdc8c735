import Records
import StreamIO

/// The searches there are, by the controller they are for: the section `tune` of the study's configuration.
struct TuneConfiguration: Record {
  var controllers = Space<SearchConfiguration>([("forecast", SearchConfiguration())])

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("controllers", &controllers, default: Self().controllers, "searches, by controller")
  }
}

/// What is tried, and how long.
struct SearchConfiguration: Record, Blank {
  var trials = 8
  var kept = 0.34
  var rungs = [Rung(scenarios: 2), Rung(scenarios: 8)]
  var space = Space<Choices>()

  init() {}

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("trials", &trials, .range(1, 100_000), default: Self().trials, "in the first rung, 0 being no change")
    try visitor.field("keep", &kept, .fraction, default: 0.34, "share of a rung's trials that go on to the next")
    try visitor.field("rungs", &rungs, default: Self().rungs, "budgets, the least first")
    try visitor.field("space", &space, default: Space(), "what is drawn, by its path in the configuration")
  }

  /// The budget of a rung.
  struct Rung: Record, Blank {
    var scenarios = 1
    var set = Space<RawJSON>()

    init() {}
    init(scenarios: Int) { self.scenarios = scenarios }

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("scenarios", &scenarios, .range(1, 1_000_000), default: 1, "of each season and zone")
      try visitor.field("set", &set, default: Space(), "what else it sets, by its path in the configuration")
    }
  }
}

/// Something for each of several names, such as paths of the configuration, in their order.
struct Space<Value: FieldValue & Blank>: FieldValue, Blank {
  var entries: [(path: String, value: Value)] = []

  init() {}
  init(_ entries: [(path: String, value: Value)]) { self.entries = entries }

  subscript(path: String) -> Value? { entries.first { $0.path.exact == path.exact }?.value }

  mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    entries = []
    try reader.readObject { key, reader throws(Failure) in
      let path = String(decoding: key, as: UTF8.self)
      let place = reader.place
      if entries.contains(where: { $0.path.exact == path.exact }) {
        throw Failure(.usage, "\"\(path)\" stands here a second time", at: place)
      }
      var value = Value()
      do throws(Failure) { try value.decode(from: &reader, .any) } catch { throw error.named(path) }
      entries.append((path, value))
    }
  }

  mutating func encode(to writer: inout JSONWriter) {
    writer.append("{")
    for (path, var value) in entries {
      writer.key(path)
      value.encode(to: &writer)
    }
    writer.append("}")
  }

  static func schema(_ bounds: Bounds) -> SchemaNode { .anything }
}
