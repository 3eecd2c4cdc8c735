import CommandSupport
import Records
import StreamIO

/// One interval of a scenario under one contender, with the fields that the words ask for.
struct TraceRecord: Sendable {
  var id = ""
  var contender = ""
  var time = Instant()
  var intervalSeconds = 0
  var place: String?
  var longitude: Double?
  var isModelled: Bool?
  /// The names of all fields, which all traces share, and the values of this one.
  fileprivate var fields: [String] = []
  fileprivate var cells: [Cell] = []

  fileprivate func cell(_ field: String) -> Cell { fields.firstIndex(exactly: field).map { cells[$0] } ?? .missing }

  func number(_ field: String) -> Double { cell(field).number ?? .nan }

  func name(_ field: String) -> String? { cell(field) == .missing ? nil : cell(field).name }
}

/// Reads traces: their own fields, and those of the words.
struct TraceReader {
  private let fields: [String]
  private let scanner: FieldScanner
  private var places: [Range<Int>]
  private let words: Words

  init(_ words: Words) throws(Failure) {
    self.words = words
    let week = words.week
    let lively = week.lively.flatMap { $0.split(at: "/", omitsEmpty: true) }
    let asked = week.strips.flatMap { [$0.field, $0.orderedBy] } + lively + [week.share, week.shareWeight]
    let own = ["id", words.contender.field, "time", "interval_s", week.place, "longitude"] + words.origin.fields
    fields = (own + asked).filter { !$0.isEmpty }.distinct()
    try FieldScanner.check(fields)
    scanner = FieldScanner(fields)
    places = Array(repeating: 0..<0, count: fields.count)
  }

  mutating func read(_ line: UnsafeBufferPointer<UInt8>, _ lines: LineReader) throws(Failure) -> TraceRecord {
    var reader = JSONReader(line, file: lines.name, firstLine: lines.lineNumber)
    let opening = reader.place
    let found = try places.withUnsafeMutableBufferPointer { places throws(Failure) in try scanner.scan(&reader, into: places) }
    try reader.finish()
    var trace = TraceRecord()
    (trace.fields, trace.cells) = (fields, Array(repeating: .missing, count: fields.count))
    for (index, field) in fields.enumerated() where FieldScanner.isFound(index, in: found) {
      reader.move(to: places[index].lowerBound)
      do throws(Failure) {
        switch field {
        case "id": trace.id = try reader.readString()
        case words.contender.field: trace.contender = try reader.readString()
        case "time": try trace.time.decode(from: &reader, .any)
        case "interval_s": try trace.intervalSeconds.decode(from: &reader, .positive)
        default: trace.cells[index] = try Cell.read(&reader).first ?? .missing
        }
      } catch { throw error.named(field) }
    }
    for field in ["id", words.contender.field, "time", "interval_s"] {
      guard let index = fields.firstIndex(exactly: field), !FieldScanner.isFound(index, in: found) else { continue }
      throw Failure(.data, "the field \"\(field)\" is missing", at: opening)
    }
    trace.place = trace.name(words.week.place)
    trace.longitude = trace.cell("longitude").number
    trace.isModelled = words.origin.fields.lazy.map(trace.cell).first { $0 != .missing }.map { $0 == .truth(true) }
    return trace
  }
}
