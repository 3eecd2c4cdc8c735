import Records
import StreamIO

/// The formats that `gridimport` reads, each in a file of its own beside this one.
public enum GridImport: String, CaseIterable, Sendable {
  case ukCarbonIntensity = "uk-carbon-intensity"
  case wattTime = "watttime"
  case entsoe
  case eia930

  /// What a format does not say by itself.
  public struct Options: Sendable {
    /// Which area of a file that has several.
    public var area: String?
    /// What WattTime's values are, where a file leaves it out.
    public var signal: WattTimeSignal?
    /// What ENTSO-E's times are in, where a file leaves it out.
    public var clock: Clock?
    /// Other factors than the format's own, by source.
    public var factors: [(source: EnergySource, factor: EmissionFactor)] = []

    public init() {}

    func replacing(_ standard: EmissionFactors) -> EmissionFactors {
      factors.reduce(into: standard) { $0[$1.source] = $1.factor }
    }
  }

  /// Reads files of one area; what several of them say of an interval must agree.
  /// - Throws: `Failure` with the place of what is no such file, of several areas, of times that do not exist, of units
  ///   other than the format's, of values out of range, of a second value for an interval.
  public func read(_ paths: [String], _ options: Options) throws(Failure) -> ImportedGrid {
    let grid =
      switch self {
      case .ukCarbonIntensity: try UKCarbonIntensity(options).read(paths)
      case .wattTime: try WattTime(options).read(paths)
      case .entsoe: try EntsoeGeneration(options).read(paths)
      case .eia930: try EIA930(options).read(paths)
      }
    guard !grid.isEmpty else {
      let area = options.area.map { " of \($0)" } ?? ""
      throw Failure(.data, "no interval\(area) in it", at: paths.first.map { Place(file: $0) })
    }
    return grid
  }
}

/// Reads a file as what it begins like: JSON, or a table with commas, semicolons or tabs.
func readImport(
  _ path: String, json: (inout JSONReader) throws(Failure) -> Void, table: (inout CSVReader) throws(Failure) -> Void
) throws(Failure) {
  let source = try ByteSource(path: path, threads: 1)
  var begun = try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer throws(Failure) in
    let count = try source.read(into: buffer)
    return Array(buffer[..<count])
  }
  let text = begun.starts(with: byteOrderMark) ? begun.dropFirst(byteOrderMark.count) : begun[...]
  switch text.first(where: { $0 > 0x20 }) {
  case UInt8(ascii: "{"), UInt8(ascii: "["):
    try readDocument(Array(text) + source.readAll(), file: source.name, .strict, json)
  default:
    let header = text.prefix { $0 != UInt8(ascii: "\n") }
    let separators = [UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: ";")]
    let separator = separators.first(where: header.contains) ?? UInt8(ascii: ",")
    var reader = try CSVReader(file: source.name, separator: separator) { buffer throws(Failure) in
      guard !begun.isEmpty else { return try source.read(into: buffer) }
      let taken = min(buffer.count, begun.count)
      buffer.copyBytes(from: begun.prefix(taken))
      begun.removeFirst(taken)
      return taken
    }
    try table(&reader)
  }
}

/// The header of a table: where its columns stand.
struct TableHeader {
  let names: [String]
  let place: Place

  /// Moves to the first record.
  init(_ reader: inout CSVReader) throws(Failure) {
    guard try reader.next() else {
      throw Failure(
        .data, "the file is empty; a header line with the names of the columns should stand here", at: Place(file: reader.file))
    }
    names = (0..<reader.fieldCount).map { reader.text($0) }
    place = reader.place
  }

  /// The column of the first of these names that is there, however its letters, blanks and signs are written.
  func column(_ wanted: String...) -> Int? {
    for name in wanted {
      if let column = names.firstIndex(where: { GridColumn.folded($0) == GridColumn.folded(name) }) { return column }
    }
    return nil
  }

  func needed(_ wanted: String) throws(Failure) -> Int {
    guard let column = column(wanted) else { throw missing("\"\(wanted)\"") }
    return column
  }

  func missing(_ wanted: String) -> Failure {
    let shown = names.count > 12 ? names.prefix(12).joined(separator: ", ") + " …" : names.joined(separator: ", ")
    return Failure(.data, "no column \(wanted); the columns here are \(shown)", at: place)
  }
}

extension CSVReader {
  /// Moves to the next row, which has as many fields as the header.
  mutating func nextRow(_ header: TableHeader) throws(Failure) -> Bool {
    guard try next() else { return false }
    guard fieldCount == header.names.count else {
      throw Failure(.data, "\(fieldCount) fields; the header has \(header.names.count)", at: place)
    }
    return true
  }

  /// A number, perhaps with commas between thousands; a blank, a dash or N/A is none.
  func measurement(_ field: Int, in bounds: Bounds = .any, of unit: String) throws(Failure) -> Double {
    var bytes = Array(bytes(field))
    let word = bytes.map { $0 | 0x20 }
    if bytes.isEmpty || ["-", "n/a", "null", "nan"].contains(where: { $0.utf8.elementsEqual(word) }) { return .nan }
    bytes.removeAll { $0 == UInt8(ascii: ",") }
    return try number(bytes, in: bounds, of: unit, shown: text(field), at: place(field))
  }
}

/// A number that is all of a text.
func number(
  _ bytes: [UInt8], in bounds: Bounds, of unit: String, shown: @autoclosure () -> String, at place: @autoclosure () -> Place
) throws(Failure) -> Double {
  let parsed = bytes.withUnsafeBufferPointer { bytes in
    bytes.baseAddress.map { parseNumber($0, end: $0 + bytes.count) }
  }
  guard let parsed, parsed.length == bytes.count, !parsed.isOverflow else {
    throw Failure(.data, "\"\(shown())\" is no finite number of \(unit)", at: place())
  }
  guard bounds.contains(parsed.value) else {
    throw Failure(.data, "\(shown()) \(unit); it must be \(bounds)", at: place())
  }
  return parsed.value
}

/// A moment in JSON, with where it stands.
struct PlacedMoment: FieldValue, Blank {
  var instant = Instant()
  var offset = 0

  mutating func decode(from reader: inout JSONReader, _ bounds: Bounds) throws(Failure) {
    offset = reader.offset
    instant = try reader.readText(as: { parseMoment($0) }) { "\"\($0)\" is no moment such as 2024-03-31T00:30Z" }
  }

  mutating func encode(to writer: inout JSONWriter) { instant.encode(to: &writer) }
  static func schema(_ bounds: Bounds) -> SchemaNode { .string }
}
