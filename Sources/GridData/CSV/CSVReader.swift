import StreamIO

/// The records of a CSV file (RFC 4180: quoted fields may hold commas, line feeds and doubled quotes), read through one
/// buffer that grows only for a record longer than it. Beyond the RFC, a byte-order mark, bare line feeds and blank
/// lines are accepted.
struct CSVReader: ~Copyable {
  /// Fills the buffer it is given and returns how many bytes it wrote, 0 at the end.
  typealias Refill = (UnsafeMutableRawBufferPointer) throws(Failure) -> Int

  private struct Field {
    var start: Int
    var end: Int
    var line: Int
    var column: Int
    var hasDoubledQuotes: Bool
  }

  /// A record may be as long as this; longer ones come of a quote that is never closed.
  private static let longestRecord = 1 << 20

  let file: String
  private let separator: UInt8
  private let refill: Refill
  private var buffer: UnsafeMutableRawBufferPointer
  private var filled = 0
  private var isAtEnd = false
  private var position = 0
  private var nextLine = 1
  private var fields = ContiguousArray<Field>()

  /// The line on which the current record begins.
  private(set) var line = 0

  /// - Parameter separator: what stands between fields; a comma, but a semicolon or a tab in some publishers' files.
  init(file: String, separator: UInt8 = UInt8(ascii: ","), refill: @escaping Refill) throws(Failure) {
    self.file = file
    self.separator = separator
    self.refill = refill
    buffer = .allocate(byteCount: 1 << 16, alignment: 16)
    try fill()
    if buffer[..<filled].starts(with: byteOrderMark) { position = byteOrderMark.count }
  }

  deinit { buffer.deallocate() }

  var fieldCount: Int { fields.count }

  /// The bytes of a field of the current record, without its quotes; valid until the next record is read.
  func bytes(_ field: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: buffer[fields[field].start..<fields[field].end])
  }

  func text(_ field: Int) -> String { String(decoding: bytes(field), as: UTF8.self) }

  func place(_ field: Int) -> Place { Place(file: file, line: fields[field].line, column: fields[field].column) }

  var place: Place { Place(file: file, line: line) }

  /// Moves to the next record that is not a blank line.
  /// - Returns: false at the end of the file.
  mutating func next() throws(Failure) -> Bool {
    while true {
      var start = position
      while try !scan() {
        try makeRoom()
        start = position
      }
      if firstInvalidUTF8(UnsafeRawBufferPointer(rebasing: buffer[start..<position])) != nil {
        throw Failure(.data, "not UTF-8", at: place)
      }
      if fields.isEmpty { return false }
      if fields.count > 1 || fields[0].start < fields[0].end { break }
    }
    for index in fields.indices where fields[index].hasDoubledQuotes { undoubleQuotes(index) }
    return true
  }

  /// Finds the fields of the record at `position`; none are left at the end of the file.
  /// - Returns: false where the buffer ends before the record does.
  private mutating func scan() throws(Failure) -> Bool {
    fields.removeAll(keepingCapacity: true)
    line = nextLine
    guard position < filled else { return isAtEnd }
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
    var cursor = position
    var currentLine = line
    var lineStart = position
    while true {
      var field = Field(
        start: cursor, end: cursor, line: currentLine, column: cursor - lineStart + 1, hasDoubledQuotes: false)
      if cursor < filled, bytes[cursor] == UInt8(ascii: "\"") {
        cursor += 1
        field.start = cursor
        while true {
          guard cursor < filled else {
            if isAtEnd { throw unclosedQuote(field) }
            return false
          }
          let byte = bytes[cursor]
          if byte == UInt8(ascii: "\"") {
            guard cursor + 1 < filled || isAtEnd else { return false }
            guard cursor + 1 < filled, bytes[cursor + 1] == UInt8(ascii: "\"") else { break }
            field.hasDoubledQuotes = true
            cursor += 1
          } else if byte == UInt8(ascii: "\n") {
            currentLine += 1
            lineStart = cursor + 1
          }
          cursor += 1
        }
        field.end = cursor
        cursor += 1
        if cursor < filled, bytes[cursor] == UInt8(ascii: "\r") { cursor += 1 }
        guard cursor < filled || isAtEnd else { return false }
        if cursor < filled, bytes[cursor] != separator, bytes[cursor] != UInt8(ascii: "\n") {
          throw Failure(
            .data, "\(separator == UInt8(ascii: ",") ? "a comma" : "the separator") or the end of the line should follow the closing quote; a quote inside is written \"\"",
            at: Place(file: file, line: currentLine, column: cursor - lineStart + 1))
        }
      } else {
        while cursor < filled, bytes[cursor] != separator, bytes[cursor] != UInt8(ascii: "\n") { cursor += 1 }
        guard cursor < filled || isAtEnd else { return false }
        field.end = cursor
        let endsLine = cursor == filled || bytes[cursor] == UInt8(ascii: "\n")
        if endsLine, field.end > field.start, bytes[field.end - 1] == UInt8(ascii: "\r") { field.end -= 1 }
      }
      fields.append(field)
      guard cursor < filled, bytes[cursor] == separator else { break }
      cursor += 1
    }
    position = min(cursor + 1, filled)
    nextLine = currentLine + 1
    return true
  }

  /// Moves what is left to the front, or doubles the buffer if it is one record already, and reads on.
  private mutating func makeRoom() throws(Failure) {
    let rest = filled - position
    if position == 0, rest == buffer.count {
      guard rest < Self.longestRecord else {
        throw Failure(.data, "a record of more than 1 MiB begins here: is a quote never closed?", at: place)
      }
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * rest, alignment: 16)
      larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
      buffer.deallocate()
      buffer = larger
    } else {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[position..<filled]))
      position = 0
      filled = rest
    }
    try fill()
  }

  private mutating func fill() throws(Failure) {
    while filled < buffer.count {
      let count = try refill(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      if count <= 0 { return isAtEnd = true }
      filled += count
    }
  }

  private mutating func undoubleQuotes(_ index: Int) {
    var target = fields[index].start
    var source = target
    while source < fields[index].end {
      buffer[target] = buffer[source]
      source += buffer[source] == UInt8(ascii: "\"") ? 2 : 1
      target += 1
    }
    fields[index].end = target
  }

  private func unclosedQuote(_ field: Field) -> Failure {
    Failure(
      .data, "the quote that opens here is never closed",
      at: Place(file: file, line: field.line, column: field.column))
  }
}
