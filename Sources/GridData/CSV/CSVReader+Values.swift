import Records
import StreamIO

/// The rows and values of grid files; a blank number is not a number.
extension CSVReader {
  /// Moves to the next row, which has as many fields as the header.
  mutating func nextRow(_ columns: GridColumns) throws(Failure) -> Bool {
    guard try next() else { return false }
    guard fieldCount == columns.count else {
      throw Failure(.data, "\(fieldCount) fields; the header has \(columns.count)", at: place)
    }
    return true
  }

  func instant(_ field: Int) throws(Failure) -> Instant {
    if let instant = parseTimestamp(bytes(field)) { return instant }
    throw Failure(
      .data, "\"\(text(field))\" is no moment in UTC such as \"2024-02-29 23:55:00\"", at: place(field))
  }

  func percentage(_ field: Int) throws(Failure) -> Double {
    let value = try number(field)
    guard value.isNaN || (0...100).contains(value) else {
      throw Failure(.data, "a percentage of \(text(field)); it must be from 0 to 100", at: place(field))
    }
    return value
  }

  func share(_ field: Int) throws(Failure) -> Double {
    let value = try number(field)
    guard value.isNaN || (0...1).contains(value) else {
      throw Failure(.data, "a share of \(text(field)); it must be from 0 to 1", at: place(field))
    }
    return value
  }

  func intensity(_ field: Int) throws(Failure) -> Double {
    let value = try number(field)
    guard value.isNaN || value >= 0 else {
      throw Failure(.data, "a carbon intensity of \(text(field)) g/kWh; it must be 0 or more", at: place(field))
    }
    return value
  }

  /// Of the three-state flag: true, false, or blank for not known.
  func estimationMarks(_ field: Int) throws(Failure) -> IntervalMarks {
    let bytes = bytes(field)
    if bytes.isEmpty { return .estimationUnknown }
    if bytes.equals("false") { return [] }
    if bytes.equals("true") { return .estimated }
    throw Failure(.data, "\"\(text(field))\" should be true, false or blank", at: place(field))
  }

  private func number(_ field: Int) throws(Failure) -> Double {
    let bytes = bytes(field)
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), !bytes.isEmpty else { return .nan }
    let parsed = parseNumber(start, end: start + bytes.count)
    guard parsed.length == bytes.count, !parsed.isOverflow else {
      throw Failure(.data, "\"\(text(field))\" is no finite number", at: place(field))
    }
    return parsed.value
  }
}

extension UnsafeRawBufferPointer {
  /// Whether these bytes spell a lower-case word in any case.
  fileprivate func equals(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { letters in
      count == letters.count && zip(self, letters).allSatisfy { $0 | 0x20 == $1 }
    }
  }
}
