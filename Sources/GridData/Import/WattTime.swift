import Records
import StreamIO

/// A signal of WattTime's that is a carbon intensity.
public enum WattTimeSignal: String, CaseIterable, Sendable {
  /// What one more kWh emits: the marginal operating emissions rate.
  case marginal = "co2_moer"
  /// What the mean kWh emits.
  case average = "co2_aoer"

  var meaning: String { self == .marginal ? "marginal" : "average" }
}

/// WattTime's API, version 3 (docs.watttime.org): the JSON of /v3/historical, /v3/forecast and /v3/forecast/historical,
/// and tables with point_time and value, as its Python client writes them, or with timestamp and MOER, as version 2 did.
///
/// Pounds of CO2 per MWh become g/kWh by 453.59237/1000. A reply that was generated before its points is a forecast; of
/// several for one point the one generated first is kept, so that nothing is known sooner than it was published.
struct WattTime {
  private static let unit = "lbs_co2_per_mwh"

  private let area: String?
  private let signal: WattTimeSignal?

  init(_ options: GridImport.Options) { (area, signal) = (options.area, options.signal) }

  func read(_ paths: [String]) throws(Failure) -> ImportedGrid {
    var points = Points(signal: signal, region: area)
    for path in paths {
      try readImport(path) { reader throws(Failure) in
        try readJSON(&reader, into: &points)
      } table: { reader throws(Failure) in
        try readTable(&reader, into: &points)
      }
    }
    let signal = points.signal ?? .marginal
    points.grid.source = ["WattTime", points.region, signal.rawValue, "(\(signal.meaning))"].compactMap(\.self).joined(separator: " ")
    for (start, forecast) in points.forecasts { try points.grid.set(.forecastDirect, forecast.value, of: start) { Place(file: "") } }
    return points.grid
  }

  private func readJSON(_ reader: inout JSONReader, into points: inout Points) throws(Failure) {
    let document = reader
    var reply = Reply()
    if try reader.isNext("[") { try reply.data.decode(from: &reader, .any) } else { try reader.readRecord(into: &reply) }
    if let unit = reply.meta?.units, unit.lowercased() != Self.unit {
      throw Failure(.data, "units are \"\(unit)\"; \(Self.unit) is read", at: document.place)
    }
    try points.check(signal: reply.meta?.signal, region: reply.meta?.region, at: document.place)
    for entry in reply.data {
      if let point = entry.point {
        try points.check(signal: nil, region: entry.region, at: document.place(ofByteAt: point.offset))
        try add(entry.value, at: point, issued: reply.meta?.issued, document, to: &points)
      }
      for point in entry.forecast { try add(point.value, at: point.point, issued: entry.issued, document, to: &points) }
    }
  }

  private func add(
    _ pounds: Double?, at point: PlacedMoment, issued: PlacedMoment?, _ document: JSONReader, to points: inout Points
  ) throws(Failure) {
    try points.add(pounds ?? .nan, at: point.instant, issued: issued?.instant) { document.place(ofByteAt: point.offset) }
  }

  private func readTable(_ reader: inout CSVReader, into points: inout Points) throws(Failure) {
    let header = try TableHeader(&reader)
    guard let time = header.column("point_time", "timestamp") else { throw header.missing("\"point_time\" (nor \"timestamp\")") }
    guard let value = header.column("value", "MOER") else { throw header.missing("\"value\" (nor \"MOER\")") }
    let issued = header.column("generated_at")
    let region = header.column("region", "ba")
    let isMarginal = header.names[value].lowercased() == "moer"
    try points.check(signal: isMarginal ? .marginal : nil, region: nil, at: header.place)
    func moment(_ field: Int, _ reader: borrowing CSVReader) throws(Failure) -> Instant {
      if let moment = parseMoment(reader.bytes(field)) { return moment }
      throw Failure(
        .data, "\"\(reader.text(field))\" is no moment such as 2022-07-15T00:00:00+00:00", at: reader.place(field))
    }
    while try reader.nextRow(header) {
      let place = reader.place(value)
      if let region { try points.check(signal: nil, region: reader.text(region), at: reader.place(region)) }
      let start = try moment(time, reader)
      let pounds = try reader.measurement(value, in: .nonNegative, of: Self.unit)
      let issued = try issued.map { column throws(Failure) in try moment(column, reader) }
      try points.add(pounds, at: start, issued: issued) { place }
    }
  }

  /// What has been read of all files.
  private struct Points {
    var signal: WattTimeSignal?
    var region: String?
    var grid = ImportedGrid(source: "")
    var forecasts: [Instant: (issued: Instant, value: Double)] = [:]

    init(signal: WattTimeSignal?, region: String?) { (self.signal, self.region) = (signal, region) }

    /// Files must be of one signal and one region.
    mutating func check(signal found: WattTimeSignal?, region place: String?, at where: Place) throws(Failure) {
      if let found {
        guard signal == nil || signal == found else {
          throw Failure(.data, "\(found.rawValue) where \(signal?.rawValue ?? "") is expected: one signal at a time", at: `where`)
        }
        signal = found
      }
      if let place, !place.isEmpty {
        guard region == nil || region == place else {
          throw Failure(.data, "region \(place) where \(region ?? "") is expected: one region at a time", at: `where`)
        }
        region = place
      }
    }

    mutating func add(_ pounds: Double, at start: Instant, issued: Instant?, place: () -> Place) throws(Failure) {
      guard signal != nil else {
        throw Failure(
          .data, "the file does not say which signal it holds; give --signal co2_moer (marginal) or co2_aoer (average)", at: place())
      }
      let grams = pounds * gramsPerPound / 1000
      guard let issued else { return try grid.set(.direct, grams, of: start, place: place) }
      if let known = forecasts[start], known.issued <= issued { return }
      forecasts[start] = (issued, grams)
    }
  }
}

private struct Reply: Record {
  var data: [Entry] = []
  var meta: Meta?

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("data", &data, "points, or forecasts")
    try visitor.field("meta", &meta, default: nil, "of all of them")
  }
}

private struct Meta: Record, Blank {
  var signal: WattTimeSignal?
  var units: String?
  var region: String?
  var issued: PlacedMoment?

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("signal_type", &signal, default: nil, "what is measured")
    try visitor.field("units", &units, default: nil, "lbs_co2_per_mwh")
    try visitor.field("region", &region, default: nil, "whose")
    try visitor.field("generated_at", &issued, default: nil, "of a forecast")
  }
}

extension WattTimeSignal: Choice {
  public init() { self = .marginal }
}

private struct Entry: Record, Blank {
  var point: PlacedMoment?
  var value: Double?
  var region: String?
  var issued: PlacedMoment?
  var forecast: [Point] = []

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("point_time", &point, default: nil, "beginning")
    try visitor.field("value", &value, .nonNegative, default: nil, "lb/MWh")
    try visitor.field("ba", &region, default: nil, "whose, in version 2")
    try visitor.field("generated_at", &issued, default: nil, "of a forecast")
    try visitor.field("forecast", &forecast, default: [], "its points")
  }
}

private struct Point: Record, Blank {
  var point = PlacedMoment()
  var value: Double?

  mutating func visitFields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(Failure) {
    try visitor.field("point_time", &point, "beginning")
    try visitor.field("value", &value, .nonNegative, default: nil, "lb/MWh")
  }
}
