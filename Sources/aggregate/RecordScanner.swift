import Records
import StreamIO

/// Takes the columns out of batches; one for each thread.
struct RecordScanner {
  private let question: Question
  private let fields: FieldScanner
  private let keyFields: [Int]
  private let isSkipping: Bool
  private var places: ContiguousArray<Range<Int>>
  private var numbers: ContiguousArray<Double>
  private var key = ContiguousArray<UInt8>()
  /// Of each binned field of the record, the edge it counts as.
  private var labels: ContiguousArray<[UInt8]?>

  init(_ question: Question, isSkipping: Bool) {
    self.question = question
    self.isSkipping = isSkipping
    fields = FieldScanner(question.fields)
    keyFields = Set(question.keys.joined()).sorted()
    places = ContiguousArray(repeating: 0..<0, count: question.fields.count)
    numbers = ContiguousArray(repeating: .nan, count: question.numbers.count)
    labels = ContiguousArray(repeating: nil, count: question.fields.count)
  }

  /// Throws the first record's failure, unless those are to be skipped.
  mutating func columns(of batch: LineBatch) throws(Failure) -> RecordColumns {
    var columns = RecordColumns(question, batch)
    try batch.forEach { line, number throws(Failure) in
      do throws(Failure) {
        try add(line, number, to: &columns)
      } catch {
        guard isSkipping else { throw error }
        columns.invalid.append(error)
      }
    }
    columns.invalid.sort { ($0.place?.line ?? 0) < ($1.place?.line ?? 0) }
    return columns
  }

  private mutating func add(
    _ line: UnsafeBufferPointer<UInt8>, _ number: Int, to columns: inout RecordColumns
  ) throws(Failure) {
    var reader = JSONReader(line, file: columns.file, firstLine: number)
    let found = try places.withUnsafeMutableBufferPointer { places throws(Failure) in
      try fields.scan(&reader, into: places)
    }
    try reader.finish()
    if columns.read == 0 { columns.fieldNames = fieldNames(line) }
    columns.read += 1
    columns.found |= found
    guard try isWanted(&reader, found) else { return }
    try readNumbers(&reader, found)
    try checkKeys(&reader, found)
    try readBins(&reader, found)

    columns.lineNumbers.append(number)
    for (column, value) in numbers.enumerated() { columns.values[column].append(value) }
    for (column, fields) in question.keys.enumerated() {
      let key = keyNumber(fields, line, found, in: &columns.keys[column].table)
      columns.keys[column].numbers.append(key)
    }
    columns.isModelled.append(try isModelled(&reader, found))
  }

  private func has(_ field: Int, _ found: UInt64) -> Bool { found & 1 << UInt64(field) != 0 }

  private func isWanted(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> Bool {
    for condition in question.conditions {
      guard has(condition.field, found) else {
        if condition.holdsWhereAbsent { continue }
        return false
      }
      reader.move(to: places[condition.field].lowerBound)
      if try !condition.holds(&reader) { return false }
    }
    return true
  }

  private mutating func readNumbers(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) {
    for (index, column) in question.numbers.enumerated() {
      numbers[index] = try number(column.field, &reader, found, isTimeToo: column.isTimeToo)
      if let weight = column.weight { numbers[index] *= try number(weight, &reader, found, isTimeToo: false) }
    }
  }

  /// NaN where it is null or absent; true and false count as 1 and 0.
  private func number(
    _ field: Int, _ reader: inout JSONReader, _ found: UInt64, isTimeToo: Bool
  ) throws(Failure) -> Double {
    guard has(field, found) else { return .nan }
    reader.move(to: places[field].lowerBound)
    do throws(Failure) {
      if try reader.takeNull() { return .nan }
      if isTimeToo, try reader.isNext("\"") {
        var instant = Instant(seconds: 0)
        try instant.decode(from: &reader, .any)
        return Double(instant.seconds) / 86_400
      }
      let (isTrue, isFalse) = (try reader.isNext("t"), try reader.isNext("f"))
      if isTrue || isFalse { return try reader.readBool() ? 1 : 0 }
      return try reader.readDouble()
    } catch {
      throw error.named(question.fields[field])
    }
  }

  private func checkKeys(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) {
    for field in keyFields where has(field, found) {
      reader.move(to: places[field].lowerBound)
      let (isObject, isArray) = (try reader.isNext("{"), try reader.isNext("["))
      if isObject || isArray {
        throw Failure(
          .data, "an object or array does not name a group; a string, a number, true, false or null does",
          at: reader.place
        ).named(question.fields[field])
      }
    }
  }

  /// The edges that this record's binned fields count as.
  private mutating func readBins(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) {
    for (field, bins) in question.bins where has(field, found) {
      reader.move(to: places[field].lowerBound)
      if try reader.takeNull() {
        labels[field] = nil
        continue
      }
      do { labels[field] = bins.label(of: try reader.readDouble()) } catch {
        throw error.named(question.fields[field])
      }
    }
  }

  /// The number of the values by commas; one that is absent is null.
  private mutating func keyNumber(
    _ fields: [Int], _ line: UnsafeBufferPointer<UInt8>, _ found: UInt64, in table: inout KeyTable
  ) -> Int {
    if fields.count == 1, has(fields[0], found), labels[fields[0]] == nil {
      return table.number(of: UnsafeBufferPointer(rebasing: line[places[fields[0]]]))
    }
    key.removeAll(keepingCapacity: true)
    for field in fields {
      if !key.isEmpty { key.append(UInt8(ascii: ",")) }
      if has(field, found), let label = labels[field] {
        key.append(contentsOf: label)
      } else if has(field, found) {
        key.append(contentsOf: UnsafeBufferPointer(rebasing: line[places[field]]))
      } else {
        key.append(contentsOf: "null".utf8)
      }
    }
    return key.withUnsafeBufferPointer { table.number(of: $0) }
  }

  private func isModelled(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> Bool? {
    guard has(question.modelled, found) else { return nil }
    reader.move(to: places[question.modelled].lowerBound)
    if try reader.isNext("t") { return try reader.readBool() }
    return try reader.isNext("f") ? try reader.readBool() : nil
  }

  private func fieldNames(_ line: UnsafeBufferPointer<UInt8>) -> [String] {
    var reader = JSONReader(line, file: "")
    var names: [String] = []
    // The line has just been read whole.
    try? reader.readObject { key, reader throws(Failure) in
      names.append(String(decoding: key, as: UTF8.self))
      _ = try reader.skipValue()
    }
    return names
  }
}
