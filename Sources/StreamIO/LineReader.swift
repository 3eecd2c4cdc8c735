import Glibc

/// The lines of an input, one at a time in constant memory: a byte-order mark, carriage returns before line feeds and
/// blank lines are passed over, and every line is checked to be UTF-8. A last line without a line feed must be a whole
/// JSON value: half of one is a fault of the input, not of a record, so its place has no column.
public final class LineReader {
  /// A line longer than this is taken for a file that is not line by line.
  static let maximumLength = 1 << 30

  public let name: String
  /// The number of the line last returned, from 1.
  public private(set) var lineNumber = 0
  private var isLineEnded = true
  private var isFirst = true

  private let source: ByteSource
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  /// Of the last read: where in the input as stored it began, and how many bytes it gave.
  private var (readOffset, readCount) = (0, 0)

  public init(_ source: ByteSource) {
    self.source = source
    name = source.name
    buffer = .allocate(byteCount: 1 << 18, alignment: 16)
  }

  public convenience init(path: String, threads: Int = 1) throws(Failure) {
    self.init(try ByteSource(path: path, threads: threads))
  }

  deinit { buffer.deallocate() }

  /// Where in the input as stored the line last returned ends: in proportion, within what was read at once.
  public var offset: Int {
    let unread = min(end - start, readCount)
    return source.offset - (source.offset - readOffset) * unread / max(readCount, 1)
  }

  /// The next line without its line feed, valid until the next call; nil at the end of the input.
  public func next() throws(Failure) -> UnsafeBufferPointer<UInt8>? {
    while let raw = try nextRaw() {
      lineNumber += 1
      var line = UnsafeBufferPointer(rebasing: raw.assumingMemoryBound(to: UInt8.self)[...])
      if lineNumber == 1, line.starts(with: byteOrderMark) { line = UnsafeBufferPointer(rebasing: line[byteOrderMark.count...]) }
      if line.last == UInt8(ascii: "\r") { line = UnsafeBufferPointer(rebasing: line.dropLast()) }
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      if !isLineEnded, !JSONReader.isValue(line) {
        throw Failure(
          .data, "the input ends inside this record: it is cut short", at: Place(file: name, line: lineNumber))
      }
      if let offset = firstInvalidUTF8(UnsafeRawBufferPointer(line)) {
        throw Failure(
          .data, "not UTF-8; records are UTF-8 text", at: Place(file: name, line: lineNumber, column: offset + 1))
      }
      if isFirst, let complaint = complaintAboutForm(line) {
        isFirst = false
        throw Failure(.data, complaint, at: Place(file: name, line: lineNumber, column: 1))
      }
      isFirst = false
      return line
    }
    return nil
  }

  private func nextRaw() throws(Failure) -> UnsafeRawBufferPointer? {
    var searched = start
    while true {
      if searched < end, let base = buffer.baseAddress,
        let found = memchr(base + searched, Int32(UInt8(ascii: "\n")), end - searched)
      {
        let lineEnd = base.distance(to: found)
        defer { start = lineEnd + 1 }
        return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[start..<lineEnd])
      }
      searched = end
      if isAtEnd {
        guard start < end else { return nil }
        isLineEnded = false
        defer { start = end }
        return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[start..<end])
      }
      searched -= try makeRoom()
      let offset = source.offset
      let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
      if count > 0 { (readOffset, readCount) = (offset, count) } else { isAtEnd = true }
      end += count
    }
  }

  /// Makes room to read on: moves the unfinished line to the front, or doubles the buffer it fills. Returns how far
  /// the line moved.
  private func makeRoom() throws(Failure) -> Int {
    let moved = start
    if start > 0 {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
      (start, end) = (0, end - start)
    }
    guard end == buffer.count else { return moved }
    guard buffer.count < Self.maximumLength else {
      throw Failure(
        .data, "this line is longer than a gibibyte; one record a line is expected",
        at: Place(file: name, line: lineNumber + 1))
    }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<end]))
    buffer.deallocate()
    buffer = larger
    return moved
  }
}

/// What an input of another form than records is, by its first line; nil where that may be a record.
private func complaintAboutForm(_ line: UnsafeBufferPointer<UInt8>) -> String? {
  let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
  guard let first = line.first(where: { !isBlank($0) }), first != UInt8(ascii: "{") else {
    let isAlone = line.count { !isBlank($0) } == 1
    return isAlone ? "this JSON is spread over several lines; records are NDJSON, one object a line, as jq -c . writes them" : nil
  }
  if first == UInt8(ascii: "[") {
    return "this is a JSON array; records are NDJSON, one object a line, as jq -c '.[]' writes them"
  }
  let brackets = "{}[]".utf8
  guard line.contains(UInt8(ascii: ",")), !line.contains(where: { brackets.contains($0) }) else { return nil }
  return "this looks like CSV; records are NDJSON, one JSON object a line, as mlr --icsv --ojsonl cat writes them"
}

/// The offset of the first byte that is not part of well-formed UTF-8, or nil.
public func firstInvalidUTF8(_ text: UnsafeRawBufferPointer) -> Int? {
  guard let raw = text.baseAddress else { return nil }
  let base = raw.assumingMemoryBound(to: UInt8.self)
  var (i, high) = (0, UInt64(0))
  while i + 8 <= text.count {
    high |= raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
    i += 8
  }
  while i < text.count {
    high |= UInt64(base[i])
    i += 1
  }
  if high & 0x8080_8080_8080_8080 == 0 { return nil }

  i = 0
  while i < text.count {
    let lead = base[i]
    // Well-formed sequences, Table 3-7 of the Unicode Standard: the second byte's range depends on the first.
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch lead {
    case 0..<0x80: length = 1
    case 0xc2...0xdf: length = 2
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: length = 3
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    case 0xf1...0xf3: length = 4
    default: return i
    }
    guard i + length <= text.count else { return i }
    if length > 1, !second.contains(base[i + 1]) { return i }
    for j in 2..<max(length, 2) where !(0x80...0xbf).contains(base[i + j]) { return i }
    i += length
  }
  return nil
}
