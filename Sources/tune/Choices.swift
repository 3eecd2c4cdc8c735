import Glibc
import Randomness
import StreamIO

/// What a parameter is drawn from: `[a, b, c]`, each as likely; or `{"low": 1, "high": 100, "scale": "log"}`, uniformly.
enum Choices: FieldValue, Blank {
  case values([RawJSON])
  case range(Range)

  struct Range: Record {
    var low = 0.0
    var high = 0.0
    var scale = Scale.linear

    enum Scale: String, Choice {
      case linear, log
      init() { self = .linear }
    }

    mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
      try visitor.field("low", &low, "least value")
      try visitor.field("high", &high, "greatest value")
      try visitor.field("scale", &scale, default: .linear, "linear, or log: each factor as likely")
    }
  }

  init() { self = .values([]) }

  /// A value as it stands in a configuration; numbers of a range to three digits, for those who read it.
  func draw(_ random: inout RandomStream) -> RawJSON {
    switch self {
    case .values(let values): return values[random.index(below: values.count)]
    case .range(let range):
      let value = range.scale == .log
        ? exp(random.uniform(in: log(range.low)...log(range.high))) : random.uniform(in: range.low...range.high)
      var writer = JSONWriter(capacity: 64)
      writer.write(min(max(toThreeDigits(value), range.low), range.high))
      return RawJSON(text: writer.text)
    }
  }

  mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    let place = reader.place
    if try reader.isNext("[") {
      var values: [RawJSON] = []
      try values.decode(from: &reader, .any)
      guard !values.isEmpty else { throw Failure(.usage, "nothing to draw from; name one value at least", at: place) }
      return self = .values(values)
    }
    guard try reader.isNext("{") else {
      throw Failure(.usage, "a list of values, or {\"low\": a, \"high\": b}, is expected here", at: place)
    }
    var range = Range()
    try range.decode(from: &reader, .any)
    guard range.low <= range.high, range.scale == .linear || range.low > 0 else {
      throw Failure(.usage, "a range goes from low to high, and above 0 where its scale is log", at: place)
    }
    self = .range(range)
  }

  mutating func encode(to writer: inout JSONWriter) {
    switch self {
    case .values(var values): values.encode(to: &writer)
    case .range(var range): range.encode(to: &writer)
    }
  }

  static func schema(_ bounds: Bounds) -> SchemaNode { .anything }
}

private func toThreeDigits(_ value: Double) -> Double {
  guard value != 0 else { return 0 }
  let decimals = 2 - floor(log10(abs(value)))
  // By a power that is a whole number, which is exact where its inverse is not.
  let power = pow(10, abs(decimals))
  return decimals < 0 ? (value / power).rounded() * power : (value * power).rounded() / power
}
