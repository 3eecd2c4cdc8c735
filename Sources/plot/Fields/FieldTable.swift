import Charting
import CommandSupport
import Records
import StreamIO

/// The values of some fields of any records, in the order of the records.
///
/// A record that holds arrays in these fields becomes a row for each element, and a time beside them moves on by its
/// `interval_s` an element: so a series is drawn as it is. Of records with a group `by`, as summaries are, only those count
/// that are grouped by just the fields asked for; others are of other groupings. Beside fields as they are there are parts
/// of times, month(start), and one number over another, battery_wh/capacity_wh.
struct FieldTable {
  let fields: [String]
  private(set) var rowCount = 0
  /// Of each field, its value in every row.
  private var columns: [[Cell]]
  /// Records that were there, and those that counted.
  private(set) var read = 0
  private(set) var counted = 0

  private let scanner: FieldScanner
  private let conditions: [Condition]
  /// Of each field, and each that conditions are on, what it is made from, if it is not there itself.
  private let derivations: [Derivation?]

  /// How values of some fields are written, by the field.
  var valueTexts: [String: @Sendable (String) -> String] = [:]
  private let offsetSeconds: Int
  /// The fields that were in some record, and where the last one has them.
  private var found: UInt64 = 0
  private var places: [Range<Int>]
  private var known: Set<ExactText> = []
  private var groups: Set<ExactText> = []

  /// What tables look for by themselves.
  private static let ownFields = ["by", "metric", "interval_s"]
  private let by: Int
  private let metric: Int
  private let interval: Int
  /// The fields of the two ends of an interval, if any is drawn.
  private let ends: [Int]
  private let measured: [Int]

  /// - Parameters:
  ///   - measured: records that have none of these are of another kind, and passed over.
  ///   - ends: the lower and the upper end of an interval, where one is drawn.
  ///   - conditions: all must hold.
  ///   - offsetSeconds: local time minus UTC, for parts of times.
  init(
    _ fields: [String], measured: [String], ends: [String], conditions texts: [String], offsetSeconds: Int
  ) throws(Failure) {
    var paths = fields
    func number(_ path: String) -> Int {
      if let index = paths.firstIndex(exactly: path) { return index }
      paths.append(path)
      return paths.count - 1
    }
    let conditions = try texts.map { text throws(Failure) in try Condition(text, field: number) }
    (self.fields, self.conditions, self.offsetSeconds) = (fields, conditions, offsetSeconds)
    derivations = paths.map { Derivation($0, number: number) }
    (by, metric, interval) = (number("by"), number("metric"), number("interval_s"))
    self.ends = ends.compactMap { fields.firstIndex(exactly: $0) }
    let derivations = derivations
    self.measured = measured.compactMap { fields.firstIndex(exactly: $0) }.flatMap { [$0] + (derivations[$0]?.sources.prefix(1) ?? []) }
    try FieldScanner.check(paths)
    scanner = FieldScanner(paths)
    places = Array(repeating: 0..<0, count: paths.count)
    self.paths = paths
    columns = Array(repeating: [], count: fields.count)
  }

  /// All that is looked for: the fields, those of conditions and times, and the table's own.
  private let paths: [String]

  mutating func add(_ line: UnsafeBufferPointer<UInt8>, _ lines: LineReader) throws(Failure) {
    let line = JSONReader(line, file: lines.name, firstLine: lines.lineNumber)
    var reader = line
    let found = try places.withUnsafeMutableBufferPointer { places throws(Failure) in try scanner.scan(&reader, into: places) }
    try reader.finish()
    if read < 100 {
      var copy = line
      known.formUnion(try copy.readFieldPaths().map(\.exact))
    }
    read += 1
    self.found |= found
    guard try holds(&reader, found), measured.isEmpty || measured.contains(where: { has($0, found) }),
      try isOfGrouping(&reader, found)
    else { return }
    var cells: [[Cell]] = []
    for (index, path) in paths.enumerated() {
      guard has(index, found), index != by else {
        cells.append([.missing])
        continue
      }
      reader.move(to: places[index].lowerBound)
      do throws(Failure) { cells.append(try Cell.read(&reader)) } catch {
        var error = error
        error.subject = path
        throw error
      }
    }
    try checkEnds(cells, at: Place(file: lines.name, line: lines.lineNumber, column: 1))
    counted += 1
    append(cells)
  }

  private func checkEnds(_ cells: [[Cell]], at place: Place) throws(Failure) {
    guard ends.count == 2 else { return }
    for (low, high) in zip(cells[ends[0]], cells[ends[1]]) {
      try checkInterval(low.number, high.number, fields[ends[0]], fields[ends[1]], at: place)
    }
  }

  private func has(_ field: Int, _ found: UInt64) -> Bool { found & 1 << UInt64(field) != 0 }

