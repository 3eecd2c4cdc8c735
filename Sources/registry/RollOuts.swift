import CommandSupport
import Records
import StreamIO

/// The runs that judge a network.
struct RollOuts {
  private(set) var runs: [RegisteredNetwork.RollOut] = []
  /// Runs without the numbers that judge.
  private(set) var missing = 0

  private let metric: (numerator: String, denominator: String)
  private let configuration: RegistryConfiguration
  private let scanner: FieldScanner
  private let fields: [String]
  private let conditions: [Condition]
  private var places: [Range<Int>]
  private var known = Set<ExactText>()
  /// The fields of the first run, and those that were in some run.
  private var names: [String] = []
  private var found: UInt64 = 0
  /// What other runs have in the field of the first condition.
  private var others: [String] = []

  init(_ configuration: RegistryConfiguration) throws(Failure) {
    let terms = (configuration.metric ?? "").split(at: "/")
    guard terms.count == 2, !terms.contains("") else {
      throw Failure(
        .usage, configuration.metric.map { "--metric is \($0); a ratio of two fields, as a/b, is needed" }
          ?? "no metric is named that judges; --metric a/b, or a configuration's section registry, names one")
    }
    var fields = [configuration.pair] + configuration.cluster + [terms[0], terms[1]]
    func number(_ name: String) -> Int {
      if let index = fields.firstIndex(exactly: name) { return index }
      fields.append(name)
      return fields.count - 1
    }
    conditions = try configuration.conditions.map { text throws(Failure) in try Condition(text, field: number) }
    for name in configuration.series { _ = number(TimePart.named(name)?.field ?? name) }
    try FieldScanner.check(fields)
    (self.configuration, metric, self.fields) = (configuration, (terms[0], terms[1]), fields)
    scanner = FieldScanner(fields)
    places = Array(repeating: 0..<0, count: fields.count)
  }

  /// - Parameter trained: the series that the network was trained on; runs on these judge nothing, and are refused.
  mutating func add(
    _ line: UnsafeBufferPointer<UInt8>, trained: Set<ExactText>, at place: Place
  ) throws(Failure) {
    var reader = JSONReader(line, file: place.file, firstLine: place.line ?? 1)
    let found = try places.withUnsafeMutableBufferPointer { places throws(Failure) in try scanner.scan(&reader, into: places) }
    try reader.finish()
    if names.isEmpty { names = try fieldNames(line, place) }
    self.found |= found
    for (index, condition) in conditions.enumerated() where try !holds(condition, &reader, found) {
      if index == 0, let other = try value(condition.field, &reader, found) { others.append(unquoted(other.text)) }
      return
    }
    let series = try seriesName(&reader, found)
    if trained.contains(series.exact) {
      throw Failure(
        .data, "the run \(try text(0, &reader, found)) is of \(series), on which the network was trained; "
          + "runs on a series that was left out would be right", at: place)
    }
    let (a, b) = (configuration.cluster.count + 1, configuration.cluster.count + 2)
    guard let numerator = try double(a, &reader, found), let denominator = try double(b, &reader, found) else {
      missing += 1
      return
    }
    var named: [(key: String, value: RawJSON)] = []
    for index in 0..<a {
      guard let value = try value(index, &reader, found) else {
        throw Failure(.data, "the field \"\(fields[index])\" is missing", at: place)
      }
      named.append((fields[index], value))
    }
    guard known.insert(named[0].value.text.exact).inserted else {
      throw Failure(.data, "a second run on \(unquoted(named[0].value.text))\(conditionText)", at: place)
    }
    runs.append(
      RegisteredNetwork.RollOut(named, numerator: (metric.numerator, numerator), denominator: (metric.denominator, denominator)))
  }

  /// " with controller=forecast", or nothing.
  private var conditionText: String {
    configuration.conditions.isEmpty ? "" : " with \(configuration.conditions.joined(separator: " and "))"
  }

  /// Checks that some run judges; what is not there is named with the nearest that is.
  func finish() throws(Failure) {
    guard runs.isEmpty else { return }
    for (index, field) in fields.enumerated() where !FieldScanner.isFound(index, in: found) && !names.isEmpty {
      throw Failure(
        .data, "no run has a field \"\(field)\"; "
          + (nearestName(to: field, among: names).map { "did you mean \"\($0)\"?" } ?? "there are \(names.joined(separator: ", "))"))
    }
    let values = others.distinct().sorted()
    let wanted = configuration.conditions.first?.split(at: "=", maxSplits: 1).last ?? ""
    throw Failure(
      .data, "no run\(conditionText) has \(metric.numerator) and \(metric.denominator); "
        + (missing > 0
          ? "runs that were judged against a plan are needed"
          : nearestName(to: wanted, among: values).map { "did you mean \($0)?" }
            ?? (values.isEmpty ? "there are none" : "there are \(values.joined(separator: ", "))")))
  }

  // MARK: fields of a run

  private func holds(_ condition: Condition, _ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> Bool {
    guard FieldScanner.isFound(condition.field, in: found) else { return condition.holdsWhereAbsent }
    reader.move(to: places[condition.field].lowerBound)
    return try condition.holds(&reader)
  }

  /// A value in JSON, a string spelled as we do; nil where there is none.
  private func value(_ field: Int, _ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> RawJSON? {
    guard FieldScanner.isFound(field, in: found) else { return nil }
    reader.move(to: places[field].lowerBound)
    guard try reader.isNext("\"") else { return RawJSON(text: String(decoding: try reader.skipValue(), as: UTF8.self)) }
    var writer = JSONWriter(capacity: 64)
    writer.write(try reader.readString())
    return RawJSON(text: writer.text)
  }

  private func text(_ field: Int, _ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> String {
    try value(field, &reader, found).map { unquoted($0.text) } ?? ""
  }

  private func double(_ field: Int, _ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> Double? {
    guard FieldScanner.isFound(field, in: found) else { return nil }
    reader.move(to: places[field].lowerBound)
    do throws(Failure) { return try reader.takeNull() ? nil : try reader.readDouble() } catch { throw error.named(fields[field]) }
  }

  /// "US-NY-NYIS/2023"
  private func seriesName(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> String {
    try configuration.series.map { name throws(Failure) in
      let part = TimePart.named(name)
      let text = try text(fields.firstIndex(exactly: part?.field ?? name) ?? 0, &reader, found)
      return part.flatMap { part, _ in Instant(text).map { part.text(of: part.value(of: $0)) } } ?? text
    }.joined(separator: "/")
  }

  private func fieldNames(_ line: UnsafeBufferPointer<UInt8>, _ place: Place) throws(Failure) -> [String] {
    var reader = JSONReader(line, file: place.file)
    return try reader.readFieldPaths()
  }
}