  private func holds(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> Bool {
    for condition in conditions where try !holds(condition, &reader, found) { return false }
    return true
  }

  private func holds(_ condition: Condition, _ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> Bool {
    func cell(_ field: Int) throws(Failure) -> Cell? {
      guard has(field, found) else { return nil }
      reader.move(to: places[field].lowerBound)
      return try Cell.read(&reader).first
    }
    if has(condition.field, found) {
      reader.move(to: places[condition.field].lowerBound)
      return try condition.holds(&reader)
    }
    switch derivations[condition.field] {
    case .part(let part, let source):
      guard let time = try cell(source)?.time else { break }
      return condition.holds(part, of: part.value(of: Instant(seconds: Int64(time) + Int64(offsetSeconds))))
    case .quotient(let dividend, let divisor):
      guard let a = try cell(dividend)?.number, let b = try cell(divisor)?.number, b != 0 else { break }
      return condition.holds(a / b)
    case .solarHour(let source, let place):
      guard let time = try cell(source)?.time, let longitude = try cell(place)?.number,
        let hour = Derivation.solarHour(of: time, longitude: longitude)
      else { break }
      return condition.holds(hour)
    case nil: break
    }
    return condition.holdsWhereAbsent
  }

  /// Whether a record that is grouped by fields, as summaries are, is so by just those asked for, and the first of its
  /// group and metric: several runs of aggregate may hold the same.
  private mutating func isOfGrouping(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> Bool {
    let asked = Set(paths.compactMap { $0.dropping(prefix: "by.")?.exact })
    guard !asked.isEmpty, has(by, found) else { return asked.isEmpty }
    reader.move(to: places[by].lowerBound)
    guard try reader.isNext("{") else { return false }
    var keys: [ExactText] = []
    try reader.readObject { key, reader throws(Failure) in
      keys.append(String(decoding: key, as: UTF8.self).exact)
      _ = try reader.skipValue()
    }
    guard Set(keys) == asked else { return false }
    var name = ""
    for field in [by, metric] where has(field, found) {
      reader.move(to: places[field].lowerBound)
      name += String(decoding: try reader.skipValue(), as: UTF8.self)
    }
    return groups.insert(name.exact).inserted
  }

  private mutating func append(_ cells: [[Cell]]) {
    let count = fields.indices.flatMap { [$0] + (derivations[$0]?.sources ?? []) }.map { cells[$0].count }.max() ?? 1
    let interval = cells[interval].first?.number ?? 0
    for element in 0..<count {
      func cell(_ field: Int) -> Cell {
        let source = cells[field]
        return source.count == 1 ? source[0] : element < source.count ? source[element] : .missing
      }
      func moment(_ field: Int) -> Double? {
        cell(field).time.map { $0 + (cells[field].count == 1 ? Double(element) * interval : 0) }
      }
      func value(_ field: Int) -> Cell {
        switch derivations[field] {
        case .part(let part, let source):
          return moment(source).map { part.cell(of: $0, offsetSeconds: offsetSeconds) } ?? .missing
        case .quotient(let dividend, let divisor) where cell(field) == .missing:
          guard let a = cell(dividend).number, let b = cell(divisor).number, b != 0 else { return .missing }
          return .number(a / b)
        case .solarHour(let source, let place) where cell(field) == .missing:
          guard let moment = moment(source), let longitude = cell(place).number else { return .missing }
          return Derivation.solarHour(of: moment, longitude: longitude).map(Cell.number) ?? .missing
        default:
          guard element > 0, let moment = moment(field), abs(moment) < 1e12 else { return cell(field) }
          return .text("\(Instant(seconds: Int64(moment)))".exact)
        }
      }
      for field in fields.indices { columns[field].append(value(field)) }
    }
    rowCount += count
  }

  /// Checks that what was asked for was there.
  ///
  /// - Parameter optional: fields that may be absent from all records.
  mutating func finish(optional: [String]) throws(Failure) {
    guard read > 0 else { throw Failure(.data, "there are no records to draw") }
    // Of a field that is derived its sources are looked for, unless it is there itself.
    let derived = derivations.indices.filter { derivations[$0] != nil }
    let spared = Set(derived + derived.filter { has($0, found) }.flatMap { derivations[$0]?.sources ?? [] })
    for (index, path) in paths.enumerated()
    where !has(index, found) && !optional.contains(exactly: path) && !Self.ownFields.contains(exactly: path) && !spared.contains(index) {
      throw Failure(.data, "no record has a field \"\(path)\"; \(suggestion(for: path))")
    }
    guard counted > 0 else {
      let texts = conditions.map(\.text)
      let groups = paths.compactMap { $0.dropping(prefix: "by.") }
      throw Failure(
        .data,
        "none of \(read) records "
          + (texts.isEmpty ? "" : "has \(texts.joined(separator: " and "))\(groups.isEmpty ? "" : " and ")")
          + (groups.isEmpty ? "" : "is a summary by just \(groups.joined(separator: ", "))"))
    }
    for index in columns.indices { columns[index] = columns[index].distinctlyNamed }
  }

  private func suggestion(for path: String) -> String {
    let names = known.sorted().map(\.text)
    let last = path.split(at: ".", omitsEmpty: true).last ?? ""
    if let inner = names.first(where: { $0.hasSuffix(".\(last)") || $0 == last }) { return "did you mean \"\(inner)\"?" }
    return nearestName(to: path, among: names).map { "did you mean \"\($0)\"?" }
      ?? "there are \(names.joined(separator: ", "))"
  }

  /// The values of a field that are names, each once, as the records have them.
  func names(_ field: String) -> [String] {
    guard let index = fields.firstIndex(of: field) else { return [] }
    return columns[index].map(\.name).distinct()
  }

  func column(_ field: String) -> [Cell] {
    guard let index = fields.firstIndex(exactly: field) else { return [] }
    guard let text = valueTexts[field] else { return columns[index] }
    return columns[index].map { cell in if case .text(let value) = cell { .text(text(value.text).exact) } else { cell } }
  }
}
